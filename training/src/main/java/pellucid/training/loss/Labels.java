package pellucid.training.loss;

/** What a loss wants to be told about each row of a batch, beside its texts. */
public enum Labels {
    /** Nothing; labels that are there are not looked at. */
    NONE("no label"),
    /** A finite number: how similar two texts are, or by how much one beats the other. */
    SCORES("a score"),
    /** 1 for a pair that belongs together, 0 for one that does not. */
    BINARY("a label of 0 or 1"),
    /** The number of a class, from 0. */
    CLASSES("a class number (0, 1, 2, …)"),
    /** A finite number for each candidate, row by row: what a teacher gave them. */
    CANDIDATE_SCORES("a score for each candidate");

    private final String words;

    Labels(String words) {
        this.words = words;
    }

    /** In words, to go on after "each row needs". */
    String words() {
        return words;
    }

    /** Whether one value will do. */
    boolean allows(double label) {
        return switch (this) {
            case NONE -> true;
            case SCORES, CANDIDATE_SCORES -> Double.isFinite(label);
            case BINARY -> label == 0 || label == 1;
            case CLASSES -> label >= 0 && label == Math.rint(label) && label <= Integer.MAX_VALUE;
        };
    }
}
