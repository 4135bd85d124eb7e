package pellucid.training.loss;

import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.LogSumExp.logSumExp;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Where.where;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * Pairs are to be ordered by their scores (Huang et al., "CoSENT: Consistent Sentence Embedding via Similarity Ranking",
 * 2024): every pair that is scored lower than another but has the larger cosine is counted, softly.
 *
 * <pre>  L = log( 1 + Σ_{y_i &lt; y_j} exp( scale · (cos(u_i, v_i) - cos(u_j, v_j)) ) )  </pre>
 *
 * <p>Equal scores give no order. Columns: the two texts; labels: scores, of which only the order matters.
 */
public final class CoSent implements Loss {
    public static final double DEFAULT_SCALE = 20;

    private final double scale;

    /** With the scale 20. */
    public CoSent() {
        this(DEFAULT_SCALE);
    }

    /** @param scale 1 / temperature, above 0 */
    public CoSent(double scale) {
        this.scale = Limits.positive("cosent", "scale", scale);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        return ranking(Cosine.paired(columns.get(0), columns.get(1)), labels, scale);
    }

    /** log(1 + Σ exp(scale · (s_i - s_j))) over all i that should come below j; similarities are [batch]. */
    static Variable ranking(Variable similarities, double[] labels, double scale) {
        int rows = labels.length;
        Variable scores = affine(similarities, scale, 0);
        Variable differences =
                subtract(reshape(scores, Shape.of(rows, 1)), reshape(scores, Shape.of(1, rows))); // [batch, batch]
        Tensor below = Constants.tensor(scores, below(labels), rows, rows);
        Variable never = Constants.scalar(scores, Double.NEGATIVE_INFINITY);
        Variable misordered = reshape(where(below, differences, never), Shape.of(rows * rows));
        Variable one = Constants.constant(scores, new double[1], 1); // exp(0)
        return logSumExp(concat(List.of(one, misordered), 0));
    }

    /** 1 where y_i < y_j. */
    private static double[] below(double[] labels) {
        double[] below = new double[labels.length * labels.length];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                below[i * labels.length + j] = labels[i] < labels[j] ? 1 : 0;
            }
        }
        return below;
    }

    @Override
    public String name() {
        return "cosent";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 2, 2, Labels.SCORES);
    }
}
