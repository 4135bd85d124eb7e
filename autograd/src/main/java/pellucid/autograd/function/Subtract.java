package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** y = a - b, broadcast to one shape; da = dy, db = -dy, summed over the axes that broadcasting stretched. */
public final class Subtract extends Function {
    private Subtract() {}

    public static Variable subtract(Variable a, Variable b) {
        return new Subtract().apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = output(a.backend(), a.dtype(), Shape.broadcast(a.shape(), b.shape()));
        a.backend().binary(BinaryOp.SUBTRACT, a, b, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        share(0, dy);
        if (needs(1)) {
            give(1, Operations.affine(dy, -1, 0));
        }
    }
}
