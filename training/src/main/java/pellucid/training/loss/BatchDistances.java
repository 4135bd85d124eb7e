package pellucid.training.loss;

import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.Reshape.reshape;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;

/**
 * The distances between all texts of a labelled batch, for the losses that look for their triplets in it (Hermans, Beyer
 * and Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017). Which triplets those are is decided on
 * the values, and has no gradient; the distances that they are made of have.
 *
 * <p>A text's distance to itself is a 0 without a gradient: it stands where a triplet has no positive.
 */
final class BatchDistances {
    private final Variable matrix; // [batch, batch]
    private final double[] values;
    private final double[] labels;
    private final int rows;

    BatchDistances(Distance distance, List<Variable> columns, double[] labels) {
        this.matrix = distance.matrix(columns.get(0));
        this.values = matrix.value().toDoubles();
        this.labels = labels;
        this.rows = labels.length;
    }

    int rows() {
        return rows;
    }

    Variable matrix() {
        return matrix;
    }

    double value(int from, int to) {
        return values[from * rows + to];
    }

    /** Whether two different texts have one label. */
    boolean arePositive(int i, int j) {
        return i != j && labels[i] == labels[j];
    }

    boolean areNegative(int i, int j) {
        return labels[i] != labels[j];
    }

    /** The farthest text with the label of the anchor, the first one on ties; the anchor itself if it is alone. */
    int farthestPositive(int anchor) {
        int farthest = anchor;
        for (int j = 0; j < rows; j++) {
            if (arePositive(anchor, j) && value(anchor, j) > value(anchor, farthest)) {
                farthest = j;
            }
        }
        return farthest;
    }

    /** The farthest text with another label; the anchor itself if there is none. */
    int farthestNegative(int anchor) {
        int farthest = anchor;
        for (int k = 0; k < rows; k++) {
            if (areNegative(anchor, k) && (farthest == anchor || value(anchor, k) > value(anchor, farthest))) {
                farthest = k;
            }
        }
        return farthest;
    }

    /** The nearest text with another label that is farther than a bound; -1 if there is none. */
    int nearestNegative(int anchor, double bound) {
        int nearest = -1;
        for (int k = 0; k < rows; k++) {
            if (areNegative(anchor, k)
                    && value(anchor, k) > bound
                    && (nearest < 0 || value(anchor, k) < value(anchor, nearest))) {
                nearest = k;
            }
        }
        return nearest;
    }

    /** The distances between texts named in pairs, [pairs]. */
    Variable between(int[] from, int[] to) {
        int[] places = new int[from.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = from[i] * rows + to[i];
        }
        Variable column = reshape(matrix, Shape.of(rows * rows, 1));
        Variable chosen = gatherRows(column, matrix.value().backend().ints(places));
        return reshape(chosen, Shape.of(places.length));
    }
}
