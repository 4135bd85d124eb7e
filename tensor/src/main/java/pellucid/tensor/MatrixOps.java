package pellucid.tensor;

/** The part of the {@link Backend} contract around the matrix product, and the rows of tables. */
public interface MatrixOps extends ElementwiseOps {
    /**
     * out = alpha · a · b + beta · out. a is [..., m, k], b is [..., k, n], out [..., m, n]; the axes before the matrices
     * broadcast. A transposed operand is a view ({@link Tensor#transpose}): nothing is copied for it. The sum over k runs
     * in one order whatever m and n are, so that a row of the result does not depend on its neighbours.
     */
    void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out);

    /**
     * A linear layer over packed tokens, y = activation(x Wᵀ + bias): x is [tokens, in], weight [out, in] as in PyTorch,
     * bias [out] or null, out [tokens, out].
     *
     * @param preActivation [tokens, out], receives x Wᵀ + bias for the backward pass; null when it is not wanted
     */
    default void linear(Tensor x, Tensor weight, Tensor bias, Activation activation, Tensor preActivation, Tensor out) {
        Operands.linear(x, weight, bias, preActivation, out);
        matmul(x, weight.transpose(0, 1), 1, 0, out);
        if (bias != null) {
            binary(BinaryOp.ADD, out, bias, out);
        }
        if (preActivation != null) {
            copy(out, preActivation);
        }
        if (activation != Activation.NONE) {
            unary(activation.function(), out, out);
        }
    }

    /**
     * The backward pass of {@link #linear}. With g = dy · activation'(preActivation):
     *
     * <pre>
     *   dx = g W      dW = gᵀ x      dbias = Σ over tokens of g
     * </pre>
     *
     * @param preActivation as the forward pass left it; null for {@link Activation#NONE}
     * @param dx null when it is not wanted
     * @param dWeight null when it is not wanted; added to, not overwritten
     * @param dBias null when it is not wanted; added to, not overwritten
     */
    default void linearBackward(
            Tensor x,
            Tensor weight,
            Activation activation,
            Tensor preActivation,
            Tensor dy,
            Tensor dx,
            Tensor dWeight,
            Tensor dBias) {
        Operands.linearBackward(x, weight, preActivation, dy, dx, dWeight, dBias);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor g = dy;
            if (activation != Activation.NONE) {
                g = frame.tensor(dy.dtype(), dy.shape());
                Tensor y = frame.tensor(dy.dtype(), dy.shape());
                unary(activation.function(), preActivation, y);
                unaryBackward(activation.function(), preActivation, y, dy, g);
            }
            if (dx != null) {
                matmul(g, weight, 1, 0, dx);
            }
            if (dWeight != null) {
                matmul(g.transpose(0, 1), x, 1, 1, dWeight);
            }
            if (dBias != null) {
                Tensor sum = frame.tensor(dy.dtype(), dBias.shape());
                reduce(ReduceOp.SUM, g, 0, sum);
                binary(BinaryOp.ADD, dBias, sum, dBias);
            }
        }
    }

    /**
     * Two linear layers with an activation between them, as the layers of a transformer end:
     *
     * <pre>
     *   out = activation(x Wᵀ + bias) Vᵀ + outBias
     * </pre>
     *
     * x is [tokens, in], W [middle, in], bias [middle] or null, V [out, middle], outBias [out] or null, out [tokens, out]
     * and no part of x. Forward only: training wants what lies between and calls {@link #linear} twice.
     *
     * @param weight W
     * @param outWeight V
     */
    default void feedForward(
            Tensor x, Tensor weight, Tensor bias, Activation activation, Tensor outWeight, Tensor outBias, Tensor out) {
        Operands.feedForward(x, weight, bias, outWeight, outBias, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor middle = frame.tensor(x.dtype(), Shape.of(x.dim(0), weight.dim(0)));
            linear(x, weight, bias, activation, null, middle);
            linear(middle, outWeight, outBias, Activation.NONE, null, out);
        }
    }

    /** out[i] = table[ids[i]]: table is [n, width], ids int32 [m], out [m, width]. */
    void gatherRows(Tensor table, Tensor ids, Tensor out);

    /** table[ids[i]] += rows[i], in the order of i; rows is [m, width], ids int32 [m], table [n, width]. */
    void scatterAddRows(Tensor rows, Tensor ids, Tensor table);
}
