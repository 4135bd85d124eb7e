package pellucid.tensor.backend.simd;

import pellucid.tensor.Dropout;

/**
 * The backward pass of attention, of one head over one sequence, with rows of queries i and columns of keys j:
 *
 * <pre>
 *   dP = dropout(dO Vᵀ)      dS = P · (dP - Σ over j of dP·P) · scale
 *   dV = Dᵀ dO               dK = dSᵀ Q               dQ = dS K
 * </pre>
 *
 * D is the dropped-out P. Two of the products want D and dS on their side: both are kept as panels of keys, from which a
 * tile reads across, so that nothing but the values is ever transposed.
 */
final class AttentionBackward {
    private static final int PANEL = Panels.PANEL;

    private final Workspace workspace = Workspace.own();
    private final Attention.Head head;
    private final int length;
    /** Panels of keys, and how many numbers a row of as many keys takes. */
    private final int panels;

    private final int rowLength;
    /** dP and then dS, row by row. */
    private final float[] scores;
    /** D and dS, panel by panel of keys, each query by query. */
    private final float[] dropped;

    private final float[] slopes;

    private AttentionBackward(Attention.Head head) {
        this.head = head;
        this.length = head.length();
        this.panels = Panels.count(length);
        this.rowLength = panels * PANEL;
        // Tiles that are not full write behind the last row, and read behind the last number.
        this.scores = workspace.scores((length + Tile12.ROWS) * rowLength);
        this.dropped = workspace.dropped(length * rowLength + Tile12.ROWS);
        this.slopes = workspace.slopes(length * rowLength + Tile12.ROWS);
    }

    /**
     * @param dropout of the probabilities; the first of them is its number {@code index}
     * @param probabilities P, [length, length], from po on
     * @param dOut [length, size] from go on, rows gStride apart
     * @param dqkv receives the gradients of this head's queries, keys and values, which lie in it as in the head's qkv
     * @param to where the first query's gradient goes; rows are toStride apart
     */
    static void compute(
            Attention.Head head,
            float scale,
            Dropout dropout,
            long index,
            float[] probabilities,
            int po,
            float[] dOut,
            int go,
            int gStride,
            float[] dqkv,
            int to,
            int toStride) {
        AttentionBackward pass = new AttentionBackward(head);
        pass.valuesTimesGradient(dOut, go, gStride);
        pass.rows(scale, dropout, index, probabilities, po);
        int hidden = head.hidden();
        for (int column = 0; column < head.size(); column += PANEL) {
            int width = Math.min(PANEL, head.size() - column);
            float[] gradient = pass.panel(dOut, go + column, gStride, width);
            pass.across(pass.dropped, gradient, dqkv, to + 2 * hidden + column, toStride, width);
            float[] queries = pass.panel(head.qkv(), head.at() + column, head.stride(), width);
            pass.across(pass.slopes, queries, dqkv, to + hidden + column, toStride, width);
            float[] keys = pass.panel(head.qkv(), head.at() + hidden + column, head.stride(), width);
            pass.along(keys, dqkv, to + column, toStride, width);
        }
    }

    /** scores = dO Vᵀ. */
    private void valuesTimesGradient(float[] dOut, int go, int gStride) {
        int size = head.size();
        Panels values = new Panels(size, length, workspace.panels(Panels.size(size, length)));
        values.pack(head.qkv(), head.at() + 2 * head.hidden(), 1, head.stride(), 0, panels);
        for (int first = 0; first < length; first += RowBlock.HEIGHT) {
            int rows = Math.min(RowBlock.HEIGHT, length - first);
            for (int k = 0; k < size; k += RowBlock.STRIDE) {
                int depth = Math.min(RowBlock.STRIDE, size - k);
                workspace.rows.fill(dOut, go + first * gStride + k, gStride, 1, rows, depth, 1);
                for (int p = 0; p < panels; p++) {
                    tiles(
                            rows,
                            depth,
                            values.values,
                            values.start(k, p),
                            scores,
                            first * rowLength + p * PANEL,
                            rowLength,
                            k > 0);
                }
            }
        }
    }

    /** D and dS, from P and dO Vᵀ. */
    private void rows(float scale, Dropout dropout, long index, float[] probabilities, int po) {
        int rowsAtATime = DropoutLoops.rowsAtATime(length);
        for (int first = 0; first < length; first += rowsAtATime) {
            int rows = Math.min(rowsAtATime, length - first);
            if (dropout.isActive()) {
                int[] masks = workspace.masks(rows * length);
                int at = DropoutLoops.masks(dropout, index + (long) first * length, rows * length, masks);
                for (int i = 0; i < rows; i++) {
                    drop(first + i, DropoutLoops.scale(dropout), masks, at + i * length, probabilities, po);
                }
            }
            for (int i = first; i < first + rows; i++) {
                if (!dropout.isActive()) {
                    intoPanels(probabilities, po + i * length, i, dropped);
                }
                slopes(i, scale, probabilities, po + i * length);
            }
        }
    }

    /** One query's D, and its dP from its dO Vᵀ. */
    private void drop(int i, float factor, int[] masks, int first, float[] probabilities, int po) {
        float[] kept = workspace.row(rowLength);
        int at = i * rowLength;
        DropoutLoops.scaled(probabilities, po + i * length, factor, masks, first, kept, 0, length);
        DropoutLoops.scaled(scores, at, factor, masks, first, scores, at, length);
        intoPanels(kept, 0, i, dropped);
    }

    /** One query's dS, from its dP. */
    private void slopes(int i, float scale, float[] probabilities, int po) {
        int at = i * rowLength;
        float sum = RowLoops.dot(probabilities, po, scores, at, 0, length, workspace.lanes);
        for (int j = 0; j < length; j++) {
            scores[at + j] = probabilities[po + j] * (scores[at + j] - sum) * scale;
        }
        intoPanels(scores, at, i, slopes);
    }

    private void intoPanels(float[] row, int at, int i, float[] to) {
        for (int j = 0; j < length; j += PANEL) {
            System.arraycopy(row, at + j, to, j * length + i * PANEL, Math.min(PANEL, length - j));
        }
    }

    /** The rows of a matrix [length, width] as one panel. */
    private float[] panel(float[] source, int at, int stride, int width) {
        float[] panel = workspace.panels(length * PANEL);
        for (int t = 0; t < length; t++) {
            System.arraycopy(source, at + t * stride, panel, t * PANEL, width);
            for (int j = width; j < PANEL; j++) {
                panel[t * PANEL + j] = 0;
            }
        }
        return panel;
    }

    /** to[j] = Σ over queries i of x[i, j] · panel[i], where x lies in panels of keys. */
    private void across(float[] x, float[] panel, float[] to, int at, int stride, int width) {
        for (int p = 0; p < panels; p++) {
            int keys = Math.min(PANEL, length - p * PANEL);
            Gemm.tilesAcross(x, p * PANEL * length, keys, length, panel, 0, workspace.tile);
            for (int j = 0; j < keys; j++) {
                System.arraycopy(workspace.tile, j * PANEL, to, at + (p * PANEL + j) * stride, width);
            }
        }
    }

    /** to[i] = Σ over keys j of dS[i, j] · panel[j]. */
    private void along(float[] panel, float[] to, int at, int stride, int width) {
        float[] result = workspace.row((RowBlock.HEIGHT + Tile12.ROWS) * PANEL);
        for (int first = 0; first < length; first += RowBlock.HEIGHT) {
            int rows = Math.min(RowBlock.HEIGHT, length - first);
            for (int k = 0; k < length; k += RowBlock.STRIDE) {
                int depth = Math.min(RowBlock.STRIDE, length - k);
                workspace.rows.fill(scores, first * rowLength + k, rowLength, 1, rows, depth, 1);
                tiles(rows, depth, panel, k * PANEL, result, 0, PANEL, k > 0);
            }
            for (int i = 0; i < rows; i++) {
                System.arraycopy(result, i * PANEL, to, at + (first + i) * stride, width);
            }
        }
    }

    /** The block of rows times one panel, into rows of c; accumulate: added to what is there. */
    private void tiles(int height, int depth, float[] b, int from, float[] c, int at, int stride, boolean accumulate) {
        float[] rows = workspace.rows.values;
        float[] start = accumulate ? c : workspace.zeros;
        int startStride = accumulate ? stride : 0;
        for (int i = 0; i < height; i += Tiles.TALLEST) {
            int to = at + i * stride;
            int startAt = accumulate ? to : 0;
            int row = i * RowBlock.STRIDE;
            Tiles.multiply(Tiles.TALLEST, rows, row, b, from, depth, start, startAt, startStride, c, to, stride);
        }
    }
}
