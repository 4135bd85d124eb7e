package pellucid.tensor.backend.simd;

import java.util.Arrays;

/**
 * What is computed down the columns of a matrix: first the sums of each block of rows, which threads may share out, then
 * the sum of these from the first to the last. The blocks keep rounding small over thousands of rows, and they are the
 * same whatever the number of threads.
 */
final class ColumnLoops {
    /** Rows of a block. */
    private static final int BLOCK = 64;

    private ColumnLoops() {}

    /** How many blocks so many rows have. */
    static int blocks(int rows) {
        return (rows + BLOCK - 1) / BLOCK;
    }

    /**
     * The sums of one block's columns, as row {@code block} of {@code sums}.
     *
     * @param factor what x is multiplied by, element by element; null for nothing
     */
    static void sum(Rows x, Rows factor, int block, float[] sums, int at) {
        int n = x.columns();
        int to = at + block * n;
        Arrays.fill(sums, to, to + n, 0);
        int end = Math.min(x.count(), (block + 1) * BLOCK);
        for (int r = block * BLOCK; r < end; r++) {
            if (factor == null) {
                add(x.values(), x.start(r), sums, to, n);
            } else {
                addProduct(x.values(), x.start(r), factor.values(), factor.start(r), sums, to, n);
            }
        }
    }

    /** to += from, for n numbers. A plain loop, as the next: the compiler makes vectors of it, which are never objects. */
    static void add(float[] from, int fromAt, float[] to, int toAt, int n) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] += from[fromAt + j];
        }
    }

    private static void addProduct(float[] a, int ao, float[] b, int bo, float[] to, int toAt, int n) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] += a[ao + j] * b[bo + j];
        }
    }
}
