package pellucid.training.optim;

import java.util.List;
import pellucid.autograd.RowGradient;
import pellucid.autograd.Variable;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Tensor;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as PyTorch's AdamW:
 *
 * <pre>
 *   p = p · (1 - lr·decay)     m = β₁m + (1-β₁)g     v = β₂v + (1-β₂)g²
 *   p = p - lr/(1-β₁ᵗ) · m / (√v / √(1-β₂ᵗ) + ε)
 * </pre>
 *
 * <p>Where a gradient is kept by rows, as that of an embedding table, the other rows' gradient counts as 0: they decay
 * and move on by what m remembers, exactly as if it were dense.
 */
public final class AdamW extends Optimizer {
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    public AdamW(List<ParameterGroup> groups, double beta1, double beta2, double epsilon) {
        super(groups, List.of("first_moment", "second_moment"));
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    @Override
    void update(Slot slot, double learningRate) {
        Variable variable = slot.variable;
        Tensor value = variable.value();
        OptimizerOps.AdamW settings =
                new OptimizerOps.AdamW(learningRate, beta1, beta2, epsilon, slot.weightDecay, slot.steps);
        Tensor first = slot.memory.get(0);
        Tensor second = slot.memory.get(1);
        RowGradient rows = variable.rowGradient();
        if (rows == null) {
            value.backend().adamW(value, variable.gradient(), first, second, settings);
        } else {
            value.backend().adamWSparse(value, rows.ids(), rows.rows(), first, second, settings);
        }
    }
}
