package pellucid.eval.experiment.matryoshka;

import pellucid.training.loss.CoSent;
import pellucid.training.loss.CosineSimilarity;
import pellucid.training.loss.Loss;
import pellucid.training.loss.Matryoshka;
import pellucid.training.loss.Mnrl;

/** One way of training, or none. All arms are measured on the same queries and products. */
enum Arm {
    BASE("base", "the pretrained model"),
    MNRL("MNRL", "MultipleNegativesRankingLoss on pairs that fit"),
    MATRYOSHKA("Matryoshka", "the same loss, summed over four lengths of the vectors"),
    COSINE("cosine", "CosineSimilarityLoss on rows of every relevance"),
    COSENT("CoSENT", "CoSENTLoss on rows of every relevance"),
    QUARTER("MNRL, quarter", "as MNRL, on a quarter of the pairs");

    private static final int PART = 4;

    /** Fewer rows than these have no two in a quarter, and a loss compares at least two. */
    static final int FEWEST_ROWS = PART + 1;

    private final String label;
    private final String words;

    Arm(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** Short enough for a table on a terminal. */
    String label() {
        return label;
    }

    /** What it is, for the page. */
    String words() {
        return words;
    }

    /** Whether it learns from rows with their relevance, good and bad ones, and not from good ones alone. */
    boolean isGraded() {
        return this == COSINE || this == COSENT;
    }

    /** How many of the rows it learns from. */
    int share(int rows) {
        return this == QUARTER ? (rows + PART - 1) / PART : rows;
    }

    /**
     * What is made small.
     *
     * @param dims the lengths of the vectors that are to be good ones
     */
    Loss loss(int[] dims) {
        return switch (this) {
            case BASE -> throw new IllegalStateException("the base model is not trained");
            case MNRL, QUARTER -> new Mnrl();
            case MATRYOSHKA -> new Matryoshka(new Mnrl(), dims);
            case COSINE -> new CosineSimilarity();
            case COSENT -> new CoSent();
        };
    }
}
