package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The smaller of a and b, element by element, broadcast to one shape.
 *
 * <pre>
 *   y = min(a, b)
 *   da = dy · share,   db = dy · (1 - share),   share = 1 where a is the smaller, ½ where they are equal, else 0
 * </pre>
 *
 * The halves are PyTorch's way with ties. Both gradients are summed over the axes that broadcasting stretched.
 */
public final class Minimum extends Function {
    private Minimum() {}

    public static Variable minimum(Variable a, Variable b) {
        return new Minimum().apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = output(a.backend(), a.dtype(), Shape.broadcast(a.shape(), b.shape()));
        a.backend().binary(BinaryOp.MINIMUM, a, b, y);
        save(a, b);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor a = saved(0);
        Tensor b = saved(1);
        Tensor share = Operations.binary(BinaryOp.GREATER, b, a);
        dy.backend().addScaled(0.5, Operations.binary(BinaryOp.EQUAL, a, b), share);
        if (needs(0)) {
            give(0, Operations.multiply(dy, share));
        }
        if (needs(1)) {
            give(1, Operations.multiply(dy, Operations.affine(share, -1, 1)));
        }
    }
}
