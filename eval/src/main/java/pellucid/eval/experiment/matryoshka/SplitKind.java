package pellucid.eval.experiment.matryoshka;

/** How what is learned from is kept apart from what is asked. */
public enum SplitKind {
    /**
     * As the study's text says: neither a query nor a product of the test set is learned from. Queries of the same text
     * are one query, and all products that are relevant for it count.
     */
    LEAK_FREE("leak-free"),

    /**
     * As the study's program does: rows are split, so that a query and a product can stand on both sides, and every row of
     * the test set is a query of its own with one relevant product.
     */
    AS_CODED("as coded");

    private final String label;

    SplitKind(String label) {
        this.label = label;
    }

    /** For tables. */
    public String label() {
        return label;
    }
}
