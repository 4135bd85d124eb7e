package pellucid.tensor.backend.ejml;

import pellucid.tensor.ReduceOp;

/** One row at a time: reductions, softmax, layer normalisation. Sums are formed in float64, in the order of the columns. */
final class RowLoops {
    private RowLoops() {}

    static float reduce(ReduceOp op, float[] x, int from, int count) {
        switch (op) {
            case SUM, MEAN -> {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += x[from + i];
                }
                return (float) (op == ReduceOp.SUM ? sum : sum / count);
            }
            case MAX -> {
                return max(x, from, count);
            }
            default -> {
                float smallest = Float.POSITIVE_INFINITY;
                for (int i = 0; i < count; i++) {
                    smallest = Math.min(smallest, x[from + i]);
                }
                return smallest;
            }
        }
    }

    private static float max(float[] x, int from, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, x[from + i]);
        }
        return largest;
    }

    /** y = softmax(x); the two rows may be one. */
    static void softmax(float[] x, int from, float[] y, int to, int count) {
        float largest = max(x, from, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            float power = (float) Math.exp(x[from + i] - largest);
            y[to + i] = power;
            sum += power;
        }
        float scale = (float) (1 / sum);
        for (int i = 0; i < count; i++) {
            y[to + i] *= scale;
        }
    }

    /**
     * normalized = (x - mean) · rstd; x and normalized may be one row.
     *
     * @return rstd
     */
    static float normalize(float[] x, int from, double epsilon, float[] normalized, int to, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[from + i];
        }
        double mean = sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double centred = x[from + i] - mean;
            squares += centred * centred;
        }
        double rstd = 1 / Math.sqrt(squares / count + epsilon);
        for (int i = 0; i < count; i++) {
            normalized[to + i] = (float) ((x[from + i] - mean) * rstd);
        }
        return (float) rstd;
    }
}
