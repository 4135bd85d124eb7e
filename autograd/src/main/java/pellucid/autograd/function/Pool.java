package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Pooling;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * One vector a sequence from its token vectors, in the ways of {@link Pooling}; with n tokens:
 *
 * <pre>
 *   mean: y = Σ x[t] / n,   dx[t] = dy / n          root of the length: √n instead of n
 *   weighted mean: y = Σ w[t] x[t],   dx[t] = w[t] dy,   w[t] = (t+1) / Σ (t+1)
 *   maximum, first, last: dy goes to the element that was taken
 * </pre>
 *
 * x is [tokens, hidden], y [sequences, hidden].
 */
public final class Pool extends Function {
    private final Pooling mode;
    private final Segments segments;
    private final int skip;

    private Pool(Pooling mode, Segments segments, int skip) {
        this.mode = mode;
        this.segments = segments;
        this.skip = skip;
    }

    /** @param skip tokens left out at the start of each sequence */
    public static Variable pool(Pooling mode, Variable x, Segments segments, int skip) {
        return new Pool(mode, segments, skip).apply(x);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor x = inputs[0];
        segments.check("pool", x);
        Tensor y = output(x.backend(), x.dtype(), Shape.of(segments.count(), x.dim(1)));
        x.backend().pool(mode, x, segments, skip, y);
        save(x);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor x = saved(0);
        Tensor dx = gradientLike(x);
        dy.backend().poolBackward(mode, x, segments, skip, dy, dx);
        give(0, dx);
    }
}
