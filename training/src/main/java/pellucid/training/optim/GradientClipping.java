package pellucid.training.optim;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * Bounds the length of all gradients together (Pascanu et al., 2013), as PyTorch's clip_grad_norm_:
 *
 * <pre>
 *   norm = √ Σ g²     g = g · min(1, maxNorm / (norm + 1e-6))
 * </pre>
 *
 * <p>The rows of a gradient that is kept by rows count like any others; those that are not there are zeros.
 */
public final class GradientClipping {
    private GradientClipping() {}

    /**
     * Scales the gradients, if they are too long, in place.
     *
     * @param maxNorm the longest that is let through; infinite for any
     * @return the norm before; NaN or infinite when an element is
     */
    public static double clip(List<Variable> variables, double maxNorm) {
        List<Tensor> gradients = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.rowGradient() != null) {
                gradients.add(variable.rowGradient().rows());
            } else if (variable.hasGradient()) {
                gradients.add(variable.gradient());
            }
        }
        return gradients.isEmpty() ? 0 : gradients.get(0).backend().clipGlobalNorm(gradients, maxNorm);
    }
}
