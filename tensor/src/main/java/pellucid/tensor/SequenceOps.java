package pellucid.tensor;

/**
 * The part of the {@link Backend} contract that knows sequences: embeddings, attention and pooling over a packed batch
 * (see {@link Segments}).
 */
public interface SequenceOps extends RowOps {
    /**
     * BERT's input layer: the sum of three embeddings, normalised.
     *
     * <pre>  out[t] = layerNorm(words[ids[t]] + positions[positionIds[t]] + types[typeIds[t]])  </pre>
     *
     * @param words [vocabulary, hidden]
     * @param positions [longest, hidden]
     * @param types [types, hidden]
     * @param ids int32 [tokens]; positionIds and typeIds likewise
     * @param normalized [tokens, hidden] and rstd [tokens] for the backward pass; null when they are not wanted
     */
    default void embeddingLayerNorm(
            Tensor words,
            Tensor positions,
            Tensor types,
            Tensor ids,
            Tensor positionIds,
            Tensor typeIds,
            Tensor gamma,
            Tensor beta,
            double epsilon,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        Operands.embeddingLayerNorm(
                words, positions, types, ids, positionIds, typeIds, gamma, beta, normalized, rstd, out);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor sum = frame.tensor(out.dtype(), out.shape());
            Tensor part = frame.tensor(out.dtype(), out.shape());
            gatherRows(words, ids, sum);
            gatherRows(types, typeIds, part);
            binary(BinaryOp.ADD, sum, part, sum);
            gatherRows(positions, positionIds, part);
            binary(BinaryOp.ADD, sum, part, sum);
            layerNorm(sum, gamma, beta, epsilon, normalized, rstd, out);
        }
    }

    /**
     * Multi-head attention within each sequence (Vaswani et al., 2017), all tokens of a sequence seeing each other:
     *
     * <pre>  out = softmax(Q Kᵀ · scale) V, head by head  </pre>
     *
     * @param qkv [tokens, 3·hidden]: the queries of all heads, then their keys, then their values
     * @param heads divides hidden; head h takes the columns from h·hidden/heads on
     * @param probabilities [heads · segments.scores()]: for each sequence, for each head, its length × length matrix,
     *     before dropout; null when it is not wanted
     * @param dropout what to drop of the probabilities; {@link Dropout#NONE} for nothing
     * @param out [tokens, hidden]
     */
    default void attention(
            Tensor qkv, Segments segments, int heads, double scale, Dropout dropout, Tensor probabilities, Tensor out) {
        Operands.attention(qkv, segments, heads, probabilities, out);
        int hidden = out.dim(1);
        int headDim = hidden / heads;
        for (int s = 0; s < segments.count(); s++) {
            int length = segments.length(s);
            Tensor own = qkv.slice(0, segments.start(s), segments.end(s));
            Tensor result = out.slice(0, segments.start(s), segments.end(s));
            for (int h = 0; h < heads; h++) {
                try (Scratch.Frame frame = scratch().open()) {
                    Tensor query = own.slice(1, h * headDim, (h + 1) * headDim);
                    Tensor key = own.slice(1, hidden + h * headDim, hidden + (h + 1) * headDim);
                    Tensor value = own.slice(1, 2 * hidden + h * headDim, 2 * hidden + (h + 1) * headDim);
                    int position = heads * segments.scoresBefore(s) + h * length * length;
                    Tensor probs = probabilities != null
                            ? probabilities
                                    .slice(0, position, position + length * length)
                                    .reshape(length, length)
                            : frame.tensor(qkv.dtype(), Shape.of(length, length));
                    matmul(query, key.transpose(0, 1), scale, 0, probs);
                    softmax(probs, probs);
                    Tensor kept = probs;
                    if (dropout.isActive()) {
                        kept = frame.tensor(qkv.dtype(), probs.shape());
                        dropout(probs, dropout.after(position), kept);
                    }
                    matmul(kept, value, 1, 0, result.slice(1, h * headDim, (h + 1) * headDim));
                }
            }
        }
    }

    /**
     * The backward pass of {@link #attention}, from the probabilities P that it kept; D is the dropped-out P.
     *
     * <pre>
     *   dV = Dᵀ dO      dP = dropout(dO Vᵀ)      dS = P · (dP - Σ dP·P) · scale      dQ = dS K      dK = dSᵀ Q
     * </pre>
     *
     * @param dqkv [tokens, 3·hidden], written
     */
    default void attentionBackward(
            Tensor qkv,
            Segments segments,
            int heads,
            double scale,
            Dropout dropout,
            Tensor probabilities,
            Tensor dOut,
            Tensor dqkv) {
        Operands.attention(qkv, segments, heads, probabilities, dOut);
        Operands.sameShape("attentionBackward", qkv, dqkv);
        int hidden = dOut.dim(1);
        int headDim = hidden / heads;
        for (int s = 0; s < segments.count(); s++) {
            int length = segments.length(s);
            Tensor own = qkv.slice(0, segments.start(s), segments.end(s));
            Tensor dOwn = dqkv.slice(0, segments.start(s), segments.end(s));
            Tensor dResult = dOut.slice(0, segments.start(s), segments.end(s));
            for (int h = 0; h < heads; h++) {
                try (Scratch.Frame frame = scratch().open()) {
                    int q = h * headDim;
                    int k = hidden + h * headDim;
                    int v = 2 * hidden + h * headDim;
                    int position = heads * segments.scoresBefore(s) + h * length * length;
                    Tensor probs = probabilities
                            .slice(0, position, position + length * length)
                            .reshape(length, length);
                    Tensor dHead = dResult.slice(1, q, q + headDim);
                    Tensor kept = probs;
                    if (dropout.isActive()) {
                        kept = frame.tensor(qkv.dtype(), probs.shape());
                        dropout(probs, dropout.after(position), kept);
                    }
                    Tensor dProbs = frame.tensor(qkv.dtype(), probs.shape());
                    matmul(kept.transpose(0, 1), dHead, 1, 0, dOwn.slice(1, v, v + headDim));
                    matmul(dHead, own.slice(1, v, v + headDim).transpose(0, 1), 1, 0, dProbs);
                    if (dropout.isActive()) {
                        dropout(dProbs, dropout.after(position), dProbs);
                    }
                    softmaxBackward(probs, dProbs, dProbs);
                    matmul(dProbs, own.slice(1, k, k + headDim), scale, 0, dOwn.slice(1, q, q + headDim));
                    matmul(
                            dProbs.transpose(0, 1),
                            own.slice(1, q, q + headDim),
                            scale,
                            0,
                            dOwn.slice(1, k, k + headDim));
                }
            }
        }
    }

    /**
     * out = x / (1-p) where the generator keeps an element, else 0 (Srivastava et al., 2014). The element at position i
     * (in the order of the axes) is kept when {@link Philox}'s number {@code dropout.offset() + i} is at least p; the
     * backward pass is the same operation on the gradient.
     */
    void dropout(Tensor x, Dropout dropout, Tensor out);

    /**
     * One vector a sequence from its token vectors.
     *
     * @param x [tokens, hidden]
     * @param skip tokens left out at the start of each sequence (a prompt that is not to be part of the result)
     * @param out [sequences, hidden]; a sequence without tokens gives zeros
     */
    default void pool(Pooling mode, Tensor x, Segments segments, int skip, Tensor out) {
        Operands.pool(x, segments, skip, out);
        for (int s = 0; s < segments.count(); s++) {
            Tensor result = out.select(0, s);
            int from = Math.min(segments.start(s) + skip, segments.end(s));
            int length = segments.end(s) - from;
            if (length == 0) {
                fill(result, 0);
                continue;
            }
            Tensor tokens = x.slice(0, from, segments.end(s));
            switch (mode) {
                case CLS -> copy(tokens.select(0, 0), result);
                case LAST_TOKEN -> copy(tokens.select(0, length - 1), result);
                case MAX -> reduce(ReduceOp.MAX, tokens, 0, result);
                case MEAN -> reduce(ReduceOp.MEAN, tokens, 0, result);
                case MEAN_SQRT_LENGTH -> {
                    reduce(ReduceOp.SUM, tokens, 0, result);
                    affine(result, 1 / Math.sqrt(length), 0, result);
                }
                case WEIGHTED_MEAN -> {
                    try (Scratch.Frame frame = scratch().open()) {
                        Tensor weights = positionWeights(frame, x.dtype(), skip, length);
                        Tensor weighted = frame.tensor(x.dtype(), tokens.shape());
                        binary(BinaryOp.MULTIPLY, tokens, weights, weighted);
                        reduce(ReduceOp.SUM, weighted, 0, result);
                    }
                }
            }
        }
    }

    /**
     * The backward pass of {@link #pool}: dx [tokens, hidden] is overwritten.
     *
     * @param x the tokens of the forward pass; only {@link Pooling#MAX} looks at them (ties: the first one takes all)
     */
    default void poolBackward(Pooling mode, Tensor x, Segments segments, int skip, Tensor dOut, Tensor dx) {
        Operands.pool(dx, segments, skip, dOut);
        Operands.sameShape("poolBackward", mode == Pooling.MAX ? x : dx, dx);
        fill(dx, 0);
        for (int s = 0; s < segments.count(); s++) {
            int from = Math.min(segments.start(s) + skip, segments.end(s));
            int length = segments.end(s) - from;
            if (length == 0) {
                continue;
            }
            Tensor gradient = dOut.select(0, s);
            Tensor tokens = dx.slice(0, from, segments.end(s));
            switch (mode) {
                case CLS -> copy(gradient, tokens.select(0, 0));
                case LAST_TOKEN -> copy(gradient, tokens.select(0, length - 1));
                case MEAN -> affine(gradient.broadcastTo(tokens.shape()), 1.0 / length, 0, tokens);
                case MEAN_SQRT_LENGTH -> affine(gradient.broadcastTo(tokens.shape()), 1 / Math.sqrt(length), 0, tokens);
                case MAX, WEIGHTED_MEAN -> {
                    try (Scratch.Frame frame = scratch().open()) {
                        Tensor share = mode == Pooling.MAX
                                ? firstMaximum(frame, x.slice(0, from, segments.end(s)))
                                : positionWeights(frame, dx.dtype(), skip, length);
                        binary(BinaryOp.MULTIPLY, gradient, share, tokens);
                    }
                }
            }
        }
    }

    /** The weights of {@link Pooling#WEIGHTED_MEAN}, [length, 1]: position / Σ positions, positions counted from 1. */
    private Tensor positionWeights(Scratch.Frame frame, DType type, int skip, int length) {
        double[] weights = new double[length];
        double sum = 0;
        for (int i = 0; i < length; i++) {
            weights[i] = skip + i + 1;
            sum += weights[i];
        }
        for (int i = 0; i < length; i++) {
            weights[i] /= sum;
        }
        Tensor column = frame.tensor(type, Shape.of(length, 1));
        write(weights, 0, column);
        return column;
    }

    /** 1 at the first largest element of each column, else 0. */
    private Tensor firstMaximum(Scratch.Frame frame, Tensor x) {
        Tensor index = frame.tensor(DType.INT32, Shape.of(x.dim(1)));
        argMax(x, 0, index);
        Tensor indexAsFloat = frame.tensor(x.dtype(), index.shape());
        copy(index, indexAsFloat);
        Tensor rows = frame.tensor(x.dtype(), Shape.of(x.dim(0), 1));
        double[] numbers = new double[x.dim(0)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        write(numbers, 0, rows);
        Tensor share = frame.tensor(x.dtype(), x.shape());
        binary(BinaryOp.EQUAL, rows, indexAsFloat, share);
        return share;
    }
}
