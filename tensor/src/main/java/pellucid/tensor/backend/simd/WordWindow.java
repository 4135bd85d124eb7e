package pellucid.tensor.backend.simd;

import java.util.Arrays;

/**
 * One example of word vectors' training, in the buffers of one thread: predicting rows x, targets y, and between them the
 * scores, which become the gradients g = (label - sigmoid(x·y))·rate. The arrays may be the tables themselves, or copies
 * of rows; {@code width} is a whole number of vectors.
 */
final class WordWindow {
    private static final int GROUP = WordLoops.GROUP;

    private final float[] lanes = new float[Lanes.COUNT];
    /** The rows' starts, the last one repeated until there is a whole group. */
    private int[] xRows = new int[2 * GROUP];

    private int[] yRows = new int[2 * GROUP];
    private float[] parts = new float[0];
    private float[] g = new float[0];
    private int predicting;
    private int targets;
    /** Targets up to a whole group: the length of a row of g. */
    private int padded;

    /** The rows' starts of the next example, to be filled in. */
    int[] predictingRows(int count) {
        predicting = count;
        xRows = room(xRows, count);
        return xRows;
    }

    /** The targets' starts of the next example, to be filled in. */
    int[] targetRows(int count) {
        targets = count;
        padded = (count + GROUP - 1) / GROUP * GROUP;
        yRows = room(yRows, count);
        return yRows;
    }

    private static int[] room(int[] rows, int count) {
        return count + GROUP <= rows.length ? rows : new int[2 * count + GROUP];
    }

    /**
     * Computes the gradients; returns the loss.
     *
     * @param labels from {@code labelsAt} on, one for each target
     */
    float gradients(float[] x, float[] y, int width, float[] labels, int labelsAt, float rate) {
        Arrays.fill(yRows, targets, padded, yRows[0]);
        int pairs = predicting * padded;
        if (parts.length < pairs * Lanes.COUNT) {
            parts = new float[2 * pairs * Lanes.COUNT];
            g = new float[Lanes.padded(2 * pairs)];
        }
        for (int i = 0; i < predicting; i++) {
            for (int j = 0; j < padded; j += GROUP) {
                WordLoops.dots(x, xRows[i], y, yRows, j, width, parts, (i * padded + j) * Lanes.COUNT);
            }
        }
        WordLoops.sumParts(parts, g, pairs);
        float labelled = labelledScores(labels, labelsAt);
        for (int i = 0; i < predicting; i++) {
            Arrays.fill(g, i * padded + targets, (i + 1) * padded, WordLoops.NO_PAIR);
        }
        int filled = Lanes.padded(pairs);
        Arrays.fill(g, pairs, filled, WordLoops.NO_PAIR);
        float loss = WordLoops.sigmoids(g, filled, rate, lanes) - labelled;
        for (int j = 0; j < targets; j++) {
            float label = labels[labelsAt + j];
            if (label != 0) {
                for (int i = 0; i < predicting; i++) {
                    g[i * padded + j] += label * rate;
                }
            }
        }
        return loss;
    }

    /** Σ label·score. */
    private float labelledScores(float[] labels, int labelsAt) {
        float sum = 0;
        for (int j = 0; j < targets; j++) {
            float label = labels[labelsAt + j];
            if (label != 0) {
                for (int i = 0; i < predicting; i++) {
                    sum += label * g[i * padded + j];
                }
            }
        }
        return sum;
    }

    /** Row i of {@code to}, at rows[i], += Σⱼ gᵢⱼ yⱼ. */
    void addToPredicting(float[] to, int[] rows, float[] y, int width) {
        for (int i = 0; i < predicting; i++) {
            add(to, rows[i], i * padded, 1, targets, y, yRows, width);
        }
    }

    /** Row j of {@code to}, at rows[j], += Σᵢ gᵢⱼ xᵢ. */
    void addToTargets(float[] to, int[] rows, float[] x, int width) {
        for (int j = 0; j < targets; j++) {
            add(to, rows[j], j, padded, predicting, x, xRows, width);
        }
    }

    private void add(float[] to, int at, int go, int step, int count, float[] from, int[] rows, int width) {
        int done = 0;
        for (; count - done >= 6; done += 6) {
            WordLoops.add6(to, at, g, go + done * step, step, from, rows, done, width);
        }
        for (; count - done >= 2; done += 2) {
            WordLoops.add2(to, at, g, go + done * step, step, from, rows, done, width);
        }
        if (done < count) {
            WordLoops.add1(to, at, g, go + done * step, from, rows, done, width);
        }
    }
}
