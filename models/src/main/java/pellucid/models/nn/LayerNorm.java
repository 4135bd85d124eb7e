package pellucid.models.nn;

import static pellucid.autograd.function.LayerNorm.layerNorm;
import static pellucid.autograd.function.ResidualLayerNorm.residualLayerNorm;

import pellucid.autograd.Variable;

/**
 * Layer normalisation over the last axis (Ba et al., 2016).
 *
 * @param gamma [hidden]
 * @param beta [hidden]
 * @param epsilon added to the variance
 */
public record LayerNorm(Variable gamma, Variable beta, double epsilon) {
    /** The normalised x. */
    public Variable forward(Variable x) {
        return layerNorm(x, gamma, beta, epsilon);
    }

    /** The normalised x + residual. */
    public Variable forward(Variable x, Variable residual) {
        return residualLayerNorm(x, residual, gamma, beta, epsilon);
    }

    /** Adds {@code name.weight} (gamma) and {@code name.bias} (beta). */
    public void gather(String name, Parameters into) {
        into.add(name + ".weight", gamma);
        into.add(name + ".bias", beta);
    }
}
