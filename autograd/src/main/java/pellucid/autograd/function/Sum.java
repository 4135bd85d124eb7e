package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** The sum of all elements, or along one axis, which disappears; each element's gradient is that of its sum. */
public final class Sum extends Function {
    private final Integer axis; // null for all

    private Sum(Integer axis) {
        this.axis = axis;
    }

    /** One number, of shape []. */
    public static Variable sum(Variable x) {
        return new Sum(null).apply(x);
    }

    /** @param axis -1 is the last */
    public static Variable sum(Variable x, int axis) {
        return new Sum(axis).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        if (axis == null) {
            Tensor y = output(x.backend(), x.dtype(), Shape.scalar());
            x.backend().sumTo(x, y);
            return y;
        }
        Tensor y = output(x.backend(), x.dtype(), x.shape().without(axis));
        x.backend().reduce(ReduceOp.SUM, x, axis, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Shape shape = inputShape(0);
        Tensor stretched = axis == null ? dy : Operations.contiguous(dy).reshape(shape.with(axis, 1));
        // Added to zeros, not copied: backends add a number to a row fast.
        Tensor dx = dy.backend().zeros(dy.dtype(), shape);
        dy.backend().binary(BinaryOp.ADD, dx, stretched, dx);
        give(0, dx);
    }
}
