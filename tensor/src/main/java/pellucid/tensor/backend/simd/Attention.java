package pellucid.tensor.backend.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.Dropout;

/**
 * Attention of one head over one sequence, computed on its side: with a query in each lane, the scores of a panel of
 * queries are K Qᵀ, and softmax runs down the columns without a sum over lanes. The second product reads these scores
 * across, so that nothing but the queries is ever transposed. The division by softmax's sum waits until the end, where
 * there are fewer numbers to divide.
 *
 * <pre>
 *   pack queries, keys and values
 *   for each panel of queries           its scores stay in the first-level cache
 *     scores, largest, exponentials, times the values
 * </pre>
 *
 * <p>Scores are kept in units of ln 2, so that softmax is of powers of two: exp(x) = 2^(x / ln 2).
 */
final class Attention {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int PANEL = Panels.PANEL;
    private static final int L = Lanes.COUNT;

    private static final double LOG2_E = 1.4426950408889634;

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
        int size = head.size;
        int queryRoom = Panels.size(size, length);
        float[] panels = workspace.panels(queryRoom + Panels.size(length, size));
        Panels queries = new Panels(size, length, panels);
        packQueries(head, (float) (scale * LOG2_E), queries, workspace);
        Keys keys = new Keys(head.qkv, head.at + head.hidden, head.stride, length, size, workspace);
        packValues(head, panels, queryRoom);
        // Tiles that are not full write behind the last row.
        float[] scores = workspace.scores((length + Tile12.ROWS) * PANEL);
        float[] inverseSums = workspace.sums(PANEL);

        for (int first = 0; first < length; first += PANEL) {
            int count = Math.min(PANEL, length - first);
            scores(keys, length, queries, first / PANEL, workspace, scores);
            MAXIMA.run(scores, 0, inverseSums, 0, length);
            EXPONENTIALS.run(scores, 0, inverseSums, 0, length);
            if (probabilities != null) {
                for (int i = 0; i < count; i++) {
                    normalized(scores, i, inverseSums[i], probabilities, po + (first + i) * length, length);
                }
            }
            if (dropout.isActive()) {
                drop(dropout, index + (long) first * length, count, length, workspace, scores);
            }
            for (int column = 0; column < size; column += PANEL) {
                int width = Math.min(PANEL, size - column);
                int values = queryRoom + column * length;
                Gemm.tilesAcross(scores, 0, count, length, panels, values, workspace.tile);
                scaled(workspace.tile, count, inverseSums, out, oo + first * outStride + column, outStride, width);
            }
        }
    }

    /**
     * Panels of the queries, times a factor. The lanes behind the last query keep whatever was there: each lane is computed
     * by itself, and what comes of these is dropped. Clearing them took up to a fifth of attention's time over a short text.
     */
    private static void packQueries(Head head, float factor, Panels queries, Workspace workspace) {
        int size = head.size;
        float[] rows = workspace.row(PANEL * size);
        for (int p = 0; p < queries.count; p++) {
            int first = p * PANEL;
            int count = Math.min(PANEL, head.length - first);
            RowCopies.copy(head.qkv, head.at + first * head.stride, head.stride, count, size, rows, 0, size);
            for (int k = 0; k < size; k += RowBlock.STRIDE) {
                int depth = Math.min(RowBlock.STRIDE, size - k);
                for (int i = 0; i < count; i++) {
                    column(rows, i * size + k, factor, queries.values, queries.start(k, p) + i, depth);
                }
            }
        }
    }

    /** A row times a factor, as a column of a panel. */
    private static void column(float[] row, int at, float factor, float[] panel, int to, int n) {
        for (int k = 0; k < n; k++) {
            panel[to + k * PANEL] = row[at + k] * factor;
        }
    }

    /** Panels of the values. */
    private static void packValues(Head head, float[] panels, int to) {
        for (int column = 0; column < head.size; column += PANEL) {
            int width = Math.min(PANEL, head.size - column);
            int from = head.at + 2 * head.hidden + column;
            int panel = to + column * head.length;
            if (width < PANEL) {
                Arrays.fill(panels, panel, panel + head.length * PANEL, 0);
            }
            RowCopies.copy(head.qkv, from, head.stride, head.length, width, panels, panel, PANEL);
        }
    }

    /** scores[key][lane] = key · query, for one panel of queries. */
    private static void scores(Keys keys, int length, Panels queries, int panel, Workspace workspace, float[] scores) {
        for (int k = 0; k < queries.depth; k += RowBlock.STRIDE) {
            int depth = Math.min(RowBlock.STRIDE, queries.depth - k);
            int from = queries.start(k, panel);
            float[] start = k > 0 ? scores : workspace.zeros;
            int startStride = k > 0 ? PANEL : 0;
            for (int i = 0; i < length; ) {
                int rows = Tiles.rows(length - i);
                int row = keys.start(i, k, depth);
                int to = i * PANEL;
                int startAt = k > 0 ? to : 0;
                Tiles.multiply(
                        rows,
                        keys.values,
                        row,
                        queries.values,
                        from,
                        depth,
                        start,
                        startAt,
                        startStride,
                        scores,
                        to,
                        PANEL);
                i += rows;
            }
        }
    }

    /**
     * The largest number of each column of a panel, by comparing bits as integers, which takes one step where comparing
     * floats takes several: integers order positive floats as they are, negative ones the other way round, so that the
     * least integer is the largest of numbers that are all negative. Where a column holds a NaN any result will do: its
     * sum of exponentials is NaN.
     */
    private static void maxima(float[] x, int at, float[] maxima, int to, int length) {
        IntVector largest0 = FloatVector.fromArray(S, x, at).reinterpretAsInts();
        IntVector largest1 = FloatVector.fromArray(S, x, at + L).reinterpretAsInts();
        IntVector least0 = largest0;
        IntVector least1 = largest1;
        for (int j = 1; j < length; j++) {
            IntVector v0 = FloatVector.fromArray(S, x, at + j * PANEL).reinterpretAsInts();
            IntVector v1 = FloatVector.fromArray(S, x, at + j * PANEL + L).reinterpretAsInts();
            largest0 = v0.max(largest0);
            largest1 = v1.max(largest1);
            least0 = v0.min(least0);
            least1 = v1.min(least1);
        }
        IntVector zero = IntVector.zero(Lanes.INTS);
        IntVector first = zero.or(largest0);
        IntVector second = zero.or(largest1);
        first.blend(least0, first.compare(VectorOperators.LT, zero))
                .reinterpretAsFloats()
                .intoArray(maxima, to);
        second.blend(least1, second.compare(VectorOperators.LT, zero))
                .reinterpretAsFloats()
                .intoArray(maxima, to + L);
    }

    /** Down the columns of a panel: x = 2^(x - max), and 1 / Σ x, which takes the place of max. */
    private static void exponentials(float[] x, int at, float[] inverseSums, int to, int length) {
        FloatVector largest0 = FloatVector.fromArray(S, inverseSums, to);
        FloatVector largest1 = FloatVector.fromArray(S, inverseSums, to + L);
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        for (int j = 0; j < length; j++) {
            FloatVector e0 = VectorMath.powerOfTwo(
                    FloatVector.fromArray(S, x, at + j * PANEL).sub(largest0));
            FloatVector e1 = VectorMath.powerOfTwo(
                    FloatVector.fromArray(S, x, at + j * PANEL + L).sub(largest1));
            e0.intoArray(x, at + j * PANEL);
            e1.intoArray(x, at + j * PANEL + L);
            sum0 = e0.add(sum0);
            sum1 = e1.add(sum1);
        }
        // Added to zero because what a loop carried comes second in an operation: see the package's rules.
        FloatVector zero = FloatVector.broadcast(S, 0f);
        zero.add(sum0).intoArray(inverseSums, to);
        zero.add(sum1).intoArray(inverseSums, to + L);
        for (int i = to; i < to + PANEL; i++) {
            inverseSums[i] = 1 / inverseSums[i];
        }
    }

    /** A query's column of the scores, divided by its sum, as a row. */
    private static void normalized(float[] scores, int from, float inverseSum, float[] row, int to, int n) {
        for (int j = 0; j < n; j++) {
            row[to + j] = scores[from + j * PANEL] * inverseSum;
        }
    }

    /** Dropout of the numerators of a panel's probabilities, the first of which is number {@code index}. */
    private static void drop(Dropout dropout, long index, int count, int length, Workspace workspace, float[] scores) {
        float scale = DropoutLoops.scale(dropout);
        int rowsAtATime = DropoutLoops.rowsAtATime(length);
        for (int first = 0; first < count; first += rowsAtATime) {
            int rows = Math.min(rowsAtATime, count - first);
            int[] masks = workspace.masks(rows * length);
            int at = DropoutLoops.masks(dropout, index + (long) first * length, rows * length, masks);
            for (int i = 0; i < rows; i++) {
                drop(scores, first + i, scale, masks, at + i * length, length);
            }
        }
    }

    private static void drop(float[] scores, int at, float scale, int[] masks, int first, int n) {
        for (int j = 0; j < n; j++) {
            int k = at + j * PANEL;
            scores[k] = Float.intBitsToFloat(Float.floatToRawIntBits(scores[k] * scale) & masks[first + j]);
        }
    }

    /** Rows of a panel's width, each times a factor of its own, to where they are {@code stride} apart. */
    private static void scaled(float[] panel, int rows, float[] factors, float[] to, int at, int stride, int width) {
        if (width == PANEL) {
            for (int i = 0; i < rows; i++) {
                FloatVector factor = FloatVector.broadcast(S, factors[i]);
                FloatVector.fromArray(S, panel, i * PANEL).mul(factor).intoArray(to, at + i * stride);
                FloatVector.fromArray(S, panel, i * PANEL + L).mul(factor).intoArray(to, at + i * stride + L);
            }
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                to[at + i * stride + j] = panel[i * PANEL + j] * factors[i];
            }
        }
    }
}
