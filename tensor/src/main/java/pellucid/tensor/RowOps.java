package pellucid.tensor;

/**
 * The part of the {@link Backend} contract that normalises rows: softmax, layer normalisation, L2. A row is the last
 * axis; the axes before it are all rows. The default bodies are compositions of simple operations, to be read as the
 * definition; backends replace them by one pass.
 */
public interface RowOps extends MatrixOps {
    /** out = exp(x - max) / Σ exp(x - max), row by row. */
    default void softmax(Tensor x, Tensor out) {
        Operands.sameShape("softmax", x, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor column = frame.tensor(x.dtype(), x.shape().without(-1));
            reduce(ReduceOp.MAX, x, -1, column);
            binary(BinaryOp.SUBTRACT, x, asColumn(column, x), out);
            unary(UnaryOp.EXP, out, out);
            reduce(ReduceOp.SUM, out, -1, column);
            binary(BinaryOp.DIVIDE, out, asColumn(column, x), out);
        }
    }

    /** dx = y · (dy - Σ dy·y), row by row, where y = softmax(x). */
    default void softmaxBackward(Tensor y, Tensor dy, Tensor dx) {
        Operands.sameShape("softmaxBackward", y, dx);
        Operands.sameShape("softmaxBackward", dy, dx);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor product = frame.tensor(y.dtype(), y.shape());
            Tensor column = frame.tensor(y.dtype(), y.shape().without(-1));
            binary(BinaryOp.MULTIPLY, dy, y, product);
            reduce(ReduceOp.SUM, product, -1, column);
            binary(BinaryOp.SUBTRACT, dy, asColumn(column, y), product);
            binary(BinaryOp.MULTIPLY, product, y, dx);
        }
    }

    /** out = x - max - log Σ exp(x - max), row by row. */
    default void logSoftmax(Tensor x, Tensor out) {
        Operands.sameShape("logSoftmax", x, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor column = frame.tensor(x.dtype(), x.shape().without(-1));
            Tensor exponentials = frame.tensor(x.dtype(), x.shape());
            reduce(ReduceOp.MAX, x, -1, column);
            binary(BinaryOp.SUBTRACT, x, asColumn(column, x), out);
            unary(UnaryOp.EXP, out, exponentials);
            reduce(ReduceOp.SUM, exponentials, -1, column);
            unary(UnaryOp.LOG, column, column);
            binary(BinaryOp.SUBTRACT, out, asColumn(column, x), out);
        }
    }

    /** dx = dy - exp(y) · Σ dy, row by row, where y = logSoftmax(x). */
    default void logSoftmaxBackward(Tensor y, Tensor dy, Tensor dx) {
        Operands.sameShape("logSoftmaxBackward", y, dx);
        Operands.sameShape("logSoftmaxBackward", dy, dx);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor probabilities = frame.tensor(y.dtype(), y.shape());
            Tensor column = frame.tensor(y.dtype(), y.shape().without(-1));
            unary(UnaryOp.EXP, y, probabilities);
            reduce(ReduceOp.SUM, dy, -1, column);
            binary(BinaryOp.MULTIPLY, probabilities, asColumn(column, y), probabilities);
            binary(BinaryOp.SUBTRACT, dy, probabilities, dx);
        }
    }

    /**
     * Layer normalisation (Ba et al., 2016), row by row:
     *
     * <pre>
     *   normalized = (x - mean) · rstd,   rstd = 1 / sqrt(variance + epsilon),   out = gamma · normalized + beta
     * </pre>
     *
     * @param x [..., hidden]
     * @param gamma [hidden]
     * @param beta [hidden]
     * @param normalized shape of x, for the backward pass; null when it is not wanted
     * @param rstd shape of x without its last axis, for the backward pass; null when it is not wanted
     */
    default void layerNorm(
            Tensor x, Tensor gamma, Tensor beta, double epsilon, Tensor normalized, Tensor rstd, Tensor out) {
        Operands.layerNorm(x, gamma, beta, normalized, rstd, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor mean = frame.tensor(x.dtype(), x.shape().without(-1));
            Tensor scale = rstd != null ? rstd : frame.tensor(x.dtype(), mean.shape());
            Tensor centred = normalized != null ? normalized : frame.tensor(x.dtype(), x.shape());
            Tensor squares = frame.tensor(x.dtype(), x.shape());
            reduce(ReduceOp.MEAN, x, -1, mean);
            binary(BinaryOp.SUBTRACT, x, asColumn(mean, x), centred);
            unary(UnaryOp.SQUARE, centred, squares);
            reduce(ReduceOp.MEAN, squares, -1, scale);
            affine(scale, 1, epsilon, scale);
            unary(UnaryOp.SQRT, scale, scale);
            unary(UnaryOp.RECIPROCAL, scale, scale);
            binary(BinaryOp.MULTIPLY, centred, asColumn(scale, x), centred);
            binary(BinaryOp.MULTIPLY, centred, gamma, out);
            binary(BinaryOp.ADD, out, beta, out);
        }
    }

    /** Layer normalisation of the sum x + residual, as every BERT sub-layer ends; arguments as in {@link #layerNorm}. */
    default void residualLayerNorm(
            Tensor x,
            Tensor residual,
            Tensor gamma,
            Tensor beta,
            double epsilon,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        Operands.layerNorm(x, gamma, beta, normalized, rstd, out);
        Operands.sameShape("residualLayerNorm", residual, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor sum = frame.tensor(x.dtype(), x.shape());
            binary(BinaryOp.ADD, x, residual, sum);
            layerNorm(sum, gamma, beta, epsilon, normalized, rstd, out);
        }
    }

    /**
     * The backward pass of layer normalisation, from what the forward pass kept:
     *
     * <pre>
     *   g = dy · gamma      dx = rstd · (g - mean(g) - normalized · mean(g · normalized))
     *   dgamma += Σ over rows of dy · normalized      dbeta += Σ over rows of dy
     * </pre>
     *
     * After {@link #residualLayerNorm}, dx is the gradient of x and of the residual alike.
     */
    default void layerNormBackward(
            Tensor normalized, Tensor rstd, Tensor gamma, Tensor dy, Tensor dx, Tensor dGamma, Tensor dBeta) {
        Operands.layerNormBackward(normalized, rstd, gamma, dy, dx, dGamma, dBeta);
        try (Scratch.Frame frame = scratch().open()) {
            DType type = dy.dtype();
            Tensor product = frame.tensor(type, dy.shape());
            if (dGamma != null) {
                Tensor sum = frame.tensor(type, dGamma.shape());
                binary(BinaryOp.MULTIPLY, dy, normalized, product);
                sumTo(product, sum);
                binary(BinaryOp.ADD, dGamma, sum, dGamma);
            }
            if (dBeta != null) {
                Tensor sum = frame.tensor(type, dBeta.shape());
                sumTo(dy, sum);
                binary(BinaryOp.ADD, dBeta, sum, dBeta);
            }
            Tensor g = frame.tensor(type, dy.shape());
            Tensor column = frame.tensor(type, rstd.shape());
            binary(BinaryOp.MULTIPLY, dy, gamma, g);
            binary(BinaryOp.MULTIPLY, g, normalized, product);
            reduce(ReduceOp.MEAN, product, -1, column);
            binary(BinaryOp.MULTIPLY, normalized, asColumn(column, dy), product);
            reduce(ReduceOp.MEAN, g, -1, column);
            binary(BinaryOp.SUBTRACT, g, asColumn(column, dy), g);
            binary(BinaryOp.SUBTRACT, g, product, g);
            binary(BinaryOp.MULTIPLY, g, asColumn(rstd, dy), dx);
        }
    }

    /** out = x / max(‖x‖₂, epsilon), row by row; PyTorch's normalize. */
    default void l2Normalize(Tensor x, double epsilon, Tensor out) {
        Operands.sameShape("l2Normalize", x, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor norm = norms(frame, x, epsilon);
            binary(BinaryOp.DIVIDE, x, asColumn(norm, x), out);
        }
    }

    /** dx = (dy - y · Σ dy·y) / ‖x‖₂ row by row, where y = l2Normalize(x); where ‖x‖₂ ≤ epsilon, dx = dy / epsilon. */
    default void l2NormalizeBackward(Tensor x, double epsilon, Tensor y, Tensor dy, Tensor dx) {
        Operands.sameShape("l2NormalizeBackward", x, dx);
        Operands.sameShape("l2NormalizeBackward", y, dx);
        Operands.sameShape("l2NormalizeBackward", dy, dx);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor norm = norms(frame, x, epsilon);
            Tensor product = frame.tensor(x.dtype(), x.shape());
            Tensor column = frame.tensor(x.dtype(), norm.shape());
            Tensor floor = frame.tensor(x.dtype(), Shape.scalar());
            fill(floor, epsilon);
            binary(BinaryOp.MULTIPLY, dy, y, product);
            reduce(ReduceOp.SUM, product, -1, column);
            Tensor free = frame.tensor(x.dtype(), norm.shape());
            binary(BinaryOp.GREATER, norm, floor, free);
            binary(BinaryOp.MULTIPLY, column, free, column);
            binary(BinaryOp.MULTIPLY, y, asColumn(column, x), product);
            binary(BinaryOp.SUBTRACT, dy, product, dx);
            binary(BinaryOp.DIVIDE, dx, asColumn(norm, x), dx);
        }
    }

    private Tensor norms(Scratch.Frame frame, Tensor x, double epsilon) {
        Tensor squares = frame.tensor(x.dtype(), x.shape());
        Tensor norm = frame.tensor(x.dtype(), x.shape().without(-1));
        Tensor floor = frame.tensor(x.dtype(), Shape.scalar());
        fill(floor, epsilon);
        unary(UnaryOp.SQUARE, x, squares);
        reduce(ReduceOp.SUM, squares, -1, norm);
        unary(UnaryOp.SQRT, norm, norm);
        binary(BinaryOp.MAXIMUM, norm, floor, norm);
        return norm;
    }

    /** One number a row, seen as a last axis of size 1, so that it broadcasts along the rows of {@code like}. */
    private static Tensor asColumn(Tensor perRow, Tensor like) {
        return perRow.reshape(like.shape().with(-1, 1));
    }
}
