package pellucid.eval.retrieval;

/** How documents are found for a query. */
public enum SearchMethod {
    /** By the nearness of vectors. */
    DENSE,
    /** By words. */
    BM25,
    /** By the weighted sum of both, each brought between 0 and 1. */
    HYBRID,
    /** By the ranks of both: reciprocal rank fusion. */
    RRF;

    /** Whether it looks at vectors. */
    public boolean readsVectors() {
        return this != BM25;
    }

    /** Whether it looks at words. */
    public boolean readsWords() {
        return this != DENSE;
    }
}
