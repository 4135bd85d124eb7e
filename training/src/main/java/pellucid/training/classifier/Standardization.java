package pellucid.training.classifier;

import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Tensor;

/**
 * Brings every column to mean 0 and standard deviation 1, measured on the training rows: x' = (x - mean) · scale.
 *
 * @param mean [width]
 * @param scale [width], 1 / standard deviation; 1 where a column does not vary
 */
record Standardization(Tensor mean, Tensor scale) {
    /** Measures the given rows of the features [n, width], in float64. */
    static Standardization of(Tensor features, int[] rows) {
        int width = features.dim(1);
        double[] mean = new double[width];
        double[] squares = new double[width];
        for (int row : rows) {
            float[] values = features.select(0, row).toFloats();
            for (int i = 0; i < width; i++) {
                mean[i] += values[i] / rows.length;
            }
        }
        for (int row : rows) {
            float[] values = features.select(0, row).toFloats();
            for (int i = 0; i < width; i++) {
                squares[i] += (values[i] - mean[i]) * (values[i] - mean[i]) / rows.length;
            }
        }
        float[] means = new float[width];
        float[] scales = new float[width];
        for (int i = 0; i < width; i++) {
            means[i] = (float) mean[i];
            // What is left of a constant column is rounding: not to be blown up.
            boolean varies = Math.sqrt(squares[i]) > 1e-7 * Math.abs(mean[i]);
            scales[i] = varies ? (float) (1 / Math.sqrt(squares[i])) : 1;
        }
        Backend backend = features.backend();
        return new Standardization(backend.floats(means), backend.floats(scales));
    }

    /** A new tensor, [rows, width]. */
    Tensor of(Tensor rows) {
        Backend backend = rows.backend();
        Tensor result = backend.zeros(rows.dtype(), rows.shape());
        backend.binary(BinaryOp.SUBTRACT, rows, mean, result);
        backend.binary(BinaryOp.MULTIPLY, result, scale, result);
        return result;
    }
}
