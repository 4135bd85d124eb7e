package pellucid.training.optim;

import java.util.List;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Tensor;

/**
 * Gradient descent with momentum, plain or Nesterov's (Sutskever et al., 2013), as PyTorch's SGD:
 *
 * <pre>
 *   g = g + decay·p     buffer = momentum·buffer + g     p = p - lr · (nesterov ? g + momentum·buffer : buffer)
 * </pre>
 */
public final class Sgd extends Optimizer {
    private final double momentum;
    private final boolean nesterov;

    public Sgd(List<ParameterGroup> groups, double momentum, boolean nesterov) {
        super(groups, momentum == 0 ? List.of() : List.of("momentum"));
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    void update(Slot slot, double learningRate) {
        Tensor value = slot.variable.value();
        Tensor buffer = slot.memory.isEmpty() ? null : slot.memory.get(0);
        value.backend()
                .sgd(
                        value,
                        slot.variable.gradient(),
                        buffer,
                        new OptimizerOps.Sgd(learningRate, momentum, nesterov, slot.weightDecay));
    }
}
