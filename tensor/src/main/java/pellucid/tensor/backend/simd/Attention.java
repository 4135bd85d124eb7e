package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Attention of one head over one sequence, computed on its side: with a query in each lane, the scores of a panel of
 * queries are K Qᵀ, softmax runs down the columns without a sum over lanes, and the scores already lie as the packed right
 * matrix of the second product, Oᵀ = Vᵀ Pᵀ. The division by softmax's sum waits until the end, where there are fewer
 * numbers to divide.
 */
final class Attention {
    private static final int PANEL = Panels.PANEL;
    private static final int L = Lanes.COUNT;

    private Attention() {}

    /** Where one head's numbers lie: the first query, the distance between tokens, from a query to its key and on. */
    record Head(float[] qkv, int at, int stride, int hidden, int length, int size) {}

    /**
     * @param probabilities receives softmax(Q Kᵀ · scale), [length, length], from po on; null when it is not wanted
     * @param out receives [length, size] from oo on, rows outStride apart
     */
    static void compute(Head head, float scale, float[] probabilities, int po, float[] out, int oo, int outStride) {
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
            for (int half = 0; half < PANEL; half += L) {
                exponentials(scores, p * panelRows * PANEL + half, length, inverseSums, p * PANEL + half);
            }
        }
        if (probabilities != null) {
            for (int i = 0; i < length; i++) {
                int from = i / PANEL * panelRows * PANEL + i % PANEL;
                for (int j = 0; j < length; j++) {
                    probabilities[po + i * length + j] = scores[from + j * PANEL] * inverseSums[i];
                }
            }
        }
        mixValues(head, queries.count, workspace, scores, panelRows, inverseSums, out, oo, outStride);
    }

    /** scores[p][key][lane] = scale · key · query, for all panels p of queries. */
    private static void scores(
            Head head, float scale, Panels queries, Workspace workspace, float[] scores, int panelRows) {
        for (int first = 0; first < head.length; first += RowBlock.HEIGHT) {
            int rows = Math.min(RowBlock.HEIGHT, head.length - first);
            workspace.rows.fill(
                    head.qkv, head.at + head.hidden + first * head.stride, head.stride, 1, rows, head.size, scale);
            for (int p = 0; p < queries.count; p++) {
                int to = (p * panelRows + first) * PANEL;
                Gemm.tiles(workspace.rows, rows, head.size, queries.values, queries.start(0, p), false, scores, to);
            }
        }
    }

    /** Down one vector of columns: x = exp(x - max), and 1 / Σ x. */
    private static void exponentials(float[] x, int at, int length, float[] inverseSums, int to) {
        FloatVector largest = Lanes.load(x, at);
        for (int j = 1; j < length; j++) {
            FloatVector v = Lanes.load(x, at + j * PANEL);
            largest = largest.blend(v, v.compare(VectorOperators.GT, largest));
        }
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int j = 0; j < length; j++) {
            FloatVector e = VectorMath.exp(Lanes.load(x, at + j * PANEL).sub(largest));
            e.intoArray(x, at + j * PANEL);
            sum = sum.add(e);
        }
        Lanes.all(1f).div(sum).intoArray(inverseSums, to);
    }

    /** out[i] = Σ over keys of P[i, key] · value: as Vᵀ times the panels of scores, turned back at the end. */
    private static void mixValues(
            Head head,
            int panels,
            Workspace workspace,
            float[] scores,
            int panelRows,
            float[] inverseSums,
            float[] out,
            int oo,
            int outStride) {
        int mixedRows = head.size + Tile12.ROWS;
        float[] mixed = workspace.panels(panels * mixedRows * PANEL);
        int values = head.at + 2 * head.hidden;
        for (int first = 0; first < head.size; first += RowBlock.HEIGHT) {
            int rows = Math.min(RowBlock.HEIGHT, head.size - first);
            for (int k0 = 0; k0 < head.length; k0 += RowBlock.STRIDE) {
                int depth = Math.min(RowBlock.STRIDE, head.length - k0);
                workspace.rows.fill(head.qkv, values + first + k0 * head.stride, 1, head.stride, rows, depth, 1);
                for (int p = 0; p < panels; p++) {
                    int from = (p * panelRows + k0) * PANEL;
                    int to = (p * mixedRows + first) * PANEL;
                    Gemm.tiles(workspace.rows, rows, depth, scores, from, k0 > 0, mixed, to);
                }
            }
        }
        for (int i = 0; i < head.length; i++) {
            int from = i / PANEL * mixedRows * PANEL + i % PANEL;
            for (int d = 0; d < head.size; d++) {
                out[oo + i * outStride + d] = mixed[from + d * PANEL] * inverseSums[i];
            }
        }
    }
}
