package pellucid.tensor.backend.simd.ladder;

import java.util.Arrays;

/**
 * Rung 2 on blocks: b is cut into blocks that stay in the cache, and each is used for every row of a before the next one
 * comes.
 *
 * <p>What limited rung 2: all of b passed by once for each row of c. Here a block of b, 128 KB, is fetched once and read m
 * times from the second-level cache.
 *
 * <p>What limits it: a multiply-add still costs two loads (b and c) and one store (c), and a processor that can do two
 * vector multiply-adds at once can store only one vector.
 */
public final class Rung3Blocked implements Rung {
    /** Rows of a block of b. */
    static final int DEPTH = 64;
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
