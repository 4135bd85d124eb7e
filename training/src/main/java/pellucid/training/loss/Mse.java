package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * The vectors are to be those of a teacher (Reimers and Gurevych, "Making Monolingual Sentence Embeddings Multilingual
 * using Knowledge Distillation", 2020).
 *
 * <pre>  L = mean over columns of 1/(n·dimension) Σ_i ‖ x_i - t_i ‖²  </pre>
 *
 * <p>Columns: one or more, of which the teacher sees the same texts. Student and teacher need one dimension.
 */
public final class Mse implements GuidedLoss {
    @Override
    public Variable of(List<Variable> columns, List<Tensor> guide) {
        guidedExpects().check(columns, null);
        Guides.check(name(), columns, guide);
        Variable total = null;
        for (int c = 0; c < columns.size(); c++) {
            Variable own = columns.get(c);
            if (!own.value().shape().equals(guide.get(c).shape())) {
                throw new InputException(
                        "mse: the model's vectors are " + own.value().shape() + ", the teacher's "
                                + guide.get(c).shape() + "; choose a teacher of the same dimension");
            }
            Variable part = mean(unary(UnaryOp.SQUARE, subtract(own, Variable.constant(guide.get(c)))));
            total = total == null ? part : add(total, part);
        }
        return affine(total, 1.0 / columns.size(), 0);
    }

    @Override
    public String name() {
        return "mse";
    }

    @Override
    public Columns guidedExpects() {
        return new Columns(name(), 1, Columns.ANY, Labels.NONE);
    }
}
