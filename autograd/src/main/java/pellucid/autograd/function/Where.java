package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * A choice between two, element by element, all three broadcast to one shape.
 *
 * <pre>
 *   y = a where the condition is not 0, else b
 *   da = dy where the condition is not 0, else 0;   db the other way round
 * </pre>
 *
 * Nothing is multiplied by 0, so that an infinity or NaN that was not chosen does no harm. The condition has no gradient.
 */
public final class Where extends Function {
    private final Tensor condition;

    private Where(Tensor condition) {
        this.condition = condition;
    }

    /** @param condition of the type of a and b */
    public static Variable where(Tensor condition, Variable a, Variable b) {
        return new Where(condition).apply(a, b);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Shape shape = Shape.broadcast(condition.shape(), Shape.broadcast(a.shape(), b.shape()));
        Tensor y = output(a.backend(), a.dtype(), shape);
        a.backend().where(condition, a, b, y);
        save(condition);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor chosen = saved(0);
        Tensor zero = dy.backend().zeros(dy.dtype(), Shape.scalar());
        if (needs(0)) {
            Tensor da = gradientLike(dy);
            dy.backend().where(chosen, dy, zero, da);
            give(0, da);
        }
        if (needs(1)) {
            Tensor db = gradientLike(dy);
            dy.backend().where(chosen, zero, dy, db);
            give(1, db);
        }
    }
}
