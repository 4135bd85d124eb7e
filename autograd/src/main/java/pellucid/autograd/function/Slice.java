package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/** The columns from {@code from} to {@code to} of the last axis, as a view; dx is dy in those columns and 0 elsewhere. */
public final class Slice extends Function {
    private final int from;
    private final int to;

    private Slice(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** @param to exclusive */
    public static Variable columns(Variable x, int from, int to) {
        return new Slice(from, to).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        return inputs[0].slice(-1, from, to);
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = accumulator(0).slice(-1, from, to);
        dy.backend().addScaled(1, dy, dx);
    }
}
