package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** y = a + b, broadcast to one shape; da and db are dy, summed over the axes that broadcasting stretched. */
public final class Add extends Function {
    private Shape left;
    private Shape right;

    private Add() {}

    public static Variable add(Variable a, Variable b) {
        return new Add().apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        left = a.shape();
        right = b.shape();
        Tensor y = output(a.backend(), a.dtype(), Shape.broadcast(left, right));
        a.backend().binary(BinaryOp.ADD, a, b, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        pass(0, left, dy);
        pass(1, right, dy);
    }

    private void pass(int input, Shape shape, Tensor dy) {
        if (!needs(input)) {
            return;
        }
        if (shape.equals(dy.shape())) {
            share(input, dy);
        } else {
            Tensor sum = dy.backend().zeros(dy.dtype(), shape);
            dy.backend().sumTo(dy, sum);
            give(input, sum);
        }
    }
}
