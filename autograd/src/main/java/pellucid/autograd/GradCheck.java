package pellucid.autograd;

import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/**
 * Compares a gradient with what it stands for: every element of every parameter is moved a little both ways, and the
 * change of the result is measured (central differences).
 *
 * <pre>  ∂L/∂x ≈ (L(x + h) - L(x - h)) / 2h,   L = Σ direction · result  </pre>
 *
 * <p>The direction is a fixed random tensor, so that errors in different elements of the result do not cancel. The error
 * of the differences is of order h² + ε/h; float64 with h = 1e-5 leaves about 1e-9, so parameters must be float64.
 */
public final class GradCheck {
    private static final double STEP = 1e-5;
    private static final long DIRECTION_SEED = 20_170_612;

    private GradCheck() {}

    /** What is differentiated. */
    @FunctionalInterface
    public interface Computation {
        Variable of(Variable[] parameters);
    }

    /**
     * The element where the two differ most.
     *
     * @param difference |gradient - measured| / max(1, |gradient|, |measured|)
     * @param parameter which of the parameters, counted from 0
     * @param element which element of it, in the order of the axes
     */
    public record Worst(double difference, int parameter, int element, double gradient, double measured) {}

    /**
     * Checks all elements of all parameters.
     *
     * @param computation must compute the same each time that it is called, without changing the parameters
     * @param parameters float64 and contiguous; their values are restored, their gradients cleared
     */
    public static Worst worst(Computation computation, Variable... parameters) {
        for (Variable parameter : parameters) {
            if (parameter.value().dtype() != DType.FLOAT64) {
                throw new InputException("GradCheck: a parameter is " + parameter.value()
                        + "; differences drown in rounding below float64: make it with doubles(…)");
            }
            parameter.clearGradient();
        }
        Variable result = computation.of(parameters);
        Tensor direction = direction(result.value());
        result.backward(direction);
        Worst worst = new Worst(-1, 0, 0, 0, 0);
        for (int p = 0; p < parameters.length; p++) {
            Tensor value = parameters[p].value();
            double[] gradient = parameters[p].gradient() == null
                    ? new double[value.size()]
                    : parameters[p].gradient().toDoubles();
            double[] elements = value.toDoubles();
            for (int i = 0; i < elements.length; i++) {
                double before = elements[i];
                double above = moved(computation, parameters, value, elements, i, before + STEP, direction);
                double below = moved(computation, parameters, value, elements, i, before - STEP, direction);
                elements[i] = before;
                double measured = (above - below) / (2 * STEP);
                double size = Math.max(1, Math.max(Math.abs(gradient[i]), Math.abs(measured)));
                double difference = Math.abs(gradient[i] - measured) / size;
                // A NaN is the worst of all: nothing is larger than it.
                if (difference > worst.difference() || (Double.isNaN(difference) && worst.difference() >= -1)) {
                    worst = new Worst(difference, p, i, gradient[i], measured);
                }
            }
            value.backend().write(elements, 0, value);
            parameters[p].clearGradient();
        }
        return worst;
    }

    private static double moved(
            Computation computation,
            Variable[] parameters,
            Tensor value,
            double[] elements,
            int i,
            double to,
            Tensor direction) {
        elements[i] = to;
        value.backend().write(elements, 0, value);
        double[] result;
        NoGrad noGrad = NoGrad.open();
        try {
            result = computation.of(parameters).value().toDoubles();
        } finally {
            noGrad.close();
        }
        double[] weights = direction.toDoubles();
        double sum = 0;
        for (int j = 0; j < result.length; j++) {
            sum += weights[j] * result[j];
        }
        return sum;
    }

    private static Tensor direction(Tensor result) {
        Backend backend = result.backend();
        Tensor direction = backend.zeros(result.dtype(), result.shape());
        backend.normal(direction, 0, 1, DIRECTION_SEED);
        return direction;
    }
}
