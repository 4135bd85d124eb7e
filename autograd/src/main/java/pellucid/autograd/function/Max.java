package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Operations;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** The largest element along one axis, which disappears; it gets the whole gradient, on ties the first one. */
public final class Max extends Function {
    private final int axis;

    private Max(int axis) {
        this.axis = axis;
    }

    /** @param axis -1 is the last */
    public static Variable max(Variable x, int axis) {
        return new Max(axis).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor y = output(x.backend(), x.dtype(), x.shape().without(axis));
        x.backend().reduce(ReduceOp.MAX, x, axis, y);
        if (isRecording()) {
            Tensor index = output(x.backend(), DType.INT32, y.shape());
            x.backend().argMax(x, axis, index);
            save(index);
        }
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Shape shape = inputShape(0);
        Shape column = shape.with(axis, 1);
        Tensor index = dy.backend().zeros(dy.dtype(), column);
        dy.backend().copy(saved(0).reshape(column), index);
        Tensor chosen = Operations.binary(BinaryOp.EQUAL, Positions.along(axis, shape, dy), index);
        give(0, Operations.multiply(chosen, Operations.contiguous(dy).reshape(column)));
    }
}
