package pellucid.models.nn;

import static pellucid.autograd.function.FeedForward.feedForward;
import static pellucid.autograd.function.Linear.linear;

import pellucid.autograd.Variable;
import pellucid.tensor.Activation;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;

/** A linear layer over packed tokens, y = activation(x Wᵀ + bias). */
public final class Linear {
    private final Variable weight; // [out, in]
    private final Variable bias; // [out]

    public Linear(Variable weight, Variable bias) {
        if (weight.value().rank() != 2
                || !bias.value().shape().equals(Shape.of(weight.value().dim(0)))) {
            throw new ShapeException(
                    "a linear layer with weight " + weight.value().shape() + " and bias "
                            + bias.value().shape() + "; they must be [out, in] and [out]");
        }
        this.weight = weight;
        this.bias = bias;
    }

    /** x is [tokens, in], the result [tokens, out]. */
    public Variable forward(Variable x, Activation activation) {
        return linear(x, weight, bias, activation);
    }

    /** This layer with its activation and, in the same step, the next layer: the result is [tokens, out of the next]. */
    public Variable forward(Variable x, Activation activation, Linear next) {
        return feedForward(x, weight, bias, activation, next.weight, next.bias);
    }

    /** Adds {@code name.weight} and {@code name.bias}. */
    public void gather(String name, Parameters into) {
        into.add(name + ".weight", weight);
        into.add(name + ".bias", bias);
    }

    /**
     * Adds the weights and biases of several layers that lie one below the other in this one, equally large: first
     * {@code names[0].weight}, {@code names[0].bias}, and so on.
     */
    public void gatherRows(Parameters into, String... names) {
        int rows = weight.value().dim(0) / names.length;
        for (int i = 0; i < names.length; i++) {
            into.addRows(names[i] + ".weight", weight, i * rows, (i + 1) * rows);
            into.addRows(names[i] + ".bias", bias, i * rows, (i + 1) * rows);
        }
    }
}
