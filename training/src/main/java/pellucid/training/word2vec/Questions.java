package pellucid.training.word2vec;

import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.LogSumExp.logSumExp;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Sum.sum;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * Yes-or-no questions, each to one row of the hidden layer about one row of the output layer: logistic regressions.
 *
 * <pre>
 *   P(yes) = σ(u·h)     P(no) = 1 - σ(u·h) = σ(-u·h)     σ(x) = 1 / (1 + exp(-x))
 *   L = -Σ log σ(±u·h) = Σ softplus(∓u·h)                softplus(x) = log(1 + exp(x))
 *   du = (σ(u·h) - answer) h     dh = (σ(u·h) - answer) u     answer 1 for yes, 0 for no
 * </pre>
 */
final class Questions {
    private final IntArrayList rows = new IntArrayList(); // of h
    private final IntArrayList targets = new IntArrayList(); // rows of the output layer
    private final DoubleArrayList signs = new DoubleArrayList(); // -1 for yes, 1 for no

    void ask(int row, int target, boolean yes) {
        rows.add(row);
        targets.add(target);
        signs.add(yes ? -1 : 1);
    }

    /** The sum of the losses of all questions. */
    Variable loss(Variable h, Variable output) {
        Backend backend = h.value().backend();
        Variable hidden = gatherRows(h, backend.ints(rows.toIntArray())); // [questions, width]
        Variable asked = gatherRows(output, backend.ints(targets.toIntArray())); // [questions, width]
        Variable scores = sum(multiply(hidden, asked), 1); // [questions]
        return sum(softplus(multiply(scores, constant(backend, h.value().dtype()))));
    }

    private Variable constant(Backend backend, DType dtype) {
        Tensor tensor = backend.zeros(dtype, Shape.of(signs.size()));
        backend.write(signs.toDoubleArray(), 0, tensor);
        return Variable.constant(tensor);
    }

    /** log(exp(0) + exp(x)) of each element of x [n], without overflow. */
    static Variable softplus(Variable x) {
        Tensor value = x.value();
        Variable zeros = Variable.constant(value.backend().zeros(value.dtype(), Shape.of(value.size(), 1)));
        return logSumExp(concat(List.of(zeros, reshape(x, -1, 1)), 1));
    }
}
