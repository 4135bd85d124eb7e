package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * Layer normalisation of a sum, as every sub-layer of BERT ends: y = layerNorm(x + residual).
 *
 * <p>The gradient of the sum, as in {@link LayerNorm}, is the gradient of x and of the residual alike. x and residual are
 * [tokens, hidden]; gamma and beta are [hidden].
 */
public final class ResidualLayerNorm extends Function {
    private final double epsilon;

    private ResidualLayerNorm(double epsilon) {
        this.epsilon = epsilon;
    }

    public static Variable residualLayerNorm(
            Variable x, Variable residual, Variable gamma, Variable beta, double epsilon) {
        return new ResidualLayerNorm(epsilon).apply(x, residual, gamma, beta);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor y = outputLike(x);
        Tensor normalized = isRecording() ? outputLike(x) : null;
        Tensor rstd = isRecording() ? output(x.backend(), x.dtype(), x.shape().without(-1)) : null;
        x.backend().residualLayerNorm(x, inputs[1], inputs[2], inputs[3], epsilon, normalized, rstd, y);
        save(normalized, rstd, inputs[2]);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = gradientLike(dy);
        dy.backend().layerNormBackward(saved(0), saved(1), saved(2), dy, dx, accumulator(2), accumulator(3));
        share(0, dx);
        share(1, dx);
    }
}
