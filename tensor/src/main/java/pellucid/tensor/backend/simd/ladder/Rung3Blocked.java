package pellucid.tensor.backend.simd.ladder;

import java.util.Arrays;

/**
 * Rung 2 on blocks: b is cut into blocks that stay in the cache, and each is used for every row of a before the next one
 * comes. Measured: 6.2 GFLOP/s, 0.9 times rung 2: nothing gained, yet.
 *
 * <p>What it mends of rung 2: all of b passed by once for each row of c. Here a block of b, 64 KB, is fetched once and read
 * m times from the second-level cache. But at one multiply-add at a time the memory kept up, so this was not what limited
 * rung 2, and what is left is the cost of two more loops. As soon as the arithmetic is fast it pays: with blocks as large as
 * b, rung 4 falls from 60 to 41 GFLOP/s. An improvement shows only once what it improves is the bottleneck.
 *
 * <p>What limits it: still one multiply-add at a time, and c goes through memory for each.
 */
public final class Rung3Blocked implements Rung {
    /** Rows of a block of b. */
    static final int DEPTH = 32;
    /** Columns of a block of b. */
    static final int WIDTH = 512;

    @Override
    public String gains() {
        return "keeps a block of b in the cache";
    }

    @Override
    public void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        Arrays.fill(c, 0, m * n, 0);
        for (int j = 0; j < n; j += WIDTH) {
            for (int p = 0; p < k; p += DEPTH) {
                Rung2LoopOrder.addPart(a, b, c, k, n, 0, m, p, Math.min(p + DEPTH, k), j, Math.min(j + WIDTH, n));
            }
        }
    }
}
