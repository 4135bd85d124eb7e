package pellucid.eval.experiment.movies;

import pellucid.training.data.Sampling;

/**
 * One way of training, or none. All arms are measured on the same queries and films. The first are the study's, on all
 * pairs; each of the others changes one thing, and is compared with an arm of the same pairs and epochs.
 */
enum Arm {
    BASE("base", Loss.NONE, Share.NOTHING, 0, 32, Queries.MIXED, Sampling.SHUFFLED),
    COSINE("cosine, 3 ep.", Loss.COSINE, Share.ALL, 3, 32, Queries.MIXED, Sampling.SHUFFLED),
    MNRL("MNRL", Loss.MNRL, Share.ALL, 1, 32, Queries.MIXED, Sampling.SHUFFLED),
    MNRL_3("MNRL, 3 ep.", Loss.MNRL, Share.ALL, 3, 32, Queries.MIXED, Sampling.SHUFFLED),
    COSINE_HALF("cosine, half", Loss.COSINE, Share.HALF, 1, 32, Queries.MIXED, Sampling.SHUFFLED),
    COSINE_HARD("cosine, hard", Loss.COSINE_HARD, Share.HALF, 1, 32, Queries.MIXED, Sampling.SHUFFLED),
    MNRL_HALF("MNRL, half", Loss.MNRL, Share.HALF, 1, 32, Queries.MIXED, Sampling.SHUFFLED),
    NO_DUPLICATES("MNRL, no dup.", Loss.MNRL, Share.HALF, 1, 32, Queries.MIXED, Sampling.NO_DUPLICATES),
    BATCH_64("MNRL, batch 64", Loss.MNRL, Share.HALF, 1, 64, Queries.MIXED, Sampling.SHUFFLED),
    SPECIFIC("MNRL, specific", Loss.MNRL, Share.HALF, 1, 32, Queries.SPECIFIC, Sampling.SHUFFLED),
    GENERIC("MNRL, generic", Loss.MNRL, Share.HALF, 1, 32, Queries.GENERIC, Sampling.SHUFFLED);

    /** What is made small, and on what negatives. */
    enum Loss {
        NONE("-"),
        COSINE("CosineSimilarityLoss, labels 1/0, random negatives"),
        COSINE_HARD("CosineSimilarityLoss, labels 1/0, hard negatives"),
        MNRL("MultipleNegativesRankingLoss");

        private final String words;

        Loss(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** How many of the pairs. */
    enum Share {
        NOTHING,
        /** The first half: the questions beside the main one cost half as much. */
        HALF,
        ALL
    }

    /** Which of the training queries. */
    enum Queries {
        MIXED,
        SPECIFIC,
        GENERIC
    }

    private final String label;
    private final Loss loss;
    private final Share share;
    private final int epochs;
    private final int batchSize;
    private final Queries queries;
    private final Sampling sampling;

    Arm(String label, Loss loss, Share share, int epochs, int batchSize, Queries queries, Sampling sampling) {
        this.label = label;
        this.loss = loss;
        this.share = share;
        this.epochs = epochs;
        this.batchSize = batchSize;
        this.queries = queries;
        this.sampling = sampling;
    }

    /** Short enough for a table on a terminal. */
    String label() {
        return label;
    }

    Loss loss() {
        return loss;
    }

    int epochs() {
        return epochs;
    }

    int batchSize() {
        return batchSize;
    }

    Queries queries() {
        return queries;
    }

    Sampling sampling() {
        return sampling;
    }

    /** How many pairs it learns from. */
    int pairs(int all) {
        return switch (share) {
            case NOTHING -> 0;
            case HALF -> (all + 1) / 2;
            case ALL -> all;
        };
    }
}
