package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * y = a · b element by element, broadcast to one shape; da = dy · b, db = dy · a, summed over the axes that broadcasting
 * stretched.
 */
public final class Multiply extends Function {
    private Multiply() {}

    public static Variable multiply(Variable a, Variable b) {
        return new Multiply().apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = output(a.backend(), a.dtype(), Shape.broadcast(a.shape(), b.shape()));
        a.backend().binary(BinaryOp.MULTIPLY, a, b, y);
        save(a, b);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        if (needs(0)) {
            give(0, Operations.multiply(dy, saved(1)));
        }
        if (needs(1)) {
            give(1, Operations.multiply(dy, saved(0)));
        }
    }
}
