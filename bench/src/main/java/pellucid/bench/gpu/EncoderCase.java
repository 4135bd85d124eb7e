package pellucid.bench.gpu;

import java.util.Arrays;
import java.util.Random;
import pellucid.autograd.Inference;
import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertInitializer;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.PoolingSettings;
import pellucid.models.sentence.SentenceModel;
import pellucid.models.sentence.TokenBatch;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;

/**
 * A sentence encoder of random weights, and tokens for it: how fast it is does not depend on what it knows.
 *
 * @param config the dimensions
 * @param texts how many
 * @param tokens of each text
 */
record EncoderCase(BertConfig config, int texts, int tokens) {
    /** The dimensions of all-MiniLM-L6-v2. */
    static final BertConfig MINILM =
            new BertConfig(30522, 384, 6, 12, 1536, 512, 2, 0, Activation.GELU, 1e-12, 0.1, 0.1);

    /** What an emulated device computes in a moment. */
    static final BertConfig TINY = new BertConfig(50, 64, 2, 2, 128, 16, 2, 0, Activation.GELU, 1e-12, 0.1, 0.1);

    /** The model, the same for every backend. */
    SentenceModel model(Backend backend) {
        return new SentenceModel(BertInitializer.random(config, backend, DType.FLOAT32, 1), PoolingSettings.MEAN, true);
    }

    /** The texts, all of the same length. */
    TokenBatch batch(Backend backend) {
        int[] lengths = new int[texts];
        Arrays.fill(lengths, tokens);
        return batch(backend, lengths);
    }

    /** Texts of these lengths. */
    TokenBatch batch(Backend backend, int... lengths) {
        Random random = new Random(2);
        int[][] ids = new int[lengths.length][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = random.ints(lengths[i], 1, config.vocabSize()).toArray();
        }
        return TokenBatch.pack(backend, ids, new int[lengths.length][], 0);
    }

    /** One forward pass that leaves nothing behind. */
    @SuppressWarnings("try")
    static void infer(SentenceModel model, TokenBatch batch) {
        try (Inference scope = Inference.open(model.backend())) {
            model.forward(batch, Dropouts.NONE);
        }
    }

    /** Multiply-adds of a forward pass, counted as two each: linear layers and attention. */
    double flops() {
        double hidden = config.hiddenSize();
        double linear = 2 * hidden * (4 * hidden + 2.0 * config.intermediateSize());
        return (double) texts * tokens * config.numHiddenLayers() * (linear + 4 * hidden * tokens);
    }
}
