package pellucid.training.loss;

import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Slice.slice;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * The positive is to beat each negative by the margin that a teacher sees between them (Hofstätter et al., "Improving
 * Efficient Neural Ranking Models with Cross-Architecture Knowledge Distillation", 2020).
 *
 * <pre>  L = 1/(n·m) Σ_i Σ_j ( q_i·p_i - q_i·n_ij - margin_ij )²,   j over the m negatives  </pre>
 *
 * <p>Columns: query, positive, and one or more negatives. Labels, row by row: the margins; or the teacher's scores of the
 * positive and the negatives, of which the differences are taken. Beside a teacher that encodes the same texts, these
 * scores are its dot products.
 */
public final class MarginMse implements Loss, GuidedLoss {
    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        Variable scores = Scores.dotProducts(columns); // [batch, 1 + negatives]
        int rows = scores.value().dim(0);
        int negatives = scores.value().dim(1) - 1;
        Variable own = subtract(slice(scores, 1, 0, 1), slice(scores, 1, 1, negatives + 1));
        Variable wanted = Constants.constant(scores, margins(labels, rows, negatives), rows, negatives);
        return mean(unary(UnaryOp.SQUARE, subtract(own, wanted)));
    }

    @Override
    public Variable of(List<Variable> columns, List<Tensor> guide) {
        guidedExpects().check(columns, null);
        Guides.check(name(), columns, guide);
        return of(columns, Guides.dotProducts(guide));
    }

    private static double[] margins(double[] labels, int rows, int negatives) {
        if (labels.length == rows * negatives) {
            return labels;
        }
        if (labels.length != rows * (negatives + 1)) {
            throw new InputException("margin-mse: " + rows + " rows with " + negatives + " negatives have "
                    + labels.length + " labels; give each row " + negatives + " margins, or the " + (negatives + 1)
                    + " scores of its candidates");
        }
        double[] margins = new double[rows * negatives];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < negatives; j++) {
                margins[i * negatives + j] = labels[i * (negatives + 1)] - labels[i * (negatives + 1) + 1 + j];
            }
        }
        return margins;
    }

    @Override
    public String name() {
        return "margin-mse";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 3, Columns.ANY, Labels.CANDIDATE_SCORES);
    }

    @Override
    public Columns guidedExpects() {
        return new Columns(name(), 3, Columns.ANY, Labels.NONE);
    }
}
