package pellucid.training.loss;

import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.UnaryOp;

/**
 * The positive is to be nearer to the anchor than the negative, by a margin (Weinberger and Saul, "Distance Metric
 * Learning for Large Margin Nearest Neighbor Classification", 2009; Reimers and Gurevych, "Sentence-BERT", 2019).
 *
 * <pre>  L = 1/n Σ_i max(0, d(a_i, p_i) - d(a_i, n_i) + margin)  </pre>
 *
 * <p>Columns: anchor, positive, negative. The defaults are the euclidean distance and a margin of 5, which vectors of
 * length 1 never reach: with those every triplet always counts.
 */
public final class Triplet implements Loss {
    public static final double DEFAULT_MARGIN = 5;

    private final Distance distance;
    private final double margin;

    /** With the euclidean distance and a margin of 5. */
    public Triplet() {
        this(Distance.EUCLIDEAN, DEFAULT_MARGIN);
    }

    /** @param margin 0 or more, in units of the distance */
    public Triplet(Distance distance, double margin) {
        this.distance = distance;
        this.margin = Limits.notNegative("triplet", "margin", margin);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        Variable toPositive = distance.paired(columns.get(0), columns.get(1));
        Variable toNegative = distance.paired(columns.get(0), columns.get(2));
        return mean(hinge(toPositive, toNegative, margin));
    }

    /** max(0, positive - negative + margin), element by element. */
    static Variable hinge(Variable toPositive, Variable toNegative, double margin) {
        return unary(UnaryOp.RELU, affine(subtract(toPositive, toNegative), 1, margin));
    }

    @Override
    public String name() {
        return "triplet";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 3, 3, Labels.NONE);
    }
}
