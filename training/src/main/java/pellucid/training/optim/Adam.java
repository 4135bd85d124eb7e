package pellucid.training.optim;

import java.util.List;
import pellucid.autograd.RowGradient;
import pellucid.tensor.Backend;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Scratch;
import pellucid.tensor.Tensor;

/**
 * Adam (Kingma and Ba, 2015), as PyTorch's Adam: the decay is part of the gradient, and so of both moments.
 *
 * <pre>
 *   g = g + decay·p     m = β₁m + (1-β₁)g     v = β₂v + (1-β₂)g²
 *   p = p - lr/(1-β₁ᵗ) · m / (√v / √(1-β₂ᵗ) + ε)
 * </pre>
 *
 * <p>Where a gradient is kept by rows and there is no decay, the other rows' gradient counts as 0: they move on by what m
 * remembers, exactly as if it were dense.
 */
public final class Adam extends Optimizer {
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    public Adam(List<ParameterGroup> groups, double beta1, double beta2, double epsilon) {
        super(groups, List.of("first_moment", "second_moment"));
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    @Override
    void update(Slot slot, double learningRate) {
        Tensor value = slot.variable.value();
        Backend backend = value.backend();
        OptimizerOps.AdamW settings = new OptimizerOps.AdamW(learningRate, beta1, beta2, epsilon, 0, slot.steps);
        RowGradient rows = slot.variable.rowGradient();
        if (rows != null && slot.weightDecay == 0) {
            backend.adamWSparse(value, rows.ids(), rows.rows(), slot.memory.get(0), slot.memory.get(1), settings);
            return;
        }
        Tensor gradient = slot.variable.gradient();
        try (Scratch.Frame frame = backend.scratch().open()) {
            Tensor whole = gradient;
            if (slot.weightDecay != 0) {
                whole = frame.tensor(value.dtype(), value.shape());
                backend.copy(gradient, whole);
                backend.addScaled(slot.weightDecay, value, whole);
            }
            backend.adamW(value, whole, slot.memory.get(0), slot.memory.get(1), settings);
        }
    }
}
