package pellucid.tensor;

/**
 * The operations as functions that allocate their result, made for static import: {@code add(matmul(x, w), b)}. Each
 * runs on the backend of its operands.
 */
public final class Operations {
    private Operations() {}

    public static Tensor add(Tensor a, Tensor b) {
        return binary(BinaryOp.ADD, a, b);
    }

    public static Tensor subtract(Tensor a, Tensor b) {
        return binary(BinaryOp.SUBTRACT, a, b);
    }

    public static Tensor multiply(Tensor a, Tensor b) {
        return binary(BinaryOp.MULTIPLY, a, b);
    }

    public static Tensor divide(Tensor a, Tensor b) {
        return binary(BinaryOp.DIVIDE, a, b);
    }

    public static Tensor binary(BinaryOp op, Tensor a, Tensor b) {
        Tensor out = a.backend().zeros(a.dtype(), Shape.broadcast(a.shape(), b.shape()));
        a.backend().binary(op, a, b, out);
        return out;
    }

    public static Tensor unary(UnaryOp op, Tensor x) {
        Tensor out = like(x);
        x.backend().unary(op, x, out);
        return out;
    }

    /** scale · x + shift. */
    public static Tensor affine(Tensor x, double scale, double shift) {
        Tensor out = like(x);
        x.backend().affine(x, scale, shift, out);
        return out;
    }

    public static Tensor reduce(ReduceOp op, Tensor x, int axis) {
        Tensor out = x.backend().zeros(x.dtype(), x.shape().without(axis));
        x.backend().reduce(op, x, axis, out);
        return out;
    }

    /** a · b: [..., m, k] times [..., k, n] gives [..., m, n]; the axes before the matrices broadcast. */
    public static Tensor matmul(Tensor a, Tensor b) {
        Tensor out = a.backend().zeros(a.dtype(), Matmul.resultShape(a.shape(), b.shape()));
        a.backend().matmul(a, b, 1, 0, out);
        return out;
    }

    /** Softmax along the last axis. */
    public static Tensor softmax(Tensor x) {
        Tensor out = like(x);
        x.backend().softmax(x, out);
        return out;
    }

    /** Rows divided by their L2 norm. */
    public static Tensor l2Normalize(Tensor x) {
        Tensor out = like(x);
        x.backend().l2Normalize(x, 1e-12, out);
        return out;
    }

    /** The cosine of every row of a with every row of b: [n, d] and [m, d] give [n, m]. */
    public static Tensor cosineSimilarity(Tensor a, Tensor b) {
        return matmul(l2Normalize(a), l2Normalize(b).transpose(0, 1));
    }

    /** The tensor itself if it lies without gaps, else a copy that does. */
    public static Tensor contiguous(Tensor x) {
        return x.isContiguous() ? x : copy(x);
    }

    public static Tensor copy(Tensor x) {
        Tensor out = like(x);
        x.backend().copy(x, out);
        return out;
    }

    private static Tensor like(Tensor x) {
        return x.backend().zeros(x.dtype(), x.shape());
    }
}
