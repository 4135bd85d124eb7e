package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** A function of each element by itself: y = f(x), dx = dy · f'(x). */
public final class Activate extends Function {
    private final UnaryOp function;

    private Activate(UnaryOp function) {
        this.function = function;
    }

    public static Variable activate(UnaryOp function, Variable x) {
        return new Activate(function).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor y = outputLike(x);
        x.backend().unary(function, x, y);
        save(x, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = gradientLike(dy);
        dy.backend().unaryBackward(function, saved(0), saved(1), dy, dx);
        give(0, dx);
    }
}
