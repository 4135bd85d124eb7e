package pellucid.training.loss;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/** What the guided losses ask of a guide's vectors, and compute of them. */
final class Guides {
    private Guides() {}

    /** @throws InputException if the guide has not one row for each row of each column */
    static void check(String loss, List<Variable> columns, List<Tensor> guide) {
        if (guide.size() != columns.size()) {
            throw new InputException(loss + ": the model has vectors of " + columns.size() + " columns, the guide of "
                    + guide.size() + "; both must see the same texts");
        }
        int rows = columns.get(0).value().dim(0);
        for (Tensor vectors : guide) {
            if (vectors.rank() != 2 || vectors.dim(0) != rows) {
                throw new InputException(loss + ": the guide's vectors are " + vectors.shape() + ", the batch has "
                        + rows + " rows; give [batch, dimension] for each column");
            }
        }
    }

    /**
     * The dot products of the first column with each candidate column.
     *
     * @return row by row, [batch · candidates]
     */
    static double[] dotProducts(List<Tensor> guide) {
        int rows = guide.get(0).dim(0);
        int candidates = guide.size() - 1;
        double[] query = guide.get(0).toDoubles();
        double[] scores = new double[rows * candidates];
        for (int c = 0; c < candidates; c++) {
            double[] candidate = guide.get(c + 1).toDoubles();
            int width = guide.get(0).dim(1);
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += query[i * width + k] * candidate[i * width + k];
                }
                scores[i * candidates + c] = sum;
            }
        }
        return scores;
    }
}
