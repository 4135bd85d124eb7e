package pellucid.eval.retrieval;

import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * The range of each of the numbers of a vector, cut into 256 buckets: what a code of one byte stands for. In float32, as
 * sentence-transformers computes it:
 *
 * <pre>
 *   step = (max - min) / 255      code(x) = ⌊(x - min) / step⌋, brought between 0 and 255
 * </pre>
 *
 * A number that is the same in all vectors gets the step 1.
 */
public final class ScalarRanges {
    private static final int CODES = 256;

    private final float[] min;
    private final float[] max;
    private final float[] steps;

    /**
     * @param min [dimension]; copied
     * @param max [dimension], at least min
     */
    public ScalarRanges(float[] min, float[] max) {
        if (min.length != max.length) {
            throw new ShapeException("quantisation: there are " + min.length + " least values and " + max.length
                    + " largest ones; give one of each for every number of a vector");
        }
        this.min = min.clone();
        this.max = max.clone();
        this.steps = new float[min.length];
        for (int i = 0; i < min.length; i++) {
            if (!(max[i] - min[i] >= 0 && max[i] - min[i] <= Float.MAX_VALUE)) {
                throw new InputException("quantisation: number " + i + " of the vectors lies between " + min[i]
                        + " and " + max[i] + "; both must be finite, and the first one not above the second");
            }
            float step = (max[i] - min[i]) / (CODES - 1);
            steps[i] = step == 0 ? 1 : step;
        }
    }

    /** The ranges of these vectors, which stand for those to come. */
    public static ScalarRanges of(Embeddings calibration) {
        if (calibration.count() == 0) {
            throw new InputException("quantisation: there are no vectors to take the ranges from; give at least one");
        }
        return new ScalarRanges(calibration.row(0), calibration.row(0)).including(calibration);
    }

    /** Ranges that hold these vectors, too. */
    public ScalarRanges including(Embeddings vectors) {
        if (vectors.dimension() != min.length) {
            throw new ShapeException("quantisation: the ranges are of " + min.length + " numbers, the vectors have "
                    + vectors.dimension() + "; take both from the same model");
        }
        float[] low = min.clone();
        float[] high = max.clone();
        float[] rows = vectors.rows();
        for (int r = 0; r < vectors.count(); r++) {
            for (int i = 0; i < min.length; i++) {
                low[i] = Math.min(low[i], rows[r * min.length + i]);
                high[i] = Math.max(high[i], rows[r * min.length + i]);
            }
        }
        return new ScalarRanges(low, high);
    }

    /** Numbers in a vector. */
    public int dimension() {
        return min.length;
    }

    /** The least values, [dimension]. */
    public float[] min() {
        return min.clone();
    }

    /** The largest values, [dimension]. */
    public float[] max() {
        return max.clone();
    }

    /** The code of number i, 0 to 255. */
    int code(int i, float x) {
        double bucket = Math.floor((x - min[i]) / steps[i]);
        return (int) Math.max(0, Math.min(CODES - 1, bucket));
    }

    /** The middle of a code's bucket. */
    float value(int i, int code) {
        return min[i] + (code + 0.5f) * steps[i];
    }
}
