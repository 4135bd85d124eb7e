package pellucid.tensor.backend.simd;

/**
 * The keys of one head, laid out for tiles that read rows {@link RowBlock#STRIDE} apart, and yet close together: groups of
 * {@link Tile12#ROWS} keys lie side by side in the width of such a row, as many as fit. One below the other, rows of 32
 * numbers would share few sets of the first-level cache, and drive each other out of it.
 *
 * <pre>
 *   key 0   key 12   key 24   ...
 *   key 1   key 13   key 25
 *   ...
 *   key 11  key 23   key 35
 * </pre>
 *
 * <p>Keys of more than STRIDE numbers are cut into parts of so many, one such arrangement behind the other.
 */
final class Keys {
    private static final int GROUP = Tile12.ROWS;
    private static final int STRIDE = RowBlock.STRIDE;

    final float[] values;
    private final int length;

    /** Packs the keys, {@code stride} apart from {@code at} on, into a buffer of the workspace. */
    Keys(float[] source, int at, int stride, int length, int size, Workspace workspace) {
        this.length = length;
        int parts = (size + STRIDE - 1) / STRIDE;
        int last = size - (parts - 1) * STRIDE;
        this.values = workspace.keys(partSize(STRIDE) * (parts - 1) + partSize(last));
        for (int k = 0; k < size; k += STRIDE) {
            int depth = Math.min(STRIDE, size - k);
            for (int first = 0; first < length; first += GROUP) {
                int rows = Math.min(GROUP, length - first);
                int from = at + first * stride + k;
                RowCopies.copy(source, from, stride, rows, depth, values, start(first, k, depth), STRIDE);
            }
        }
    }

    /** Where the numbers from k on of key {@code i} begin, in a part of {@code depth} numbers. */
    int start(int i, int k, int depth) {
        int group = i / GROUP;
        int beside = STRIDE / depth;
        int row = group / beside * GROUP + i % GROUP;
        return k / STRIDE * partSize(STRIDE) + row * STRIDE + group % beside * depth;
    }

    private int partSize(int depth) {
        int groups = (length + GROUP - 1) / GROUP;
        int beside = STRIDE / depth;
        return (groups + beside - 1) / beside * GROUP * STRIDE;
    }
}
