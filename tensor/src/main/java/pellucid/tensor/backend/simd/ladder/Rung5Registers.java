package pellucid.tensor.backend.simd.ladder;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.backend.simd.Lanes;

/**
 * A tile in registers: four rows by two vectors of c are computed together. Measured: 112 GFLOP/s, 1.9 times rung 4.
 *
 * <p>What limited rung 4: a vector of b was loaded for one multiply-add. Here it is used for four rows: 6 loads (two vectors
 * of b, four numbers of a) for 8 multiply-adds, and eight sums side by side keep two units of four cycles busy. A larger
 * tile is better still, as long as its sums fit into the registers: 4 × 2 of them, and three more, fit into the 16 of AVX2.
 *
 * <p>What limits it: the tile reads b down a strip of two vectors' width. Each step is a jump to another row, which lies in
 * another page of memory and, where n is a multiple of a power of two, competes for the same few places of the first-level
 * cache; and because n is no constant, the check of each index stays inside of the loop.
 */
public final class Rung5Registers implements Rung {
    static final int ROWS = 4;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int COLUMNS = 2 * L;

    @Override
    public String gains() {
        return "uses a vector of b for four rows";
    }

    @Override
    public void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        Arrays.fill(c, 0, m * n, 0);
        int wholeRows = m - m % ROWS;
        int wholeColumns = n - n % COLUMNS;
        for (int p = 0; p < k; p += Rung3Blocked.DEPTH) {
            int depth = Math.min(Rung3Blocked.DEPTH, k - p);
            for (int j = 0; j < wholeColumns; j += COLUMNS) {
                for (int i = 0; i < wholeRows; i += ROWS) {
                    tile(a, i * k + p, k, b, p * n + j, n, depth, c, i * n + j);
                }
            }
            Rung2LoopOrder.addPart(a, b, c, k, n, 0, wholeRows, p, p + depth, wholeColumns, n);
            Rung2LoopOrder.addPart(a, b, c, k, n, wholeRows, m, p, p + depth, 0, n);
        }
    }

    /** 4 × 2 vectors of c, from co on, plus: depth columns of a, from ao on, times depth rows of b, from bo on. */
    private static void tile(float[] a, int ao, int k, float[] b, int bo, int n, int depth, float[] c, int co) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c11 = FloatVector.fromArray(S, c, co + n + L);
        FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * n);
        FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * n + L);
        FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * n);
        FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * n + L);
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + p * n);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + p * n + L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + k + p]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 2 * k + p]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 3 * k + p]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c10.intoArray(c, co + n);
        c11.intoArray(c, co + n + L);
        c20.intoArray(c, co + 2 * n);
        c21.intoArray(c, co + 2 * n + L);
        c30.intoArray(c, co + 3 * n);
        c31.intoArray(c, co + 3 * n + L);
    }
}
