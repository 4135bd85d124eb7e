package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** y = a + b, broadcast to one shape; da and db are dy, summed over the axes that broadcasting stretched. */
public final class Add extends Function {
    private Add() {}

    public static Variable add(Variable a, Variable b) {
        return new Add().apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = output(a.backend(), a.dtype(), Shape.broadcast(a.shape(), b.shape()));
        a.backend().binary(BinaryOp.ADD, a, b, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        share(0, dy);
        share(1, dy);
    }
}
