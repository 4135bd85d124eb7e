package pellucid.tensor.backend.simd;

/** What is computed down the columns of a matrix. */
final class ColumnLoops {
    /** Rows that are summed before the sum is added to the total: keeps rounding small over thousands of rows. */
    private static final int BLOCK = 64;

    private ColumnLoops() {}

    /** to[at + j] = Σ over rows, block by block in order. */
    static void sum(Rows rows, float[] to, int at) {
        int n = rows.columns();
        float[] partial = new float[n];
        java.util.Arrays.fill(to, at, at + n, 0);
        for (int first = 0; first < rows.count(); first += BLOCK) {
            java.util.Arrays.fill(partial, 0);
            int end = Math.min(first + BLOCK, rows.count());
            for (int r = first; r < end; r++) {
                add(rows.values(), rows.start(r), partial, 0, n);
            }
            add(partial, 0, to, at, n);
        }
    }

    private static void add(float[] from, int fromAt, float[] to, int toAt, int n) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] += from[fromAt + j];
        }
    }
}
