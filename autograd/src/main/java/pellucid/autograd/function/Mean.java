package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** The mean of n elements, of all or along one axis, which disappears: y = Σ x / n, dx = dy / n. */
public final class Mean extends Function {
    private final Integer axis; // null for all

    private Mean(Integer axis) {
        this.axis = axis;
    }

    /** One number, of shape []. */
    public static Variable mean(Variable x) {
        return new Mean(null).apply(x);
    }

    /** @param axis -1 is the last */
    public static Variable mean(Variable x, int axis) {
        return new Mean(axis).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        if (axis == null) {
            Tensor y = output(x.backend(), x.dtype(), Shape.scalar());
            x.backend().sumTo(x, y);
            x.backend().affine(y, 1.0 / x.size(), 0, y);
            return y;
        }
        Tensor y = output(x.backend(), x.dtype(), x.shape().without(axis));
        x.backend().reduce(ReduceOp.MEAN, x, axis, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Shape shape = inputShape(0);
        Tensor stretched = axis == null ? dy : Operations.contiguous(dy).reshape(shape.with(axis, 1));
        int n = axis == null ? shape.size() : shape.dim(axis);
        Tensor dx = dy.backend().zeros(dy.dtype(), shape);
        dy.backend().binary(BinaryOp.ADD, dx, Operations.affine(stretched, 1.0 / n, 0), dx);
        give(0, dx);
    }
}
