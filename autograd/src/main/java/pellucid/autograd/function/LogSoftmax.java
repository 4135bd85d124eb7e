package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/** y = x - log Σ exp(x) over the last axis, dx = dy - exp(y) · Σ dy. */
public final class LogSoftmax extends Function {
    private LogSoftmax() {}

    public static Variable logSoftmax(Variable x) {
        return new LogSoftmax().apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor y = outputLike(inputs[0]);
        y.backend().logSoftmax(inputs[0], y);
        save(y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = gradientLike(dy);
        dy.backend().logSoftmaxBackward(saved(0), dy, dx);
        give(0, dx);
    }
}
