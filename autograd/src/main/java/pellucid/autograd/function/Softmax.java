package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/** y = exp(x) / Σ exp(x) over the last axis, dx = y · (dy - Σ dy·y). */
public final class Softmax extends Function {
    private Softmax() {}

    public static Variable softmax(Variable x) {
        return new Softmax().apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor y = outputLike(inputs[0]);
        y.backend().softmax(inputs[0], y);
        save(y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = gradientLike(dy);
        dy.backend().softmaxBackward(saved(0), dy, dx);
        give(0, dx);
    }
}
