package pellucid.models.word2vec.query;

/** How the likeness to several words becomes one score. */
public enum Combination {
    /** The cosine with the sum of the words' directions, those of the words against subtracted: 3CosAdd. */
    ADD,
    /**
     * The product of the cosines, moved to 0 … 1, over that of the words against: 3CosMul. No single large cosine drowns the
     * others.
     */
    MULTIPLY;

    /** Keeps the quotient of {@link #MULTIPLY} finite. */
    static final double EPSILON = 1e-6;

    /** A factor of {@link #MULTIPLY}: the cosine moved to 0 … 1. */
    static double moved(float cosine) {
        return (1 + cosine) / 2.0;
    }
}
