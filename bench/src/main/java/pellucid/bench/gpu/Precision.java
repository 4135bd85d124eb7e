package pellucid.bench.gpu;

/** In which format the backend of this process multiplies; a property chooses, so each has processes of its own. */
enum Precision {
    FP32,
    TF32;

    static final String PROPERTY = "pellucid.cuda.tf32";

    /** What this process computes in. */
    static Precision here() {
        return Boolean.getBoolean(PROPERTY) ? TF32 : FP32;
    }

    /** The option of a JVM that computes in it. */
    String flag() {
        return "-D" + PROPERTY + "=" + (this == TF32);
    }
}
