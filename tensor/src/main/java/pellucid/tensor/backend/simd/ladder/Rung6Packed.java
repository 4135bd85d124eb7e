package pellucid.tensor.backend.simd.ladder;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.backend.simd.Lanes;

/**
 * The same tile on packed operands: before the work, b is copied into panels of two vectors' width, each row of a panel
 * right behind the one before, and a block of rows of a into rows a constant distance apart. Measured: 143 GFLOP/s, 1.3
 * times rung 5.
 *
 * <p>What limited rung 5: its tile jumped from row to row of b. Here it reads a panel from the first to the last float, which
 * is what caches and prefetchers are built for, and all distances are constants; a panel, 32 KB, stays in the first-level
 * cache for all tiles of the block. The copy touches each number of b once, and m/4 tiles use it. The edges vanish as well:
 * panels and blocks are filled up, so there is one kernel and no rest of rows and columns.
 *
 * <p>What limits it: the tile, made for 16 registers, leaves half of AVX-512's 32 unused; every tile is stored twice, once
 * for itself and once into c; and there is one thread.
 */
public final class Rung6Packed implements Rung {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private static final int ROWS = Rung5Registers.ROWS;
    private static final int PANEL = 2 * L;
    /** Rows of b in a panel, and the constant distance between packed rows of a. */
    private static final int DEPTH = 256;
    /** Rows of a that are packed together. */
    private static final int HEIGHT = 120;

    @Override
    public String gains() {
        return "packs b into panels, read straight";
    }

    @Override
    public void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        int panelCount = (n + PANEL - 1) / PANEL;
        float[] panels = new float[panelCount * DEPTH * PANEL];
        float[] rows = new float[HEIGHT * DEPTH];
        float[] tile = new float[ROWS * PANEL];
        for (int p = 0; p < k; p += DEPTH) {
            int depth = Math.min(DEPTH, k - p);
            packPanels(b, p, depth, n, panels);
            for (int i = 0; i < m; i += HEIGHT) {
                int height = Math.min(HEIGHT, m - i);
                packRows(a, i, height, p, depth, k, rows);
                for (int panel = 0; panel < panelCount; panel++) {
                    int width = Math.min(PANEL, n - panel * PANEL);
                    for (int r = 0; r < height; r += ROWS) {
                        tile(rows, r * DEPTH, panels, panel * DEPTH * PANEL, depth, tile);
                        store(tile, Math.min(ROWS, height - r), width, c, (i + r) * n + panel * PANEL, n, p > 0);
                    }
                }
            }
        }
        if (k == 0) {
            Arrays.fill(c, 0, m * n, 0);
        }
    }

    /** Panel by panel, the rows of b from p on; what is missing in the last panel's width is 0. */
    private static void packPanels(float[] b, int p, int depth, int n, float[] panels) {
        for (int first = 0; first < n; first += PANEL) {
            int width = Math.min(PANEL, n - first);
            for (int r = 0; r < depth; r++) {
                int to = (first / PANEL * DEPTH + r) * PANEL;
                System.arraycopy(b, (p + r) * n + first, panels, to, width);
                Arrays.fill(panels, to + width, to + PANEL, 0);
            }
        }
    }

    /** Rows of a from i on, columns from p on. Rows behind the last one keep what they held: their sums are dropped. */
    private static void packRows(float[] a, int i, int height, int p, int depth, int k, float[] rows) {
        for (int r = 0; r < height; r++) {
            System.arraycopy(a, (i + r) * k + p, rows, r * DEPTH, depth);
        }
    }

    /** tile = four packed rows, from ao on, times one panel, from bo on. */
    private static void tile(float[] a, int ao, float[] b, int bo, int depth, float[] tile) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + p * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + p * PANEL + L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + DEPTH + p]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 2 * DEPTH + p]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 3 * DEPTH + p]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(tile, 0);
        c01.intoArray(tile, L);
        c10.intoArray(tile, PANEL);
        c11.intoArray(tile, PANEL + L);
        c20.intoArray(tile, 2 * PANEL);
        c21.intoArray(tile, 2 * PANEL + L);
        c30.intoArray(tile, 3 * PANEL);
        c31.intoArray(tile, 3 * PANEL + L);
    }

    /** Writes, or adds, the part of a tile that lies inside of c. */
    private static void store(float[] tile, int rows, int width, float[] c, int co, int n, boolean add) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                float sum = tile[r * PANEL + j];
                c[co + r * n + j] = add ? c[co + r * n + j] + sum : sum;
            }
        }
    }
}
