package pellucid.tensor;

import java.util.List;

/** The part of the {@link Backend} contract that changes parameters: gradient clipping and the optimisers' steps. */
public interface OptimizerOps extends LossOps {
    /** What one step of AdamW needs to know; step counts from 1. */
    record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, int step) {
        public AdamW {
            if (step < 1) {
                throw new InputException("AdamW's step is " + step + "; the first one is 1");
            }
        }
    }

    /** What one step of stochastic gradient descent needs to know. */
    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) {}

    /**
     * Scales all gradients by maxNorm / (norm + 1e-6) if that is less than 1, as PyTorch's clip_grad_norm_ does.
     *
     * @return the global L2 norm before clipping
     */
    default double clipGlobalNorm(List<Tensor> gradients, double maxNorm) {
        double squares = 0;
        for (Tensor gradient : gradients) {
            squares += squaredNorm(gradient);
        }
        double norm = Math.sqrt(squares);
        double scale = maxNorm / (norm + 1e-6);
        if (scale < 1) {
            for (Tensor gradient : gradients) {
                affine(gradient, scale, 0, gradient);
            }
        }
        return norm;
    }

    /**
     * One step of AdamW (Loshchilov and Hutter, 2019), in PyTorch's order of operations:
     *
     * <pre>
     *   p = p · (1 - lr·decay)     m = β₁m + (1-β₁)g     v = β₂v + (1-β₂)g²
     *   p = p - lr/(1-β₁ᵗ) · m / (√v / √(1-β₂ᵗ) + ε)
     * </pre>
     *
     * All four tensors have one shape; parameter and both moments are changed in place.
     */
    default void adamW(Tensor parameter, Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamW settings) {
        Operands.optimizer("adamW", parameter, gradient, firstMoment, secondMoment);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor update = frame.tensor(parameter.dtype(), parameter.shape());
            Tensor denominator = frame.tensor(parameter.dtype(), parameter.shape());
            affine(parameter, 1 - settings.learningRate() * settings.weightDecay(), 0, parameter);
            affine(firstMoment, settings.beta1(), 0, firstMoment);
            addScaled(1 - settings.beta1(), gradient, firstMoment);
            unary(UnaryOp.SQUARE, gradient, update);
            affine(secondMoment, settings.beta2(), 0, secondMoment);
            addScaled(1 - settings.beta2(), update, secondMoment);
            double correction1 = 1 - Math.pow(settings.beta1(), settings.step());
            double correction2 = 1 - Math.pow(settings.beta2(), settings.step());
            unary(UnaryOp.SQRT, secondMoment, denominator);
            affine(denominator, 1 / Math.sqrt(correction2), settings.epsilon(), denominator);
            binary(BinaryOp.DIVIDE, firstMoment, denominator, update);
            addScaled(-settings.learningRate() / correction1, update, parameter);
        }
    }

    /**
     * {@link #adamW} where the gradient is 0 but for some rows: the same result as with the dense gradient, all rows decay
     * and keep moving.
     *
     * @param rows int32 [m], each row at most once
     * @param rowGradients [m, width]
     */
    default void adamWSparse(
            Tensor parameter,
            Tensor rows,
            Tensor rowGradients,
            Tensor firstMoment,
            Tensor secondMoment,
            AdamW settings) {
        try (Scratch.Frame frame = scratch().open()) {
            Tensor dense = frame.tensor(parameter.dtype(), parameter.shape());
            fill(dense, 0);
            scatterAddRows(rowGradients, rows, dense);
            adamW(parameter, dense, firstMoment, secondMoment, settings);
        }
    }

    /**
     * One step of gradient descent with momentum (Sutskever et al., 2013), as PyTorch's SGD:
     *
     * <pre>
     *   g = g + decay·p     buffer = momentum·buffer + g     p = p - lr · (nesterov ? g + momentum·buffer : buffer)
     * </pre>
     *
     * @param buffer zeros before the first step; null without momentum
     */
    default void sgd(Tensor parameter, Tensor gradient, Tensor buffer, Sgd settings) {
        Operands.optimizer("sgd", parameter, gradient, buffer);
        if (settings.momentum() != 0 && buffer == null) {
            throw new InputException("sgd with momentum " + settings.momentum()
                    + " needs a buffer of the parameter's shape " + parameter.shape() + "; give one of zeros");
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor g = frame.tensor(parameter.dtype(), parameter.shape());
            copy(gradient, g);
            addScaled(settings.weightDecay(), parameter, g);
            Tensor direction = g;
            if (settings.momentum() != 0) {
                affine(buffer, settings.momentum(), 0, buffer);
                addScaled(1, g, buffer);
                direction = buffer;
                if (settings.nesterov()) {
                    addScaled(settings.momentum(), buffer, g);
                    direction = g;
                }
            }
            addScaled(-settings.learningRate(), direction, parameter);
        }
    }
}
