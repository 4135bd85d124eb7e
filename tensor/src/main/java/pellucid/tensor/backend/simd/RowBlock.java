package pellucid.tensor.backend.simd;

/**
 * A block of rows of the left matrix, copied so that rows lie a constant distance apart and lie in the cache. Depth and
 * height are limits: a taller or deeper matrix is done block by block.
 */
final class RowBlock {
    /** Distance between rows, and the largest depth of a block. */
    static final int STRIDE = 384;
    /** The largest height of a block: a multiple of both tiles' heights, 184 KB in all. */
    static final int HEIGHT = 120;

    /** Rows past the last one are read by a tile that is not full; their results are dropped. */
    final float[] values = new float[(HEIGHT + Tile12.ROWS) * STRIDE];

    /**
     * Copies alpha times rows × depth elements: element (i, k) is at {@code source[at + i·rowStride + k·columnStride]}.
     */
    void fill(float[] source, int at, int rowStride, int columnStride, int rows, int depth, float alpha) {
        if (columnStride == 1) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(source, at + i * rowStride, values, i * STRIDE, depth);
            }
        } else {
            // A transposed matrix: k runs outside so that the source is read along its own rows.
            for (int k = 0; k < depth; k++) {
                int from = at + k * columnStride;
                for (int i = 0; i < rows; i++) {
                    values[i * STRIDE + k] = source[from + i * rowStride];
                }
            }
        }
        if (alpha != 1) {
            for (int i = 0; i < rows; i++) {
                for (int k = i * STRIDE; k < i * STRIDE + depth; k++) {
                    values[k] *= alpha;
                }
            }
        }
    }
}
