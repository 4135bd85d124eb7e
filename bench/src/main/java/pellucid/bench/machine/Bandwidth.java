package pellucid.bench.machine;

import java.util.Arrays;

/**
 * Memory bandwidth, by the two kernels of McCalpin's STREAM that bound ours: copy, c = a, counted as 8 bytes an element,
 * and triad, a = b + s · c, counted as 12. (The line that a processor reads before it writes to it is not counted, as
 * in STREAM.)
 *
 * @param copy in GB/s (10⁹ bytes)
 * @param triad in GB/s
 */
public record Bandwidth(double copy, double triad) {
    private static final int ROUNDS = 40;

    /**
     * Measures with a number of threads, each with its own part of the arrays.
     *
     * @param elements floats in each of the three arrays, together much larger than the last cache
     */
    static Bandwidth measure(int threads, int elements) {
        int part = elements / threads;
        float[][] a = new float[threads][part];
        float[][] b = new float[threads][part];
        float[][] c = new float[threads][part];
        Gang.bestSeconds(threads, 1, i -> {
            Arrays.fill(a[i], 1);
            Arrays.fill(b[i], 2);
            Arrays.fill(c[i], 3);
        });
        double copy = Gang.bestSeconds(threads, ROUNDS, i -> System.arraycopy(a[i], 0, c[i], 0, part));
        double triad = Gang.bestSeconds(threads, ROUNDS, i -> triad(a[i], b[i], c[i]));
        double moved = (double) part * threads * Float.BYTES / 1e9;
        return new Bandwidth(2 * moved / copy, 3 * moved / triad);
    }

    private static void triad(float[] a, float[] b, float[] c) {
        for (int i = 0; i < a.length; i++) {
            a[i] = b[i] + 3f * c[i];
        }
    }
}
