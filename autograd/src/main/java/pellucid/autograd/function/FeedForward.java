package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * Two linear layers with an activation between them.
 *
 * <pre>
 *   y = m Vᵀ + outBias,   m = activation(a),   a = x Wᵀ + bias
 *   dm = dy V:   dV = dyᵀ m,   doutBias = Σ over tokens of dy
 *   g = dm · activation'(a):   dx = g W,   dW = gᵀ x,   dbias = Σ over tokens of g
 * </pre>
 *
 * x is [tokens, in], W [middle, in], bias [middle], V [out, middle], outBias [out], y [tokens, out]. Without a tape the
 * backend need not keep m, which is the largest of them all in a transformer.
 */
public final class FeedForward extends Function {
    private final Activation activation;

    private FeedForward(Activation activation) {
        this.activation = activation;
    }

    /**
     * @param bias null for none
     * @param outBias null for none
     */
    public static Variable feedForward(
            Variable x, Variable weight, Variable bias, Activation activation, Variable outWeight, Variable outBias) {
        return new FeedForward(activation).apply(x, weight, bias, outWeight, outBias);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor weight = inputs[1];
        Tensor outWeight = inputs[3];
        Backend backend = x.backend();
        Tensor y = output(backend, x.dtype(), Shape.of(x.dim(0), outWeight.dim(0)));
        if (!isRecording()) {
            backend.feedForward(x, weight, inputs[2], activation, outWeight, inputs[4], y);
            return y;
        }
        Tensor middle = output(backend, x.dtype(), Shape.of(x.dim(0), weight.dim(0)));
        Tensor preActivation = activation == Activation.NONE ? null : outputLike(middle);
        backend.linear(x, weight, inputs[2], activation, preActivation, middle);
        backend.linear(middle, outWeight, inputs[4], Activation.NONE, null, y);
        save(x, weight, preActivation, middle, outWeight);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor x = saved(0);
        Tensor middle = saved(3);
        Backend backend = x.backend();
        Tensor dMiddle = needs(0) || needs(1) || needs(2) ? gradientLike(middle) : null;
        backend.linearBackward(middle, saved(4), Activation.NONE, null, dy, dMiddle, accumulator(3), accumulator(4));
        if (dMiddle != null) {
            Tensor dx = needs(0) ? gradientLike(x) : null;
            backend.linearBackward(x, saved(1), activation, saved(2), dMiddle, dx, accumulator(1), accumulator(2));
            if (dx != null) {
                give(0, dx);
            }
        }
    }
}
