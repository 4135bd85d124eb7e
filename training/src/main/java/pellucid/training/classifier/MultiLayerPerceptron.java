package pellucid.training.classifier;

import static pellucid.autograd.function.Dropout.dropout;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Linear;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * Linear layers one after the other, with rectified linear units between them.
 *
 * <pre>
 *   h₁ = relu(W₁ x + b₁)     h₂ = relu(W₂ h₁ + b₂)     …     logits = W h + b
 * </pre>
 *
 * <p>In training, hidden units are dropped (Srivastava et al., 2014). The weights begin normally distributed with variance
 * 2 / in, which keeps the size of what passes through rectified units (He et al., 2015), the biases as zeros.
 */
public final class MultiLayerPerceptron {
    private final List<Linear> hidden = new ArrayList<>();
    private final Linear last;
    private final double dropout;
    private final Parameters parameters = new Parameters();
    private final int width;
    private final int classes;

    /**
     * A network with random weights.
     *
     * @param width of the input
     * @param hiddenSizes the units of each hidden layer; may be empty
     * @param classes how many numbers it gives
     * @param dropout the probability of dropping a hidden unit, where the forward pass is given dropouts
     */
    public MultiLayerPerceptron(
            Backend backend,
            DType dtype,
            int width,
            List<Integer> hiddenSizes,
            int classes,
            double dropout,
            long seed) {
        this.dropout = dropout;
        this.width = width;
        this.classes = classes;
        int in = width;
        for (int size : hiddenSizes) {
            hidden.add(layer(backend, dtype, in, size, seed));
            in = size;
        }
        last = layer(backend, dtype, in, classes, seed);
    }

    private Linear layer(Backend backend, DType dtype, int in, int out, long seed) {
        String name = "layer." + hidden.size();
        Tensor weight = backend.zeros(dtype, Shape.of(out, in));
        // A seed of its own for each layer: they must not begin alike.
        backend.normal(weight, 0, Math.sqrt(2.0 / in), seed + 0x9E3779B97F4A7C15L * (1 + hidden.size()));
        Linear layer = new Linear(Variable.parameter(weight), Variable.parameter(backend.zeros(dtype, Shape.of(out))));
        layer.gather(name, parameters);
        return layer;
    }

    /**
     * The logits of each row.
     *
     * @param x [rows, width]
     * @param dropouts {@link Dropouts#NONE} outside of training
     * @return [rows, classes]
     */
    public Variable forward(Variable x, Dropouts dropouts) {
        Variable h = x;
        for (Linear layer : hidden) {
            h = layer.forward(h, Activation.RELU);
            h = dropout(h, dropouts.next(dropout, h.value().size()));
        }
        return last.forward(h, Activation.NONE);
    }

    /** All weights and biases: {@code layer.0.weight}, {@code layer.0.bias}, … */
    public Parameters parameters() {
        return parameters;
    }

    /** Numbers in an input row. */
    public int width() {
        return width;
    }

    public int classes() {
        return classes;
    }
}
