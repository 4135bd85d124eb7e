package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.L2Normalize.l2Normalize;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Slice.slice;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.UnaryOp;

/**
 * {@link CoSent} over the angle between two vectors of complex numbers in place of the cosine, whose gradient vanishes
 * where it is near ±1 (Li and Li, "AoE: Angle-optimized Embeddings for Semantic Textual Similarity", 2024). The halves of
 * a vector are the real and the imaginary parts.
 *
 * <pre>
 *   u = [a, b],  v = [c, d]
 *   score = | Σ (a·c + b·d) + Σ (b·c - a·d) | / (‖u‖ ‖v‖)
 *   L = log( 1 + Σ_{y_i &lt; y_j} exp( scale · (score_i - score_j) ) )
 * </pre>
 *
 * <p>A vector of odd length is thought of as ending in one more 0. Columns: the two texts; labels: scores, of which only
 * the order matters.
 */
public final class Angle implements Loss {
    public static final double DEFAULT_SCALE = 20;

    private final double scale;

    /** With the scale 20. */
    public Angle() {
        this(DEFAULT_SCALE);
    }

    /** @param scale 1 / temperature, above 0 */
    public Angle(double scale) {
        this.scale = Limits.positive("angle", "scale", scale);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        return CoSent.ranking(similarities(columns.get(0), columns.get(1)), labels, scale);
    }

    private static Variable similarities(Variable first, Variable second) {
        Variable u = even(l2Normalize(first));
        Variable v = even(l2Normalize(second));
        int dimension = u.value().dim(1);
        Variable c = slice(v, 1, 0, dimension / 2);
        Variable d = slice(v, 1, dimension / 2, dimension);
        // Σ a·c + b·d + b·c - a·d = [a, b] · [c - d, c + d]
        Variable turned = concat(List.of(subtract(c, d), add(c, d)), 1);
        return unary(UnaryOp.ABS, sum(multiply(u, turned), 1));
    }

    private static Variable even(Variable x) {
        if (x.value().dim(1) % 2 == 0) {
            return x;
        }
        int rows = x.value().dim(0);
        return concat(List.of(x, Constants.constant(x, new double[rows], rows, 1)), 1);
    }

    @Override
    public String name() {
        return "angle";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 2, 2, Labels.SCORES);
    }
}
