package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The larger of a and b, element by element, broadcast to one shape.
 *
 * <pre>
 *   y = max(a, b)
 *   da = dy · share,   db = dy · (1 - share),   share = 1 where a is the larger, ½ where they are equal, else 0
 * </pre>
 *
 * The halves are PyTorch's way with ties. Both gradients are summed over the axes that broadcasting stretched.
 */
public final class Maximum extends Function {
    private Maximum() {}

    public static Variable maximum(Variable a, Variable b) {
        return new Maximum().apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = output(a.backend(), a.dtype(), Shape.broadcast(a.shape(), b.shape()));
        a.backend().binary(BinaryOp.MAXIMUM, a, b, y);
        save(a, b);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor a = saved(0);
        Tensor b = saved(1);
        Tensor share = Operations.binary(BinaryOp.GREATER, a, b);
        dy.backend().addScaled(0.5, Operations.binary(BinaryOp.EQUAL, a, b), share);
        if (needs(0)) {
            give(0, Operations.multiply(dy, share));
        }
        if (needs(1)) {
            give(1, Operations.multiply(dy, Operations.affine(share, -1, 1)));
        }
    }
}
