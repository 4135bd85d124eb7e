package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * Rows scaled to length 1.
 *
 * <pre>
 *   y = x / max(‖x‖, epsilon)
 *   dx = (dy - y · Σ dy·y) / ‖x‖,   or dy / epsilon where ‖x‖ ≤ epsilon
 * </pre>
 */
public final class L2Normalize extends Function {
    /** PyTorch's epsilon, so that a row of zeros stays one. */
    public static final double EPSILON = 1e-12;

    private L2Normalize() {}

    public static Variable l2Normalize(Variable x) {
        return new L2Normalize().apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor y = outputLike(x);
        x.backend().l2Normalize(x, EPSILON, y);
        save(x, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = gradientLike(dy);
        dy.backend().l2NormalizeBackward(saved(0), EPSILON, saved(1), dy, dx);
        give(0, dx);
    }
}
