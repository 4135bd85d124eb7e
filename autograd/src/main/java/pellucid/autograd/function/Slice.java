package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/** The elements from {@code from} to {@code to} along one axis, as a view; dx is dy there and 0 elsewhere. */
public final class Slice extends Function {
    private final int axis;
    private final int from;
    private final int to;

    private Slice(int axis, int from, int to) {
        this.axis = axis;
        this.from = from;
        this.to = to;
    }

    /**
     * @param axis -1 is the last
     * @param to exclusive
     */
    public static Variable slice(Variable x, int axis, int from, int to) {
        return new Slice(axis, from, to).apply(x);
    }

    /**
     * A slice of the last axis.
     *
     * @param to exclusive
     */
    public static Variable columns(Variable x, int from, int to) {
        return slice(x, -1, from, to);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        return inputs[0].slice(axis, from, to);
    }

    @Override
    protected void backward(Tensor dy) {
        dy.backend().addScaled(1, dy, accumulator(0).slice(axis, from, to));
    }
}
