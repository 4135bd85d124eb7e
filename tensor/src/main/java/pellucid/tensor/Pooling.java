package pellucid.tensor;

/** How the token vectors of a sequence become one vector, after sentence-transformers' modes of the same names. */
public enum Pooling {
    /** The first token. */
    CLS,
    /** The largest value of each column. */
    MAX,
    /** The average. */
    MEAN,
    /** The sum divided by the square root of the length. */
    MEAN_SQRT_LENGTH,
    /** The average with weights 1, 2, 3, … by position. */
    WEIGHTED_MEAN,
    /** The last token. */
    LAST_TOKEN
}
