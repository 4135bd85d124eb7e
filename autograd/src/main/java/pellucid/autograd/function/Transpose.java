package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/** Two axes swapped, as a view; dx is dy with the same two swapped back. */
public final class Transpose extends Function {
    private final int first;
    private final int second;

    private Transpose(int first, int second) {
        this.first = first;
        this.second = second;
    }

    /** @param first an axis, -1 is the last; second likewise */
    public static Variable transpose(Variable x, int first, int second) {
        return new Transpose(first, second).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        return inputs[0].transpose(first, second);
    }

    @Override
    protected void backward(Tensor dy) {
        share(0, dy.transpose(first, second));
    }
}
