package pellucid.training.loss;

import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Sum.sum;

import java.util.List;
import pellucid.autograd.Variable;

/**
 * All triplets that a batch has, averaged over those that are not yet apart by the margin (Hermans, Beyer and Leibe, "In
 * Defense of the Triplet Loss for Person Re-Identification", 2017).
 *
 * <pre>
 *   L = 1/active Σ_{i≠j, y_i = y_j} Σ_{y_k ≠ y_i} max(0, d_ij - d_ik + margin)
 * </pre>
 *
 * <p>An active triplet adds d_ij - d_ik + margin, so the sum is linear in the distances: each is counted as often as it
 * stands for a positive, less as often as it stands for a negative. That takes a [batch, batch] matrix of counts instead
 * of batch³ triplets. Without an active triplet the loss is 0.
 *
 * <p>Column: the text; labels: class numbers. The defaults are the euclidean distance and a margin of 5.
 */
public final class BatchAllTriplet implements Loss {
    /** What sentence-transformers takes a triplet's loss to be more than, to call it active. */
    private static final double ACTIVE = 1e-16;

    private final Distance distance;
    private final double margin;

    /** With the euclidean distance and a margin of 5. */
    public BatchAllTriplet() {
        this(Distance.EUCLIDEAN, Triplet.DEFAULT_MARGIN);
    }

    /** @param margin 0 or more, in units of the distance */
    public BatchAllTriplet(Distance distance, double margin) {
        this.distance = distance;
        this.margin = Limits.notNegative("batch-all-triplet", "margin", margin);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        BatchDistances distances = new BatchDistances(distance, columns, labels);
        int rows = distances.rows();
        double[] counts = new double[rows * rows];
        long active = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                if (distances.arePositive(i, j)) {
                    active += count(distances, i, j, counts);
                }
            }
        }
        Variable weights = Constants.constant(distances.matrix(), counts, rows, rows);
        Variable differences = sum(multiply(weights, distances.matrix()));
        return active == 0 ? differences : affine(differences, 1.0 / active, margin);
    }

    /** Adds the active triplets of an anchor and a positive to the counts. */
    private int count(BatchDistances distances, int anchor, int positive, double[] counts) {
        int active = 0;
        int row = anchor * distances.rows();
        for (int k = 0; k < distances.rows(); k++) {
            if (distances.areNegative(anchor, k)
                    && distances.value(anchor, positive) - distances.value(anchor, k) + margin > ACTIVE) {
                active++;
                counts[row + positive]++;
                counts[row + k]--;
            }
        }
        return active;
    }

    @Override
    public String name() {
        return "batch-all-triplet";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 1, 1, Labels.CLASSES);
    }
}
