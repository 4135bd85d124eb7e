package pellucid.training.loss;

/** How much the loss of an earlier layer counts; layer 0 is the embeddings. */
public enum LayerWeighting {
    /** 1 for all. */
    UNIFORM {
        @Override
        double weight(int layer) {
            return 1;
        }
    },
    /** 1 / (1 + log(1 + layer)). */
    LOG {
        @Override
        double weight(int layer) {
            return 1 / (1 + Math.log(1.0 + layer));
        }
    },
    /** 1 / (1 + layer). */
    LINEAR {
        @Override
        double weight(int layer) {
            return 1.0 / (1 + layer);
        }
    };

    abstract double weight(int layer);
}
