package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** A function of each element by itself: y = f(x), dx = dy · f'(x). */
public final class Unary extends Function {
    private final UnaryOp function;

    private Unary(UnaryOp function) {
        this.function = function;
    }

    public static Variable unary(UnaryOp function, Variable x) {
        return new Unary(function).apply(x);
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

    @Override
    public String name() {
        return "Unary(" + function + ")";
    }
}
