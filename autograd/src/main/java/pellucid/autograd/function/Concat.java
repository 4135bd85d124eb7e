package pellucid.autograd.function;

import java.util.List;
import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Variables one after the other along an axis, the other axes alike; each gets its stretch of dy. */
public final class Concat extends Function {
    private final int axis;
    private int[] ends; // the place after the last one of each input

    private Concat(int axis) {
        this.axis = axis;
    }

    /**
     * Side by side along the last axis.
     *
     * @param parts [..., width of each]; the result is [..., sum of the widths]
     */
    public static Variable concat(List<Variable> parts) {
        return concat(parts, -1);
    }

    /** @param axis -1 is the last */
    public static Variable concat(List<Variable> parts, int axis) {
        return new Concat(axis).apply(parts.toArray(Variable[]::new));
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        ends = new int[inputs.length];
        int length = 0;
        for (int i = 0; i < inputs.length; i++) {
            length += inputs[i].dim(axis);
            ends[i] = length;
        }
        Shape shape = inputs[0].shape().with(axis, length);
        Tensor y = output(inputs[0].backend(), inputs[0].dtype(), shape);
        for (int i = 0; i < inputs.length; i++) {
            y.backend().copy(inputs[i], y.slice(axis, start(i), ends[i]));
        }
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        for (int i = 0; i < ends.length; i++) {
            share(i, dy.slice(axis, start(i), ends[i]));
        }
    }

    private int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }
}
