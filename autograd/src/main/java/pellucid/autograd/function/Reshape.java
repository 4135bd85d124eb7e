package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** The same elements, in the order of the axes, in another shape: a view, where x lies without gaps; dx is dy likewise. */
public final class Reshape extends Function {
    private final int[] dims;

    private Reshape(int[] dims) {
        this.dims = dims;
    }

    public static Variable reshape(Variable x, Shape shape) {
        return reshape(x, shape.dims());
    }

    /** @param dims at most one size may be -1 (worked out) */
    public static Variable reshape(Variable x, int... dims) {
        return new Reshape(dims.clone()).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        if (!x.isContiguous()) {
            Tensor copy = outputLike(x);
            x.backend().copy(x, copy);
            x = copy;
        }
        return x.reshape(dims);
    }

    @Override
    protected void backward(Tensor dy) {
        share(0, Operations.contiguous(dy).reshape(inputShape(0)));
    }
}
