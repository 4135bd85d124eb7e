package pellucid.bench.encode;

import java.nio.file.Path;
import java.util.ServiceLoader;
import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertLoader;
import pellucid.models.hub.ModelResolver;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.backend.Backends;

/** The child program that loads the model, as a program does that is started to do just that. */
public final class LoadTime {
    /** The argument for the weights alone. */
    static final String WEIGHTS = "weights";

    private static final int WARM_LOADS = 5;

    private LoadTime() {}

    /**
     * Prints, in seconds and one a line: loading in a fresh process, the first text's vector, loading once more with
     * everything compiled (best of five), and the peer's loading if there is one. With the argument {@value #WEIGHTS}:
     * opening the file and reading all weights into a network, where folder, backend and settings are known.
     */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals(WEIGHTS)) {
            System.out.println(weights());
            System.exit(0);
        }
        long start = System.nanoTime();
        SentenceEncoder encoder = SentenceEncoder.load(EncodeContest.MODEL);
        long loaded = System.nanoTime();
        encoder.encode("a quiet film about the sea");
        long encoded = System.nanoTime();
        System.out.println((loaded - start) / 1e9);
        System.out.println((encoded - loaded) / 1e9);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < WARM_LOADS; i++) {
            long again = System.nanoTime();
            SentenceEncoder.load(EncodeContest.MODEL);
            best = Math.min(best, (System.nanoTime() - again) / 1e9);
        }
        System.out.println(best);
        try (EncodePeer peer = ServiceLoader.load(EncodePeer.class).findFirst().orElse(null)) {
            if (peer != null) {
                System.out.println(peer.loadSeconds());
            }
        }
        System.exit(0);
    }

    private static double weights() {
        Path folder = ModelResolver.ofThisProcess().resolve(EncodeContest.MODEL);
        Backend backend = Backends.get();
        BertConfig config = BertConfig.read(folder.resolve("config.json"));
        long start = System.nanoTime();
        try (WeightSource weights = WeightFolder.open(folder)) {
            BertLoader.load(config, weights, backend, DType.FLOAT32);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
