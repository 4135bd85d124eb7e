package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * The matrix product.
 *
 * <pre>
 *   y = alpha · a b
 *   da = alpha · dy bᵀ,   db = alpha · aᵀ dy,   summed over the axes that broadcasting stretched
 * </pre>
 *
 * a is [..., m, k], b [..., k, n], y [..., m, n]; the axes before the matrices broadcast.
 */
public final class Matmul extends Function {
    private final double alpha;

    private Matmul(double alpha) {
        this.alpha = alpha;
    }

    public static Variable matmul(Variable a, Variable b) {
        return matmul(a, b, 1);
    }

    public static Variable matmul(Variable a, Variable b, double alpha) {
        return new Matmul(alpha).apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor y = output(a.backend(), a.dtype(), pellucid.tensor.Matmul.resultShape(a.shape(), b.shape()));
        a.backend().matmul(a, b, alpha, 0, y);
        save(a, b);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        if (needs(0)) {
            give(0, product(dy, saved(1).transpose(-2, -1)));
        }
        if (needs(1)) {
            give(1, product(saved(0).transpose(-2, -1), dy));
        }
    }

    private Tensor product(Tensor left, Tensor right) {
        Tensor result =
                left.backend().zeros(left.dtype(), pellucid.tensor.Matmul.resultShape(left.shape(), right.shape()));
        left.backend().matmul(left, right, alpha, 0, result);
        return result;
    }
}
