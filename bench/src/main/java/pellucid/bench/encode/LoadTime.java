package pellucid.bench.encode;

import java.util.ServiceLoader;
import pellucid.models.sentence.SentenceEncoder;

/** The child program that loads the model and encodes one text, as a program does that is started to do just that. */
public final class LoadTime {
    private static final int WARM_LOADS = 5;

    private LoadTime() {}

    /**
     * Prints, in seconds and one a line: loading in a fresh process, the first text's vector, loading once more with
     * everything compiled (best of five), and the peer's loading if there is one.
     */
    public static void main(String[] arguments) {
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
}
