package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradient of a linear layer's weight, dW = dW + gᵀ x, where g is [tokens, out] and x is [tokens, in]. Both lie the
 * way in which tiles read: with a token's numbers side by side. So g is not transposed but cut into panels, from which the
 * tiles read across.
 *
 * <p>Every element is summed in the order of the tokens, whichever block or thread computes it.
 */
final class WeightGradient {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    /** Whether there are registers enough for the tall tile in every case. */
    static final boolean IS_TALL = Lanes.COUNT == 16;

    static final int TILE_ROWS = IS_TALL ? Tile12.ROWS : Tile6.ROWS;

    /** Below this many multiply-adds a gradient is not worth sharing out. */
    static final long WORTH_SHARING = 1 << 22;

    private static final int PANEL = Panels.PANEL;
    /** Columns of g in a panel: as many as fill whole tiles. */
    private static final int PANEL_ROWS = PANEL / TILE_ROWS * TILE_ROWS;
    /** Columns of g in a block, which stays in the second-level cache: 200 KB with the widest vectors. */
    private static final int BLOCK_ROWS = 96;

    private final Rows g;
    private final Panels x;
    private final Rows dWeight;

    /**
     * @param g [tokens, out]
     * @param x [tokens, in], packed
     * @param dWeight [out, in], added to
     */
    WeightGradient(Rows g, Panels x, Rows dWeight) {
        this.g = g;
        this.x = x;
        this.dWeight = dWeight;
    }

    /** How many blocks of rows dW has. */
    int blocks() {
        return (dWeight.count() + BLOCK_ROWS - 1) / BLOCK_ROWS;
    }

    /** One block of rows of dW, in the panels of columns from {@code from} to {@code to}. */
    void add(int block, int from, int to) {
        Workspace workspace = Workspace.own();
        int first = block * BLOCK_ROWS;
        int height = Math.min(BLOCK_ROWS, dWeight.count() - first);
        int panels = (height + PANEL_ROWS - 1) / PANEL_ROWS;
        float[] packed = workspace.scores(panels * RowBlock.STRIDE * PANEL + Tile12.ROWS);
        for (int k = 0; k < x.depth; k += RowBlock.STRIDE) {
            int depth = Math.min(RowBlock.STRIDE, x.depth - k);
            for (int p = 0; p < panels; p++) {
                pack(first + p * PANEL_ROWS, Math.min(PANEL_ROWS, height - p * PANEL_ROWS), k, depth, packed, p);
            }
            for (int column = from; column < to; column++) {
                for (int row = 0; row < height; row += TILE_ROWS) {
                    int at = row / PANEL_ROWS * depth * PANEL + row % PANEL_ROWS;
                    int kept = Math.min(TILE_ROWS, height - row);
                    tile(workspace, packed, at, depth, x.start(k, column), first + row, kept, column);
                }
            }
        }
    }

    /** Columns of g as a panel. */
    private void pack(int column, int width, int token, int tokens, float[] packed, int panel) {
        int from = g.start(token) + column;
        int to = panel * tokens * PANEL;
        // A whole vector takes some of the next columns along, which no tile looks at.
        boolean whole = width == PANEL_ROWS && from + (tokens - 1) * g.stride() + PANEL <= g.values().length;
        if (whole) {
            copyVectors(g.values(), from, g.stride(), packed, to, tokens);
            return;
        }
        for (int t = 0; t < tokens; t++) {
            System.arraycopy(g.values(), from + t * g.stride(), packed, to + t * PANEL, width);
        }
    }

    private static void copyVectors(float[] from, int at, int stride, float[] to, int toAt, int rows) {
        for (int r = 0; r < rows; r++) {
            FloatVector.fromArray(S, from, at + r * stride).intoArray(to, toAt + r * PANEL);
            FloatVector.fromArray(S, from, at + r * stride + Lanes.COUNT).intoArray(to, toAt + r * PANEL + Lanes.COUNT);
        }
    }

    private void tile(Workspace workspace, float[] a, int ao, int depth, int bo, int row, int rows, int panel) {
        int column = panel * PANEL;
        int width = Math.min(PANEL, dWeight.columns() - column);
        float[] c = dWeight.values();
        int at = dWeight.start(row) + column;
        int stride = dWeight.stride();
        if (rows == TILE_ROWS && width == PANEL) {
            multiply(a, ao, bo, depth, c, at, stride);
            return;
        }
        float[] edge = workspace.tile;
        for (int r = 0; r < rows; r++) {
            System.arraycopy(c, at + r * stride, edge, r * PANEL, width);
        }
        multiply(a, ao, bo, depth, edge, 0, PANEL);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(edge, r * PANEL, c, at + r * stride, width);
        }
    }

    private void multiply(float[] a, int ao, int bo, int depth, float[] c, int at, int stride) {
        if (IS_TALL) {
            Tile12.multiplyAcross(a, ao, x.values, bo, depth, c, at, stride, c, at, stride);
        } else {
            Tile6.multiplyAcross(a, ao, x.values, bo, depth, c, at, stride, c, at, stride);
        }
    }
}
