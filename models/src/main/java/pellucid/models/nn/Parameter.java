package pellucid.models.nn;

import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * A learned tensor under the name that Hugging Face gives it: a whole variable, or some of its rows (query, key and value
 * weights lie in one variable, so that one multiplication serves all three).
 *
 * @param name such as {@code encoder.layer.0.attention.self.query.weight}
 * @param variable what is learned
 * @param from the first of the rows
 * @param to the row after the last one
 */
public record Parameter(String name, Variable variable, int from, int to) {
    /** The values, a view onto those of the variable. */
    public Tensor value() {
        return rowsOf(variable.value());
    }

    /** The gradient, a view onto that of the variable; null when it has none. */
    public Tensor gradient() {
        return variable.gradient() == null ? null : rowsOf(variable.gradient());
    }

    private Tensor rowsOf(Tensor whole) {
        return whole.slice(0, from, to);
    }
}
