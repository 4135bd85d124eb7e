package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * A smooth maximum over the last axis, which disappears.
 *
 * <pre>
 *   y = max + log s,   s = Σ exp(x - max),   dx = dy · exp(x - max) / s
 * </pre>
 *
 * Elements of -infinity count for nothing; a row of nothing else gives -infinity, and zeros for its gradient.
 */
public final class LogSumExp extends Function {
    private LogSumExp() {}

    /** x is [..., n], the result [...]. */
    public static Variable logSumExp(Variable x) {
        return new LogSumExp().apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        Tensor max = atLeast(-Float.MAX_VALUE, Operations.reduce(ReduceOp.MAX, x, -1));
        Tensor exponentials = Operations.subtract(x, column(max, x.shape()));
        x.backend().unary(UnaryOp.EXP, exponentials, exponentials);
        Tensor sum = Operations.reduce(ReduceOp.SUM, exponentials, -1);
        Tensor y = outputLike(sum);
        x.backend().unary(UnaryOp.LOG, sum, y);
        x.backend().binary(BinaryOp.ADD, y, max, y);
        save(exponentials, sum);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor exponentials = saved(0);
        // The largest exponential is 1, so a sum below 1 is that of a row of nothing but -infinity: 0.
        Tensor perRow = Operations.divide(dy, atLeast(1, saved(1)));
        give(0, Operations.multiply(exponentials, column(perRow, exponentials.shape())));
    }

    private static Tensor atLeast(double bound, Tensor x) {
        Tensor least = x.backend().zeros(x.dtype(), Shape.scalar());
        x.backend().fill(least, bound);
        return Operations.binary(BinaryOp.MAXIMUM, x, least);
    }

    private static Tensor column(Tensor perRow, Shape like) {
        return perRow.reshape(like.with(-1, 1));
    }
}
