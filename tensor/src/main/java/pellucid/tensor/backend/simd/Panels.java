package pellucid.tensor.backend.simd;

import pellucid.tensor.backend.reference.CpuStorage;

/**
 * The right matrix [depth, columns], packed: cut into panels of two vectors' width, each panel k by k, so that the inner
 * kernel reads it from the first to the last element. Columns that do not fill a panel are padded with zeros.
 *
 * <p>Blocks of {@link RowBlock#STRIDE} steps of k lie one behind the other; panel p of the block from k₀ on, of height d,
 * begins {@code k₀·width + p·d·PANEL} behind the first.
 */
final class Panels {
    /** Columns of a panel. */
    static final int PANEL = 2 * Lanes.COUNT;

    private static final int TO_NEXT_LINE = CpuStorage.BYTES_TO_NEXT_LINE / Float.BYTES;

    final int depth;
    final int columns;
    /** Number of panels. */
    final int count;

    final float[] values;

    /** Where in values the first panel begins. */
    private final int base;

    Panels(int depth, int columns) {
        this(depth, columns, new float[Math.addExact(TO_NEXT_LINE, size(depth, columns))], TO_NEXT_LINE);
    }

    /** Packs into an array that is at least as large as needed. */
    Panels(int depth, int columns, float[] values) {
        this(depth, columns, values, 0);
    }

    private Panels(int depth, int columns, float[] values, int base) {
        this.base = base;
        this.depth = depth;
        this.columns = columns;
        this.count = count(columns);
        this.values = values;
    }

    static int count(int columns) {
        return (columns + PANEL - 1) / PANEL;
    }

    static int size(int depth, int columns) {
        return Math.multiplyExact(depth, count(columns) * PANEL);
    }

    /** Where panel {@code p} of the block from k₀ on begins. */
    int start(int k0, int p) {
        return base + k0 * count * PANEL + p * Math.min(RowBlock.STRIDE, depth - k0) * PANEL;
    }

    /** Packs the panels from {@code from} to {@code to}: element (k, j) is at source[at + k·rowStride + j·columnStride]. */
    void pack(float[] source, int at, int rowStride, int columnStride, int from, int to) {
        for (int k0 = 0; k0 < depth; k0 += RowBlock.STRIDE) {
            int height = Math.min(RowBlock.STRIDE, depth - k0);
            for (int p = from; p < to; p++) {
                int first = p * PANEL;
                int width = Math.min(PANEL, columns - first);
                int corner = at + k0 * rowStride + first * columnStride;
                if (columnStride == 1) {
                    packRows(source, corner, rowStride, height, width, start(k0, p));
                } else {
                    packColumns(source, corner, rowStride, columnStride, height, width, start(k0, p));
                }
            }
        }
    }

    private void packRows(float[] source, int corner, int rowStride, int height, int width, int to) {
        for (int k = 0; k < height; k++) {
            System.arraycopy(source, corner + k * rowStride, values, to + k * PANEL, width);
            for (int j = width; j < PANEL; j++) {
                values[to + k * PANEL + j] = 0;
            }
        }
    }

    private void packColumns(
            float[] source, int corner, int rowStride, int columnStride, int height, int width, int to) {
        for (int j = 0; j < width; j++) {
            int from = corner + j * columnStride;
            for (int k = 0; k < height; k++) {
                values[to + k * PANEL + j] = source[from + k * rowStride];
            }
        }
        for (int j = width; j < PANEL; j++) {
            for (int k = 0; k < height; k++) {
                values[to + k * PANEL + j] = 0;
            }
        }
    }
}
