package pellucid.bench.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import pellucid.cuda.CudaBackend;
import pellucid.cuda.GemmStep;
import pellucid.tensor.Tensor;

/**
 * The ladder of matrix products: first that all its steps give the same numbers, then how fast they are. In a process with
 * {@link #CUBLAS} cuBLAS runs beside them.
 */
final class GemmPart {
    /** The property that leaves the backend's products to cuBLAS; the ladder's steps are launched all the same. */
    static final String CUBLAS = "pellucid.cuda.cublas";

    /** A square one, and MiniLM's widest layer over 256 texts of 128 tokens: m, n, k. */
    private static final List<int[]> SIZES = List.of(new int[] {4096, 4096, 4096}, new int[] {32768, 1536, 384});

    private static final List<int[]> TINY = List.of(new int[] {70, 69, 37});
    /** The bits of mantissa that products of float32 numbers can keep, under the formats' names. */
    private static final Map<String, Integer> EXACT = Map.of("FP32", 23);

    private static final Map<String, Integer> TENSOR_CORES = new TreeMap<>(Map.of("TF32", 10, "BF16", 7));

    private static final int[] FEW_ROWS = {8, 1536, 384};
    private static final int[] TINY_FEW_ROWS = {3, 33, 37};

    private final CudaBackend cuda;

    private GemmPart(CudaBackend cuda) {
        this.cuda = cuda;
    }

    static void run(CudaBackend cuda, boolean tiny) {
        GemmPart part = new GemmPart(cuda);
        boolean exact = Precision.here() == Precision.FP32;
        try (DeviceClock clock = new DeviceClock(cuda, tiny ? 0 : 300)) {
            (exact ? EXACT : TENSOR_CORES).forEach((format, mantissaBits) -> {
                List<GemmStep> steps = steps(mantissaBits);
                part.compare(tiny ? new int[] {33, 35, 13} : new int[] {1023, 1537, 385}, format, steps);
                for (int[] size : tiny ? TINY : SIZES) {
                    part.time(clock, size, format, steps);
                }
            });
            if (exact) {
                part.time(clock, tiny ? TINY_FEW_ROWS : FEW_ROWS, "FP32", List.of(GemmStep.FEW_ROWS));
            }
        }
    }

    /** The steps of the ladder in one format; the one for few rows has sizes of its own. */
    private static List<GemmStep> steps(int mantissaBits) {
        return Arrays.stream(GemmStep.values())
                .filter(step -> step.mantissaBits() == mantissaBits && step != GemmStep.FEW_ROWS)
                .toList();
    }

    private Tensor normal(long seed, int rows, int columns) {
        Tensor tensor = cuda.zeros(rows, columns);
        cuda.normal(tensor, 0, 1, seed);
        return tensor;
    }

    /** Every step of the ladder must give the naive one's numbers: in fp32 bit by bit. */
    private void compare(int[] size, String format, List<GemmStep> steps) {
        Tensor a = normal(1, size[0], size[2]);
        Tensor b = normal(2, size[2], size[1]);
        Tensor c = cuda.zeros(size[0], size[1]);
        GemmStep.NAIVE.multiply(cuda, a, b, 1, 0, c);
        float[] wanted = c.toFloats();
        for (GemmStep step : steps) {
            cuda.fill(c, Double.NaN);
            step.multiply(cuda, a, b, 1, 0, c);
            double allowed = EXACT.containsKey(format) ? 0 : 10 * Math.scalb(Math.sqrt(size[2]), -step.mantissaBits());
            Differences.refuseAbove(allowed, step.kernel() + " of " + describe(size), c.toFloats(), wanted);
        }
        Finding.of(
                        Finding.Kind.SUMMARY,
                        "products of " + describe(size) + ", " + format,
                        EXACT.containsKey(format)
                                ? "all " + steps.size() + " steps give the same bits"
                                : "as fp32 within the precision",
                        "")
                .tell();
    }

    private void time(DeviceClock clock, int[] size, String format, List<GemmStep> candidates) {
        Tensor a = normal(1, size[0], size[2]);
        Tensor b = normal(2, size[2], size[1]);
        Tensor c = cuda.zeros(size[0], size[1]);
        double flops = 2.0 * size[0] * size[1] * size[2];
        double peer = 0;
        if (Boolean.getBoolean(CUBLAS) && format.equals(Precision.here().name())) {
            peer = clock.median(() -> cuda.matmul(a, b, 1, 0, c));
            tell("cuBLAS " + format, size, peer, flops, "");
        }
        GemmStep best = null;
        double shortest = Double.POSITIVE_INFINITY;
        for (GemmStep step : candidates) {
            double milliseconds = clock.median(() -> step.multiply(cuda, a, b, 1, 0, c));
            tell(step.kernel(), size, milliseconds, flops, share(peer, milliseconds));
            if (milliseconds < shortest) {
                shortest = milliseconds;
                best = step;
            }
        }
        Finding.of(
                        Finding.Kind.SUMMARY,
                        "top of the ladder, " + describe(size) + ", " + format,
                        best.kernel() + ": " + rate(flops, shortest),
                        peer == 0 ? "" : share(peer, shortest) + " of cuBLAS")
                .tell();
        Finding.of(Finding.Kind.NUMBER, "gemm " + describe(size) + " " + format, shortest)
                .tell();
    }

    private static void tell(String kernel, int[] size, double milliseconds, double flops, String share) {
        String time = String.format(Locale.ROOT, "%.4f", milliseconds);
        Finding.of(Finding.Kind.KERNEL, kernel, describe(size), time, rate(flops, milliseconds), share)
                .tell();
    }

    private static String rate(double flops, double milliseconds) {
        return String.format(Locale.ROOT, "%.2f TFLOP/s", flops / milliseconds / 1e9);
    }

    private static String share(double peer, double milliseconds) {
        return peer == 0 ? "" : String.format(Locale.ROOT, "%.0f%%", 100 * peer / milliseconds);
    }

    /** m x n x k. */
    private static String describe(int[] size) {
        return size[0] + " x " + size[1] + " x " + size[2];
    }
}
