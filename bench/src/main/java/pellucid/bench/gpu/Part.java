package pellucid.bench.gpu;

import java.util.Locale;

/** What is checked, in the order in which it runs; all limits of time together are less than ten minutes. */
enum Part {
    /** Every operation against the reference backend: the whole contract suite. */
    CONTRACT(110),
    /** Inference and a training step against stored values and the CPU. */
    GOLDENS(60),
    /** The kernels that the memory limits, in GB/s and as a share of a copy. */
    MEMORY(60),
    /** The ladder of matrix products, in TFLOP/s and as a share of cuBLAS. */
    GEMM(90),
    /** Tokens to sentence vectors. */
    ENCODER(40),
    /** A step of fine-tuning. */
    TRAINING(50),
    /** The same encoder, training step and products in PyTorch. */
    PYTORCH(80),
    /** Some kernels under compute-sanitizer. */
    SANITIZER(85);

    private final int seconds;

    Part(int seconds) {
        this.seconds = seconds;
    }

    /** After how long it is ended, in seconds. */
    int seconds() {
        return seconds;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
