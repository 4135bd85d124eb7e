package pellucid.tensor;

/** What an axis is reduced to. */
public enum ReduceOp {
    SUM,
    MEAN,
    MAX,
    MIN
}
