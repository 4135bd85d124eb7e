package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Activation;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * A linear layer with its activation.
 *
 * <pre>
 *   y = activation(a),   a = x Wᵀ + bias
 *   g = dy · activation'(a):   dx = g W,   dW = gᵀ x,   dbias = Σ over tokens of g
 * </pre>
 *
 * x is [tokens, in], W [out, in], bias [out], y [tokens, out].
 */
public final class Linear extends Function {
    private final Activation activation;

    private Linear(Activation activation) {
        this.activation = activation;
    }

    /** @param bias null for none */
    public static Variable linear(Variable x, Variable weight, Variable bias, Activation activation) {
        return new Linear(activation).apply(x, weight, bias);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor weight = inputs[1];
        Shape shape = Shape.of(x.dim(0), weight.dim(0));
        Tensor y = output(x.backend(), x.dtype(), shape);
        boolean keepsSum = isRecording() && activation != Activation.NONE;
        Tensor preActivation = keepsSum ? output(x.backend(), x.dtype(), shape) : null;
        x.backend().linear(x, weight, inputs[2], activation, preActivation, y);
        save(x, weight, preActivation);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor x = saved(0);
        Tensor dx = needs(0) ? gradientLike(x) : null;
        x.backend().linearBackward(x, saved(1), activation, saved(2), dy, dx, accumulator(1), accumulator(2));
        if (dx != null) {
            give(0, dx);
        }
    }
}
