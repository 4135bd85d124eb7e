package pellucid.bench.gemm;

import java.util.SplittableRandom;

/** Random matrices, the same for everyone, and a check of what was made of them. */
public record Operands(MatrixSize size, float[] a, float[] b) {
    private static final int CHECKED = 200;

    /** Values in [-½, ½), from a fixed seed. */
    public static Operands of(MatrixSize size) {
        SplittableRandom random = new SplittableRandom(7);
        return new Operands(size, values(random, size.m() * size.k()), values(random, size.k() * size.n()));
    }

    private static float[] values(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return values;
    }

    /**
     * The largest error at some elements of a · b, against sums in float64: relative to Σ |a · b| of the element, so that
     * about k · 6e-8 is what float32 can do.
     */
    public double error(float[] c) {
        SplittableRandom random = new SplittableRandom(8);
        double worst = 0;
        for (int probe = 0; probe < CHECKED; probe++) {
            int i = random.nextInt(size.m());
            int j = random.nextInt(size.n());
            double sum = 0;
            double scale = 0;
            for (int p = 0; p < size.k(); p++) {
                double term = (double) a[i * size.k() + p] * b[p * size.n() + j];
                sum += term;
                scale += Math.abs(term);
            }
            worst = Math.max(worst, Math.abs(sum - c[i * size.n() + j]) / scale);
        }
        return worst;
    }
}
