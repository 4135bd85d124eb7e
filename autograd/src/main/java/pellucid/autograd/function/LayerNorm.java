package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * Layer normalisation over the last axis (Ba et al., 2016).
 *
 * <pre>
 *   y = gamma · normalized + beta,   normalized = (x - mean) · rstd,   rstd = 1 / sqrt(variance + epsilon)
 *   g = dy · gamma:   dx = rstd · (g - mean(g) - normalized · mean(g · normalized))
 *   dgamma = Σ over rows of dy · normalized,   dbeta = Σ over rows of dy
 * </pre>
 *
 * x is [..., hidden]; gamma and beta are [hidden]. The backward pass needs no second look at x.
 */
public final class LayerNorm extends Function {
    private final double epsilon;

    private LayerNorm(double epsilon) {
        this.epsilon = epsilon;
    }

    public static Variable layerNorm(Variable x, Variable gamma, Variable beta, double epsilon) {
        return new LayerNorm(epsilon).apply(x, gamma, beta);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor y = outputLike(x);
        Tensor normalized = isRecording() ? outputLike(x) : null;
        Tensor rstd = isRecording() ? output(x.backend(), x.dtype(), x.shape().without(-1)) : null;
        x.backend().layerNorm(x, inputs[1], inputs[2], epsilon, normalized, rstd, y);
        save(normalized, rstd, inputs[1]);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = gradientLike(dy);
        dy.backend().layerNormBackward(saved(0), saved(1), saved(2), dy, dx, accumulator(1), accumulator(2));
        give(0, dx);
    }
}
