package pellucid.tensor;

/**
 * The part of the {@link Backend} contract that works element by element, and the reductions.
 *
 * <p>Rule for outputs: the last tensor argument is written, its shape must be the result's. It may be the same tensor as
 * an input of the same shape (in place); otherwise outputs must not overlap inputs.
 */
public interface ElementwiseOps extends MemoryOps {
    /** out = op(x). */
    void unary(UnaryOp op, Tensor x, Tensor out);

    /** dx = dy · op'(x), where y = op(x) from the forward pass. */
    void unaryBackward(UnaryOp op, Tensor x, Tensor y, Tensor dy, Tensor dx);

    /** out = op(a, b), broadcasting a and b. */
    void binary(BinaryOp op, Tensor a, Tensor b, Tensor out);

    /** out = scale · x + shift. */
    void affine(Tensor x, double scale, double shift, Tensor out);

    /** y = y + alpha · x, x broadcast to y. */
    default void addScaled(double alpha, Tensor x, Tensor y) {
        try (Scratch.Frame frame = scratch().open()) {
            Tensor scaled = frame.tensor(x.dtype(), x.shape());
            affine(x, alpha, 0, scaled);
            binary(BinaryOp.ADD, y, scaled, y);
        }
    }

    /** out = a where the condition is not 0, else b; all broadcast. */
    void where(Tensor condition, Tensor a, Tensor b, Tensor out);

    /** Reduces one axis; out has the shape of x without that axis. The order of summation is fixed. */
    void reduce(ReduceOp op, Tensor x, int axis, Tensor out);

    /** The index of the largest element along an axis, the first one on ties; out is int32. */
    void argMax(Tensor x, int axis, Tensor out);

    /**
     * Sums x down to the shape of out, to which broadcasting had stretched it: the backward pass of every broadcast. out
     * = Σ over the stretched axes.
     */
    default void sumTo(Tensor x, Tensor out) {
        Operands.sumTo(x, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor left = x;
            while (left.rank() > out.rank()) {
                left = sumAxis(frame, left, 0);
            }
            for (int axis = 0; axis < out.rank(); axis++) {
                if (out.dim(axis) == 1 && left.dim(axis) != 1) {
                    Shape kept = left.shape().with(axis, 1);
                    left = sumAxis(frame, left, axis).reshape(kept);
                }
            }
            copy(left, out);
        }
    }

    private Tensor sumAxis(Scratch.Frame frame, Tensor x, int axis) {
        Tensor sum = frame.tensor(x.dtype(), x.shape().without(axis));
        reduce(ReduceOp.SUM, x, axis, sum);
        return sum;
    }

    /** Σ x², accumulated in float64: what the global norm of gradients is made of. */
    double squaredNorm(Tensor x);

    /**
     * The k largest of each row, largest first, the smaller index first on ties. x is [rows, n]; values and indices
     * (int32) are [rows, k], k ≤ n.
     */
    void topK(Tensor x, int k, Tensor values, Tensor indices);
}
