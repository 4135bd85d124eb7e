package pellucid.models.sentence;

/** Whether embeddings are scaled to length 1. */
public enum Normalization {
    /** If the model has a Normalize module; what a truncation leaves is then shorter than 1. */
    AS_MODEL,
    /** Always, and last: what a truncation leaves has length 1 again. */
    ALWAYS,
    /** Not even if the model has a Normalize module. */
    NEVER
}
