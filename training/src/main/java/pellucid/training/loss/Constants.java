package pellucid.training.loss;

import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Numbers that take part in a loss without being learned: labels, masks, zeros. */
final class Constants {
    private Constants() {}

    /** A tensor of these values on the backend and of the type of another one. */
    static Tensor tensor(Variable like, double[] values, int... dims) {
        Backend backend = like.value().backend();
        Tensor tensor = backend.zeros(like.value().dtype(), Shape.of(dims));
        backend.write(values, 0, tensor);
        return tensor;
    }

    /** The same as a variable. */
    static Variable constant(Variable like, double[] values, int... dims) {
        return Variable.constant(tensor(like, values, dims));
    }

    /** One number, of shape []. */
    static Variable scalar(Variable like, double value) {
        return constant(like, new double[] {value});
    }

    /** 0, 1, 2, …: the label of each row where the right answer stands on the diagonal. */
    static Tensor counting(Variable like, int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return like.value().backend().ints(numbers);
    }
}
