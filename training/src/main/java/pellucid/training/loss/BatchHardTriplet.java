package pellucid.training.loss;

import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.LogSumExp.logSumExp;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Subtract.subtract;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;

/**
 * For each text the hardest triplet in the batch: its farthest positive and its nearest negative (Hermans, Beyer and
 * Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017).
 *
 * <pre>
 *   h_i = max_{y_j = y_i} d_ij - min_{y_k ≠ y_i} d_ik
 *   L = 1/n Σ_i max(0, h_i + margin),   or softly 1/n Σ_i log(1 + exp(h_i))
 * </pre>
 *
 * <p>As in sentence-transformers every text counts: without a positive, the first distance is 0; without a negative, the
 * second is the largest distance to any text. Column: the text; labels: class numbers. The defaults are the euclidean
 * distance and a margin of 5.
 */
public final class BatchHardTriplet implements Loss {
    private final Distance distance;
    private final double margin;
    private final boolean soft;

    private BatchHardTriplet(Distance distance, double margin, boolean soft) {
        this.distance = distance;
        this.margin = margin;
        this.soft = soft;
    }

    /** @param margin 0 or more, in units of the distance */
    public static BatchHardTriplet withMargin(Distance distance, double margin) {
        return new BatchHardTriplet(distance, Limits.notNegative("batch-hard-triplet", "margin", margin), false);
    }

    /** With log(1 + exp(h)) in place of a margin: it pulls on, ever less, where a margin would be content. */
    public static BatchHardTriplet withSoftMargin(Distance distance) {
        return new BatchHardTriplet(distance, 0, true);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        BatchDistances distances = new BatchDistances(distance, columns, labels);
        int rows = distances.rows();
        int[] anchors = new int[rows];
        int[] positives = new int[rows];
        int[] negatives = new int[rows];
        for (int i = 0; i < rows; i++) {
            anchors[i] = i;
            positives[i] = distances.farthestPositive(i);
            int nearest = distances.nearestNegative(i, Double.NEGATIVE_INFINITY);
            // Without a negative all other texts are positives, so the farthest of all is the farthest of them.
            negatives[i] = nearest < 0 ? positives[i] : nearest;
        }
        Variable toPositive = distances.between(anchors, positives);
        Variable toNegative = distances.between(anchors, negatives);
        return mean(soft ? softplus(subtract(toPositive, toNegative)) : Triplet.hinge(toPositive, toNegative, margin));
    }

    /** log(1 + exp(x)) = log(exp(0) + exp(x)), which does not overflow; x is [rows]. */
    private static Variable softplus(Variable x) {
        int rows = x.value().size();
        Variable zeros = Constants.constant(x, new double[rows], rows, 1);
        return logSumExp(concat(List.of(zeros, reshape(x, Shape.of(rows, 1))), 1));
    }

    @Override
    public String name() {
        return soft ? "batch-hard-soft-margin-triplet" : "batch-hard-triplet";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 1, 1, Labels.CLASSES);
    }
}
