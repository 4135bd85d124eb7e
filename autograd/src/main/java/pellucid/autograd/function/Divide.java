package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * y = a / b element by element, broadcast to one shape; da = dy / b, db = -da · y, summed over the axes that broadcasting
 * stretched.
 */
public final class Divide extends Function {
    private Divide() {}

    public static Variable divide(Variable a, Variable b) {
        return new Divide().apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = output(a.backend(), a.dtype(), Shape.broadcast(a.shape(), b.shape()));
        a.backend().binary(BinaryOp.DIVIDE, a, b, y);
        save(b, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor da = Operations.divide(dy, saved(0));
        if (needs(1)) {
            Tensor db = Operations.multiply(da, saved(1));
            db.backend().affine(db, -1, 0, db);
            give(1, db);
        }
        give(0, da);
    }
}
