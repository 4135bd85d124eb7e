package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.UnaryOp;

/**
 * Pairs that belong together are to be near, others further apart than a margin (Hadsell, Chopra and LeCun,
 * "Dimensionality Reduction by Learning an Invariant Mapping", 2006).
 *
 * <pre>  L = 1/n Σ_i ½ ( y_i d_i² + (1 - y_i) max(0, margin - d_i)² ),   d_i = d(u_i, v_i)  </pre>
 *
 * <p>Columns: the two texts; labels: 1 or 0. The defaults are the cosine distance and a margin of 0.5.
 */
public final class Contrastive implements Loss {
    public static final double DEFAULT_MARGIN = 0.5;

    private final Distance distance;
    private final double margin;

    /** With the cosine distance and a margin of 0.5. */
    public Contrastive() {
        this(Distance.COSINE, DEFAULT_MARGIN);
    }

    /** @param margin above 0, in units of the distance */
    public Contrastive(Distance distance, double margin) {
        this.distance = distance;
        this.margin = Limits.positive("contrastive", "margin", margin);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        Variable distances = distance.paired(columns.get(0), columns.get(1));
        Variable together = Constants.constant(distances, labels, labels.length);
        Variable apart = affine(together, -1, 1);
        Variable pulled = multiply(together, unary(UnaryOp.SQUARE, distances));
        Variable pushed = multiply(apart, tooNear(distances, margin));
        return affine(mean(add(pulled, pushed)), 0.5, 0);
    }

    /** max(0, margin - d)². */
    static Variable tooNear(Variable distances, double margin) {
        return unary(UnaryOp.SQUARE, unary(UnaryOp.RELU, affine(distances, -1, margin)));
    }

    @Override
    public String name() {
        return "contrastive";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 2, 2, Labels.BINARY);
    }
}
