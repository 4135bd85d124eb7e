package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.Dropout;

/**
 * Attention of one head over one sequence, computed on its side: with a query in each lane, the scores of a panel of
 * queries are K Qᵀ, and softmax runs down the columns without a sum over lanes. The second product reads these scores
 * across, so that nothing but the queries is ever transposed. The division by softmax's sum waits until the end, where
 * there are fewer numbers to divide.
 */
final class Attention {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int PANEL = Panels.PANEL;
    private static final int L = Lanes.COUNT;

    private static final LoopApart MAXIMA = new LoopApart(Attention::maxima);
    private static final LoopApart EXPONENTIALS = new LoopApart(Attention::exponentials);

    private Attention() {}

    /** Where one head's numbers lie: the first query, the distance between tokens, from a query to its key and on. */
    record Head(float[] qkv, int at, int stride, int hidden, int length, int size) {}

    /**
     * @param dropout of the probabilities; the first of them is its number {@code index}
     * @param probabilities receives softmax(Q Kᵀ · scale), [length, length], from po on; null when it is not wanted
     * @param out receives [length, size] from oo on, rows outStride apart
     */
    static void compute(
            Head head,
            float scale,
            Dropout dropout,
            long index,
            float[] probabilities,
            int po,
            float[] out,
            int oo,
            int outStride) {
        Workspace workspace = Workspace.own();
        int length = head.length;
        // Tiles that are not full write behind the last row: each panel has room for that.
        int panelRows = length + Tile12.ROWS;
        Panels queries = new Panels(head.size, length, workspace.panels(Panels.size(head.size, length)));
        queries.pack(head.qkv, head.at, 1, head.stride, 0, queries.count);
        float[] scores = workspace.scores(queries.count * panelRows * PANEL);
        float[] inverseSums = workspace.sums(queries.count * PANEL);

        scores(head, scale, queries, workspace, scores, panelRows);
        for (int p = 0; p < queries.count; p++) {
            MAXIMA.run(scores, p * panelRows * PANEL, inverseSums, p * PANEL, length);
            for (int half = 0; half < PANEL; half += L) {
                EXPONENTIALS.run(scores, p * panelRows * PANEL + half, inverseSums, p * PANEL + half, length);
            }
        }
        if (probabilities != null) {
            for (int i = 0; i < length; i++) {
                int from = i / PANEL * panelRows * PANEL + i % PANEL;
                normalized(scores, from, inverseSums[i], probabilities, po + i * length, length);
            }
        }
        if (dropout.isActive()) {
            drop(dropout, index, length, workspace, scores, panelRows);
        }
        mixValues(head, queries.count, workspace, scores, panelRows, inverseSums, out, oo, outStride);
    }

    /** scores[p][key][lane] = scale · key · query, for all panels p of queries. */
    private static void scores(
            Head head, float scale, Panels queries, Workspace workspace, float[] scores, int panelRows) {
        for (int first = 0; first < head.length; first += RowBlock.HEIGHT) {
            int rows = Math.min(RowBlock.HEIGHT, head.length - first);
            int keys = head.at + head.hidden + first * head.stride;
            for (int k = 0; k < head.size; k += RowBlock.STRIDE) {
                int depth = Math.min(RowBlock.STRIDE, head.size - k);
                workspace.rows.fill(head.qkv, keys + k, head.stride, 1, rows, depth, scale);
                for (int p = 0; p < queries.count; p++) {
                    int to = (p * panelRows + first) * PANEL;
                    Gemm.tiles(workspace.rows, rows, depth, queries.values, queries.start(k, p), scores, to, k > 0);
                }
            }
        }
    }

    /**
     * The largest number of each column of a panel. Two vectors side by side, because each comparison waits for the one
     * before it. Where a column holds a NaN any result will do: its sum of exponentials is NaN.
     */
    private static void maxima(float[] x, int at, float[] maxima, int to, int length) {
        FloatVector m0 = FloatVector.fromArray(S, x, at);
        FloatVector m1 = FloatVector.fromArray(S, x, at + L);
        for (int j = 1; j < length; j++) {
            FloatVector v0 = FloatVector.fromArray(S, x, at + j * PANEL);
            FloatVector v1 = FloatVector.fromArray(S, x, at + j * PANEL + L);
            m0 = m0.blend(v0, v0.compare(VectorOperators.GT, m0));
            m1 = m1.blend(v1, v1.compare(VectorOperators.GT, m1));
        }
        m0.intoArray(maxima, to);
        m1.intoArray(maxima, to + L);
    }

    /** Down one vector of columns: x = exp(x - max), and 1 / Σ x, which takes the place of max. */
    private static void exponentials(float[] x, int at, float[] inverseSums, int to, int length) {
        FloatVector largest = FloatVector.fromArray(S, inverseSums, to);
        FloatVector sum = FloatVector.zero(S);
        for (int j = 0; j < length; j++) {
            FloatVector e =
                    VectorMath.exp(FloatVector.fromArray(S, x, at + j * PANEL).sub(largest));
            e.intoArray(x, at + j * PANEL);
            sum = sum.add(e);
        }
        FloatVector.broadcast(S, 1f).div(sum).intoArray(inverseSums, to);
    }

    /** A query's column of the scores, divided by its sum, as a row. */
    private static void normalized(float[] scores, int from, float inverseSum, float[] row, int to, int n) {
        for (int j = 0; j < n; j++) {
            row[to + j] = scores[from + j * PANEL] * inverseSum;
        }
    }

    /** Dropout of the numerators of all probabilities. */
    private static void drop(
            Dropout dropout, long index, int length, Workspace workspace, float[] scores, int panelRows) {
        float scale = DropoutLoops.scale(dropout);
        int rowsAtATime = DropoutLoops.rowsAtATime(length);
        for (int first = 0; first < length; first += rowsAtATime) {
            int rows = Math.min(rowsAtATime, length - first);
            int[] masks = workspace.masks(rows * length);
            int at = DropoutLoops.masks(dropout, index + (long) first * length, rows * length, masks);
            for (int i = 0; i < rows; i++) {
                int query = first + i;
                int from = query / PANEL * panelRows * PANEL + query % PANEL;
                drop(scores, from, scale, masks, at + i * length, length);
            }
        }
    }

    private static void drop(float[] scores, int at, float scale, int[] masks, int first, int n) {
        for (int j = 0; j < n; j++) {
            int k = at + j * PANEL;
            scores[k] = Float.intBitsToFloat(Float.floatToRawIntBits(scores[k] * scale) & masks[first + j]);
        }
    }

    /** out[i] = Σ over keys of P[i, key] · value, panel of queries by panel of values. */
    private static void mixValues(
            Head head,
            int count,
            Workspace workspace,
            float[] scores,
            int panelRows,
            float[] inverseSums,
            float[] out,
            int oo,
            int outStride) {
        int length = head.length;
        float[] values = workspace.panels(length * PANEL);
        for (int column = 0; column < head.size; column += PANEL) {
            int width = Math.min(PANEL, head.size - column);
            packValues(head, column, width, values);
            for (int p = 0; p < count; p++) {
                int first = p * PANEL;
                int queries = Math.min(PANEL, length - first);
                Gemm.tilesAcross(scores, p * panelRows * PANEL, queries, length, values, 0, workspace.tile);
                for (int i = 0; i < queries; i++) {
                    int to = oo + (first + i) * outStride + column;
                    scaled(workspace.tile, i * PANEL, inverseSums[first + i], out, to, width);
                }
            }
        }
    }

    private static void packValues(Head head, int column, int width, float[] panel) {
        int from = head.at + 2 * head.hidden + column;
        for (int t = 0; t < head.length; t++) {
            System.arraycopy(head.qkv, from + t * head.stride, panel, t * PANEL, width);
            for (int j = width; j < PANEL; j++) {
                panel[t * PANEL + j] = 0;
            }
        }
    }

    private static void scaled(float[] from, int at, float factor, float[] to, int toAt, int n) {
        if (n == PANEL) {
            FloatVector f = FloatVector.broadcast(S, factor);
            FloatVector.fromArray(S, from, at).mul(f).intoArray(to, toAt);
            FloatVector.fromArray(S, from, at + L).mul(f).intoArray(to, toAt + L);
            return;
        }
        for (int j = 0; j < n; j++) {
            to[toAt + j] = from[at + j] * factor;
        }
    }
}
