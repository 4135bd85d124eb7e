package pellucid.training.optim;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.autograd.Variable;
import pellucid.models.nn.Parameter;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/**
 * Changes parameters along their gradients.
 *
 * <pre>
 *   objective.backward(…);
 *   GradientClipping.clip(optimizer.variables(), 1.0);
 *   optimizer.step(learningRate);
 *   optimizer.clearGradients();
 * </pre>
 *
 * <p>A parameter without a gradient stays as it is, as in PyTorch; one whose gradient is 0 does not: it decays and moves
 * on. What an optimiser remembers of a variable are tensors of the variable's shape, zeros at first; {@link #state} names
 * them for checkpoints.
 *
 * <p>For one thread at a time.
 */
public abstract class Optimizer {
    /** What is remembered of one variable. */
    static final class Slot {
        final Variable variable;
        final double weightDecay;
        final List<Parameter> parameters = new ArrayList<>();
        final List<Tensor> memory = new ArrayList<>();
        int steps;

        private Slot(Variable variable, double weightDecay) {
            this.variable = variable;
            this.weightDecay = weightDecay;
        }
    }

    private final List<Slot> slots = new ArrayList<>();
    private final List<String> memories;

    /** @param memories the names of the tensors that are remembered of each variable */
    Optimizer(List<ParameterGroup> groups, List<String> memories) {
        this.memories = List.copyOf(memories);
        Map<Variable, Slot> known = new IdentityHashMap<>();
        for (ParameterGroup group : groups) {
            for (Parameter parameter : group.parameters()) {
                add(parameter, group.weightDecay(), known);
            }
        }
        if (slots.isEmpty()) {
            throw new InputException(
                    "there is nothing to learn: no parameter requires a gradient; freeze fewer layers");
        }
    }

    private void add(Parameter parameter, double weightDecay, Map<Variable, Slot> known) {
        Variable variable = parameter.variable();
        if (!variable.requiresGradient()) {
            return;
        }
        Slot slot = known.get(variable);
        if (slot == null) {
            slot = new Slot(variable, weightDecay);
            for (int i = 0; i < memories.size(); i++) {
                Tensor value = variable.value();
                slot.memory.add(value.backend().zeros(value.dtype(), value.shape()));
            }
            known.put(variable, slot);
            slots.add(slot);
        }
        if (slot.weightDecay != weightDecay) {
            throw new InputException("'" + parameter.name() + "' has a weight decay of " + weightDecay + ", '"
                    + slot.parameters.get(0).name() + "', which lies in the same variable, one of " + slot.weightDecay
                    + "; put them into one group");
        }
        slot.parameters.add(parameter);
    }

    /** Changes one variable along its gradient, which is there; {@code slot.steps} counts from 1. */
    abstract void update(Slot slot, double learningRate);

    /** Changes all parameters that have a gradient. */
    public final void step(double learningRate) {
        for (Slot slot : slots) {
            if (slot.variable.hasGradient()) {
                slot.steps++;
                update(slot, learningRate);
            }
        }
    }

    /** Forgets all gradients, as before a new step. */
    public final void clearGradients() {
        for (Slot slot : slots) {
            slot.variable.clearGradient();
        }
    }

    /** What is learned, each variable once. */
    public final List<Variable> variables() {
        return slots.stream().map(slot -> slot.variable).toList();
    }

    /**
     * All that is remembered, as views: writing to them restores a state. The names are those of the parameters, followed
     * by a dot and what it is, such as {@code encoder.layer.0.output.dense.weight.first_moment}.
     */
    public final Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (Slot slot : slots) {
            for (Parameter parameter : slot.parameters) {
                for (int i = 0; i < memories.size(); i++) {
                    Tensor rows = slot.memory.get(i).slice(0, parameter.from(), parameter.to());
                    state.put(parameter.name() + "." + memories.get(i), rows);
                }
            }
        }
        return state;
    }

    /** How many steps each of {@link #variables} has taken. */
    public final int[] steps() {
        return slots.stream().mapToInt(slot -> slot.steps).toArray();
    }

    /** Continues from there. */
    public final void restoreSteps(int[] steps) {
        if (steps.length != slots.size()) {
            throw new InputException("the steps of " + steps.length + " variables are given, the optimiser has "
                    + slots.size() + "; the two are of different models");
        }
        for (int i = 0; i < steps.length; i++) {
            slots.get(i).steps = steps[i];
        }
    }
}
