package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Operations;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * The elements x[i, i]: y[i] = x[i, i], dx[i, i] = dy[i] and 0 elsewhere. x is [n, m] with m ≥ n, as the scores of n
 * anchors with their n positives and further negatives are; y is [n].
 */
public final class Diagonal extends Function {
    private Diagonal() {}

    public static Variable diagonal(Variable x) {
        return new Diagonal().apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        if (x.rank() != 2 || x.dim(1) < x.dim(0)) {
            throw new ShapeException("diagonal: x is " + x.shape()
                    + ", wanted is [n, m] with m at least n; transpose it, or take its first rows");
        }
        Tensor square = x.slice(1, 0, x.dim(0));
        Tensor y = output(x.backend(), x.dtype(), Shape.of(x.dim(0)));
        x.backend().reduce(ReduceOp.SUM, onDiagonal(square), -1, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor placed = onDiagonal(Operations.contiguous(dy).reshape(dy.dim(0), 1));
        dy.backend().addScaled(1, placed, accumulator(0).slice(1, 0, dy.dim(0)));
    }

    /** x (broadcast) on the diagonal of [n, n] and 0 elsewhere; chosen, so that an infinity beside it does no harm. */
    private static Tensor onDiagonal(Tensor x) {
        Shape shape = Shape.of(x.dim(0), x.dim(0));
        Tensor identity = Operations.binary(BinaryOp.EQUAL, Positions.along(0, shape, x), Positions.along(1, shape, x));
        Tensor result = x.backend().zeros(x.dtype(), shape);
        x.backend().where(identity, x, x.backend().zeros(x.dtype(), Shape.scalar()), result);
        return result;
    }
}
