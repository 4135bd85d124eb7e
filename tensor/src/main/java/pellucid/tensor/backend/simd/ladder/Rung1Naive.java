package pellucid.tensor.backend.simd.ladder;

/**
 * The definition: element (i, j) is the dot product of row i of a with column j of b. Measured: 2.0 GFLOP/s.
 *
 * <p>What limits it: the inner loop walks down a column of b. Two neighbours there lie n floats apart, in two different
 * cache lines, so each step fetches 64 bytes and uses 4 of them; and each addition waits for the one before it.
 */
public final class Rung1Naive implements Rung {
    @Override
    public String gains() {
        return "the definition, a dot product each";
    }

    @Override
    public void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a[i * k + p] * b[p * n + j];
                }
                c[i * n + j] = sum;
            }
        }
    }
}
