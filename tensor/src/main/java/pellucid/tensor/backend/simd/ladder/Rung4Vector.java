package pellucid.tensor.backend.simd.ladder;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.backend.simd.Lanes;

/**
 * Written with vectors: four vectors of a row of c are computed together and stay in registers over a whole block of b.
 * Measured: 60 GFLOP/s, 9.8 times rung 3.
 *
 * <p>What limited rung 3: one multiply-add at a time, and c went through memory for each. The Vector API says what the
 * compiler could not find out: that 4, 8 or 16 numbers are computed by one instruction, which of them are in registers, and
 * that a multiplication and an addition are one instruction (fma; a compiler must not make it of {@code x * y + z}, because
 * it rounds once where the two round twice).
 *
 * <p>What limits it: each vector of b is loaded for a single multiply-add, and only four sums run side by side where an fma
 * takes four cycles and two can start in each.
 */
public final class Rung4Vector implements Rung {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    @Override
    public String gains() {
        return "keeps a strip of c in registers";
    }

    @Override
    public void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        Arrays.fill(c, 0, m * n, 0);
        int whole = n - n % (4 * L);
        for (int p = 0; p < k; p += Rung3Blocked.DEPTH) {
            int depth = Math.min(Rung3Blocked.DEPTH, k - p);
            for (int j = 0; j < whole; j += 4 * L) {
                for (int i = 0; i < m; i++) {
                    strip(a, i * k + p, b, p * n + j, n, depth, c, i * n + j);
                }
            }
            Rung2LoopOrder.addPart(a, b, c, k, n, 0, m, p, p + depth, whole, n);
        }
    }

    /** Four vectors of c, from co on, plus: depth numbers of a, from ao on, times rows of b, from bo on, n apart. */
    private static void strip(float[] a, int ao, float[] b, int bo, int n, int depth, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, c, co);
        FloatVector c1 = FloatVector.fromArray(S, c, co + L);
        FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * L);
        for (int p = 0; p < depth; p++) {
            FloatVector ap = FloatVector.broadcast(S, a[ao + p]);
            c0 = ap.fma(FloatVector.fromArray(S, b, bo + p * n), c0);
            c1 = ap.fma(FloatVector.fromArray(S, b, bo + p * n + L), c1);
            c2 = ap.fma(FloatVector.fromArray(S, b, bo + p * n + 2 * L), c2);
            c3 = ap.fma(FloatVector.fromArray(S, b, bo + p * n + 3 * L), c3);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
        c2.intoArray(c, co + 2 * L);
        c3.intoArray(c, co + 3 * L);
    }
}
