package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner kernel for seven or eight last rows where there are 32 vector registers: 8 rows by two vectors of columns, 16
 * sums in registers. The sums run in the same order as in {@link Tile12}, so which kernel a row meets changes no bit of it.
 *
 * <p>The loop is written out, register by register: the compiler keeps named vectors in registers, an array of them not.
 */
final class Tile8 {
    /** Rows of the tile. */
    static final int ROWS = 8;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int PANEL = Panels.PANEL;
    /**
     * Distance between rows of a: a constant, so that the compiler folds all 8 row addresses into one register. The first
     * row gets a displacement as well, counted from the row before it: without one, JDK 17 spends registers on it that the
     * address of b then lacks.
     */
    private static final int R = RowBlock.STRIDE;

    private Tile8() {}

    /**
     * c[r, j] = start[r, j] + Σₖ a[r, k] · b[k, j] for 8 rows r and two vectors of columns j, summed in the order of k.
     *
     * @param a rows of the left matrix, {@link RowBlock#STRIDE} apart
     * @param before where in a the row before the first one would begin; may be negative
     * @param b one panel of the right matrix: two vectors for each k, from bo on
     * @param depth number of k
     * @param start what the sums start from, rows ss apart, from so on: c itself to go on with a sum, one row of biases or
     *     zeros with ss = 0 to begin one
     * @param c result rows, cs apart, from co on
     */
    static void multiply(
            float[] a,
            int before,
            float[] b,
            int bo,
            int depth,
            float[] start,
            int so,
            int ss,
            float[] c,
            int co,
            int cs) {
        FloatVector c0_0 = FloatVector.fromArray(S, start, so);
        FloatVector c0_1 = FloatVector.fromArray(S, start, so + L);
        FloatVector c1_0 = c0_0;
        FloatVector c1_1 = c0_1;
        FloatVector c2_0 = c0_0;
        FloatVector c2_1 = c0_1;
        FloatVector c3_0 = c0_0;
        FloatVector c3_1 = c0_1;
        FloatVector c4_0 = c0_0;
        FloatVector c4_1 = c0_1;
        FloatVector c5_0 = c0_0;
        FloatVector c5_1 = c0_1;
        FloatVector c6_0 = c0_0;
        FloatVector c6_1 = c0_1;
        FloatVector c7_0 = c0_0;
        FloatVector c7_1 = c0_1;
        if (ss != 0) {
            c1_0 = FloatVector.fromArray(S, start, so + 1 * ss + 0 * L);
            c1_1 = FloatVector.fromArray(S, start, so + 1 * ss + 1 * L);
            c2_0 = FloatVector.fromArray(S, start, so + 2 * ss + 0 * L);
            c2_1 = FloatVector.fromArray(S, start, so + 2 * ss + 1 * L);
            c3_0 = FloatVector.fromArray(S, start, so + 3 * ss + 0 * L);
            c3_1 = FloatVector.fromArray(S, start, so + 3 * ss + 1 * L);
            c4_0 = FloatVector.fromArray(S, start, so + 4 * ss + 0 * L);
            c4_1 = FloatVector.fromArray(S, start, so + 4 * ss + 1 * L);
            c5_0 = FloatVector.fromArray(S, start, so + 5 * ss + 0 * L);
            c5_1 = FloatVector.fromArray(S, start, so + 5 * ss + 1 * L);
            c6_0 = FloatVector.fromArray(S, start, so + 6 * ss + 0 * L);
            c6_1 = FloatVector.fromArray(S, start, so + 6 * ss + 1 * L);
            c7_0 = FloatVector.fromArray(S, start, so + 7 * ss + 0 * L);
            c7_1 = FloatVector.fromArray(S, start, so + 7 * ss + 1 * L);
        }
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + k * PANEL + L);
            FloatVector a0 = FloatVector.broadcast(S, a[before + k + 1 * R]);
            c0_0 = a0.fma(b0, c0_0);
            c0_1 = a0.fma(b1, c0_1);
            FloatVector a1 = FloatVector.broadcast(S, a[before + k + 2 * R]);
            c1_0 = a1.fma(b0, c1_0);
            c1_1 = a1.fma(b1, c1_1);
            FloatVector a2 = FloatVector.broadcast(S, a[before + k + 3 * R]);
            c2_0 = a2.fma(b0, c2_0);
            c2_1 = a2.fma(b1, c2_1);
            FloatVector a3 = FloatVector.broadcast(S, a[before + k + 4 * R]);
            c3_0 = a3.fma(b0, c3_0);
            c3_1 = a3.fma(b1, c3_1);
            FloatVector a4 = FloatVector.broadcast(S, a[before + k + 5 * R]);
            c4_0 = a4.fma(b0, c4_0);
            c4_1 = a4.fma(b1, c4_1);
            FloatVector a5 = FloatVector.broadcast(S, a[before + k + 6 * R]);
            c5_0 = a5.fma(b0, c5_0);
            c5_1 = a5.fma(b1, c5_1);
            FloatVector a6 = FloatVector.broadcast(S, a[before + k + 7 * R]);
            c6_0 = a6.fma(b0, c6_0);
            c6_1 = a6.fma(b1, c6_1);
            FloatVector a7 = FloatVector.broadcast(S, a[before + k + 8 * R]);
            c7_0 = a7.fma(b0, c7_0);
            c7_1 = a7.fma(b1, c7_1);
        }
        c0_0.intoArray(c, co + 0 * cs + 0 * L);
        c0_1.intoArray(c, co + 0 * cs + 1 * L);
        c1_0.intoArray(c, co + 1 * cs + 0 * L);
        c1_1.intoArray(c, co + 1 * cs + 1 * L);
        c2_0.intoArray(c, co + 2 * cs + 0 * L);
        c2_1.intoArray(c, co + 2 * cs + 1 * L);
        c3_0.intoArray(c, co + 3 * cs + 0 * L);
        c3_1.intoArray(c, co + 3 * cs + 1 * L);
        c4_0.intoArray(c, co + 4 * cs + 0 * L);
        c4_1.intoArray(c, co + 4 * cs + 1 * L);
        c5_0.intoArray(c, co + 5 * cs + 0 * L);
        c5_1.intoArray(c, co + 5 * cs + 1 * L);
        c6_0.intoArray(c, co + 6 * cs + 0 * L);
        c6_1.intoArray(c, co + 6 * cs + 1 * L);
        c7_0.intoArray(c, co + 7 * cs + 0 * L);
        c7_1.intoArray(c, co + 7 * cs + 1 * L);
    }

    /**
     * The same where the left matrix lies across, as a panel does: a[r, k] is at {@code a[ao + k · panel width + r]}.
     */
    static void multiplyAcross(
            float[] a, int ao, float[] b, int bo, int depth, float[] start, int so, int ss, float[] c, int co, int cs) {
        FloatVector c0_0 = FloatVector.fromArray(S, start, so + 0 * ss + 0 * L);
        FloatVector c0_1 = FloatVector.fromArray(S, start, so + 0 * ss + 1 * L);
        FloatVector c1_0 = FloatVector.fromArray(S, start, so + 1 * ss + 0 * L);
        FloatVector c1_1 = FloatVector.fromArray(S, start, so + 1 * ss + 1 * L);
        FloatVector c2_0 = FloatVector.fromArray(S, start, so + 2 * ss + 0 * L);
        FloatVector c2_1 = FloatVector.fromArray(S, start, so + 2 * ss + 1 * L);
        FloatVector c3_0 = FloatVector.fromArray(S, start, so + 3 * ss + 0 * L);
        FloatVector c3_1 = FloatVector.fromArray(S, start, so + 3 * ss + 1 * L);
        FloatVector c4_0 = FloatVector.fromArray(S, start, so + 4 * ss + 0 * L);
        FloatVector c4_1 = FloatVector.fromArray(S, start, so + 4 * ss + 1 * L);
        FloatVector c5_0 = FloatVector.fromArray(S, start, so + 5 * ss + 0 * L);
        FloatVector c5_1 = FloatVector.fromArray(S, start, so + 5 * ss + 1 * L);
        FloatVector c6_0 = FloatVector.fromArray(S, start, so + 6 * ss + 0 * L);
        FloatVector c6_1 = FloatVector.fromArray(S, start, so + 6 * ss + 1 * L);
        FloatVector c7_0 = FloatVector.fromArray(S, start, so + 7 * ss + 0 * L);
        FloatVector c7_1 = FloatVector.fromArray(S, start, so + 7 * ss + 1 * L);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + k * 2 * L);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + k * 2 * L + L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + k * 2 * L + 0]);
            c0_0 = a0.fma(b0, c0_0);
            c0_1 = a0.fma(b1, c0_1);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + k * 2 * L + 1]);
            c1_0 = a1.fma(b0, c1_0);
            c1_1 = a1.fma(b1, c1_1);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + k * 2 * L + 2]);
            c2_0 = a2.fma(b0, c2_0);
            c2_1 = a2.fma(b1, c2_1);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + k * 2 * L + 3]);
            c3_0 = a3.fma(b0, c3_0);
            c3_1 = a3.fma(b1, c3_1);
            FloatVector a4 = FloatVector.broadcast(S, a[ao + k * 2 * L + 4]);
            c4_0 = a4.fma(b0, c4_0);
            c4_1 = a4.fma(b1, c4_1);
            FloatVector a5 = FloatVector.broadcast(S, a[ao + k * 2 * L + 5]);
            c5_0 = a5.fma(b0, c5_0);
            c5_1 = a5.fma(b1, c5_1);
            FloatVector a6 = FloatVector.broadcast(S, a[ao + k * 2 * L + 6]);
            c6_0 = a6.fma(b0, c6_0);
            c6_1 = a6.fma(b1, c6_1);
            FloatVector a7 = FloatVector.broadcast(S, a[ao + k * 2 * L + 7]);
            c7_0 = a7.fma(b0, c7_0);
            c7_1 = a7.fma(b1, c7_1);
        }
        c0_0.intoArray(c, co + 0 * cs + 0 * L);
        c0_1.intoArray(c, co + 0 * cs + 1 * L);
        c1_0.intoArray(c, co + 1 * cs + 0 * L);
        c1_1.intoArray(c, co + 1 * cs + 1 * L);
        c2_0.intoArray(c, co + 2 * cs + 0 * L);
        c2_1.intoArray(c, co + 2 * cs + 1 * L);
        c3_0.intoArray(c, co + 3 * cs + 0 * L);
        c3_1.intoArray(c, co + 3 * cs + 1 * L);
        c4_0.intoArray(c, co + 4 * cs + 0 * L);
        c4_1.intoArray(c, co + 4 * cs + 1 * L);
        c5_0.intoArray(c, co + 5 * cs + 0 * L);
        c5_1.intoArray(c, co + 5 * cs + 1 * L);
        c6_0.intoArray(c, co + 6 * cs + 0 * L);
        c6_1.intoArray(c, co + 6 * cs + 1 * L);
        c7_0.intoArray(c, co + 7 * cs + 0 * L);
        c7_1.intoArray(c, co + 7 * cs + 1 * L);
    }
}
