package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.UnaryOp;

/**
 * The contrastive loss of the hard pairs alone: the negatives that are nearer than the farthest positive, and the
 * positives that are farther than the nearest negative (the online contrastive loss of sentence-transformers).
 *
 * <pre>
 *   L = Σ_{positives, d_i &gt; min negative} d_i² + Σ_{negatives, d_i &lt; max positive} max(0, margin - d_i)²
 * </pre>
 *
 * <p>It is the sum, without the half. As in sentence-transformers, where fewer than two positives are in the batch the
 * negatives are held against their own mean distance, and the other way round. The choice of the pairs has no gradient.
 *
 * <p>Columns: the two texts; labels: 1 or 0. The defaults are the cosine distance and a margin of 0.5.
 */
public final class OnlineContrastive implements Loss {
    private final Distance distance;
    private final double margin;

    /** With the cosine distance and a margin of 0.5. */
    public OnlineContrastive() {
        this(Distance.COSINE, Contrastive.DEFAULT_MARGIN);
    }

    /** @param margin above 0, in units of the distance */
    public OnlineContrastive(Distance distance, double margin) {
        this.distance = distance;
        this.margin = Limits.positive("online-contrastive", "margin", margin);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        Variable distances = distance.paired(columns.get(0), columns.get(1));
        double[] values = distances.value().toDoubles();
        Group positives = Group.of(values, labels, 1);
        Group negatives = Group.of(values, labels, 0);
        double nearest = negatives.count() > 1 ? negatives.least() : positives.mean();
        double farthest = positives.count() > 1 ? positives.most() : negatives.mean();
        double[] pulled = new double[values.length];
        double[] pushed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            pulled[i] = labels[i] == 1 && values[i] > nearest ? 1 : 0;
            pushed[i] = labels[i] == 0 && values[i] < farthest ? 1 : 0;
        }
        Variable pull =
                multiply(Constants.constant(distances, pulled, values.length), unary(UnaryOp.SQUARE, distances));
        Variable push =
                multiply(Constants.constant(distances, pushed, values.length), Contrastive.tooNear(distances, margin));
        return sum(add(pull, push));
    }

    /** The distances of the pairs with one label. */
    private record Group(int count, double least, double most, double mean) {
        static Group of(double[] distances, double[] labels, double label) {
            int count = 0;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int i = 0; i < distances.length; i++) {
                if (labels[i] == label) {
                    count++;
                    least = Math.min(least, distances[i]);
                    most = Math.max(most, distances[i]);
                    sum += distances[i];
                }
            }
            return new Group(count, least, most, sum / count);
        }
    }

    @Override
    public String name() {
        return "online-contrastive";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 2, 2, Labels.BINARY);
    }
}
