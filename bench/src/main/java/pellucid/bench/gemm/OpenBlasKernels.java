package pellucid.bench.gemm;

import java.util.Map;

/**
 * Which kernels OpenBLAS is told to use.
 *
 * <p>It looks the processor up in a table of its own, and one that is younger than the table gets AVX2 kernels though it
 * has AVX-512: on a Zen 5 OpenBLAS 0.3.31 takes "Haswell" and is half as fast as it could be. A peer is measured at its
 * best, so the benchmarks set the variable that overrides the choice; it must be there when the process starts.
 */
public final class OpenBlasKernels {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";

    private OpenBlasKernels() {}

    /**
     * What the process lacks, empty if nothing.
     *
     * @param vectorBits the width of the processor's vectors
     */
    public static Map<String, String> missing(int vectorBits) {
        boolean avx512 = vectorBits == 512 && System.getProperty("os.arch").equals("amd64");
        return avx512 && System.getenv(VARIABLE) == null ? Map.of(VARIABLE, "SKYLAKEX") : Map.of();
    }

    /** For the notes of a table. */
    static String note() {
        String kernels = System.getenv(VARIABLE);
        return kernels == null ? "" : " OpenBLAS runs with " + VARIABLE + "=" + kernels + ".";
    }
}
