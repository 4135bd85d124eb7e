package pellucid.training.optim;

import java.util.List;
import pellucid.autograd.RowGradient;
import pellucid.tensor.Backend;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Scratch;
import pellucid.tensor.Tensor;

/**
 * Gradient descent with momentum, plain or Nesterov's (Sutskever et al., 2013), as PyTorch's SGD:
 *
 * <pre>
 *   g = g + decay·p     buffer = momentum·buffer + g     p = p - lr · (nesterov ? g + momentum·buffer : buffer)
 * </pre>
 *
 * <p>Where a gradient is kept by rows, as that of an embedding table, and there is neither momentum nor decay, the other
 * rows stay as they are and are not touched: the step costs what the rows do, not what the table does.
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
        RowGradient rows = slot.variable.rowGradient();
        if (rows != null && buffer == null && slot.weightDecay == 0) {
            descend(value, rows, learningRate);
            return;
        }
        value.backend()
                .sgd(
                        value,
                        slot.variable.gradient(),
                        buffer,
                        new OptimizerOps.Sgd(learningRate, momentum, nesterov, slot.weightDecay));
    }

    private static void descend(Tensor value, RowGradient gradient, double learningRate) {
        Backend backend = value.backend();
        try (Scratch.Frame frame = backend.scratch().open()) {
            Tensor rows = gradient.rows();
            Tensor steps = frame.tensor(rows.dtype(), rows.shape());
            backend.affine(rows, -learningRate, 0, steps);
            backend.scatterAddRows(steps, gradient.ids(), value);
        }
    }
}
