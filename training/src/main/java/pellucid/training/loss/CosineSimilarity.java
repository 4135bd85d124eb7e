package pellucid.training.loss;

import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.UnaryOp;

/**
 * The cosine of a pair is to be its score (Reimers and Gurevych, "Sentence-BERT", 2019).
 *
 * <pre>  L = 1/n Σ_i ( cos(u_i, v_i) - y_i )²  </pre>
 *
 * <p>Columns: the two texts; labels: scores, as a rule from 0 to 1.
 */
public final class CosineSimilarity implements Loss {
    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        Variable cosines = Cosine.paired(columns.get(0), columns.get(1));
        Variable wanted = Constants.constant(cosines, labels, labels.length);
        return mean(unary(UnaryOp.SQUARE, subtract(cosines, wanted)));
    }

    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 2, 2, Labels.SCORES);
    }
}
