package pellucid.autograd.function;

import java.util.List;
import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Variables of the same rows side by side along the last axis; each gets its columns of dy. */
public final class Concat extends Function {
    private int[] ends; // the column after the last one of each input

    private Concat() {}

    /** @param parts [..., width of each]; the result is [..., sum of the widths] */
    public static Variable concat(List<Variable> parts) {
        return new Concat().apply(parts.toArray(Variable[]::new));
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        ends = new int[inputs.length];
        int width = 0;
        for (int i = 0; i < inputs.length; i++) {
            width += inputs[i].dim(-1);
            ends[i] = width;
        }
        Shape shape = inputs[0].shape().with(-1, width);
        Tensor y = output(inputs[0].backend(), inputs[0].dtype(), shape);
        for (int i = 0; i < inputs.length; i++) {
            y.backend().copy(inputs[i], y.slice(-1, start(i), ends[i]));
        }
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        for (int i = 0; i < ends.length; i++) {
            if (needs(i)) {
                share(i, dy.slice(-1, start(i), ends[i]));
            }
        }
    }

    private int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }
}
