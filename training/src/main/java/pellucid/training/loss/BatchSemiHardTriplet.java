package pellucid.training.loss;

import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Sum.sum;

import java.util.Arrays;
import java.util.List;
import pellucid.autograd.Variable;

/**
 * For each pair with one label the nearest negative that is farther than the positive; where there is none, the farthest
 * negative (Schroff, Kalenichenko and Philbin, "FaceNet: A Unified Embedding for Face Recognition and Clustering", 2015).
 *
 * <pre>
 *   k(i,j) = argmin_{y_k ≠ y_i, d_ik &gt; d_ij} d_ik,   or else argmax_{y_k ≠ y_i} d_ik
 *   L = 1/pairs Σ_{i≠j, y_i = y_j} max(0, d_ij - d_{i,k(i,j)} + margin)
 * </pre>
 *
 * <p>As in sentence-transformers the distance to a negative is 0 where the batch has none, and without any pair the loss
 * is 0. Column: the text; labels: class numbers. The defaults are the euclidean distance and a margin of 5.
 */
public final class BatchSemiHardTriplet implements Loss {
    private final Distance distance;
    private final double margin;

    /** With the euclidean distance and a margin of 5. */
    public BatchSemiHardTriplet() {
        this(Distance.EUCLIDEAN, Triplet.DEFAULT_MARGIN);
    }

    /** @param margin 0 or more, in units of the distance */
    public BatchSemiHardTriplet(Distance distance, double margin) {
        this.distance = distance;
        this.margin = Limits.notNegative("batch-semi-hard-triplet", "margin", margin);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        BatchDistances distances = new BatchDistances(distance, columns, labels);
        int rows = distances.rows();
        int pairs = 0;
        int[] anchors = new int[rows * rows];
        int[] positives = new int[rows * rows];
        int[] negatives = new int[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                if (distances.arePositive(i, j)) {
                    int outside = distances.nearestNegative(i, distances.value(i, j));
                    anchors[pairs] = i;
                    positives[pairs] = j;
                    negatives[pairs++] = outside < 0 ? distances.farthestNegative(i) : outside;
                }
            }
        }
        if (pairs == 0) {
            return affine(sum(distances.matrix()), 0, 0);
        }
        int[] from = Arrays.copyOf(anchors, pairs);
        Variable toPositive = distances.between(from, Arrays.copyOf(positives, pairs));
        Variable toNegative = distances.between(from, Arrays.copyOf(negatives, pairs));
        return affine(sum(Triplet.hinge(toPositive, toNegative, margin)), 1.0 / pairs, 0);
    }

    @Override
    public String name() {
        return "batch-semi-hard-triplet";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 1, 1, Labels.CLASSES);
    }
}
