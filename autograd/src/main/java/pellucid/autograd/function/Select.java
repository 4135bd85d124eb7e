package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/** What lies at one index of an axis, which disappears, as a view; dx is dy there and 0 elsewhere. */
public final class Select extends Function {
    private final int axis;
    private final int index;

    private Select(int axis, int index) {
        this.axis = axis;
        this.index = index;
    }

    /** @param axis -1 is the last */
    public static Variable select(Variable x, int axis, int index) {
        return new Select(axis, index).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        return inputs[0].select(axis, index);
    }

    @Override
    protected void backward(Tensor dy) {
        dy.backend().addScaled(1, dy, accumulator(0).select(axis, index));
    }
}
