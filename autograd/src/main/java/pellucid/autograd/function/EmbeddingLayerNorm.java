package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * BERT's input layer: three embeddings added and normalised.
 *
 * <pre>
 *   y[t] = layerNorm(words[ids[t]] + positions[positionIds[t]] + types[typeIds[t]])
 *   dwords[ids[t]] += dsum[t], and likewise for the other two tables
 * </pre>
 *
 * with dsum the gradient of the sum as in {@link LayerNorm}. words is [vocabulary, hidden], positions [longest, hidden],
 * types [types, hidden]; ids, positionIds and typeIds are int32 [tokens]; y is [tokens, hidden]. One row of words, that of
 * the padding token, gets no gradient, as in PyTorch.
 */
public final class EmbeddingLayerNorm extends Function {
    private final Tensor ids; // [tokens]
    private final Tensor positionIds; // [tokens]
    private final Tensor typeIds; // [tokens]
    private final int paddingId;
    private final double epsilon;

    private EmbeddingLayerNorm(Tensor ids, Tensor positionIds, Tensor typeIds, int paddingId, double epsilon) {
        this.ids = ids;
        this.positionIds = positionIds;
        this.typeIds = typeIds;
        this.paddingId = paddingId;
        this.epsilon = epsilon;
    }

    /** @param paddingId the row of words that is not learned; -1 for none */
    public static Variable embeddingLayerNorm(
            Variable words,
            Variable positions,
            Variable types,
            Tensor ids,
            Tensor positionIds,
            Tensor typeIds,
            int paddingId,
            Variable gamma,
            Variable beta,
            double epsilon) {
        return new EmbeddingLayerNorm(ids, positionIds, typeIds, paddingId, epsilon)
                .apply(words, positions, types, gamma, beta);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor words = inputs[0];
        Tensor y = output(words.backend(), words.dtype(), Shape.of(ids.dim(0), words.dim(1)));
        Tensor normalized = isRecording() ? outputLike(y) : null;
        Tensor rstd = isRecording() ? output(y.backend(), y.dtype(), y.shape().without(-1)) : null;
        y.backend()
                .embeddingLayerNorm(
                        words,
                        inputs[1],
                        inputs[2],
                        ids,
                        positionIds,
                        typeIds,
                        inputs[3],
                        inputs[4],
                        epsilon,
                        normalized,
                        rstd,
                        y);
        save(normalized, rstd, inputs[3], ids, positionIds, typeIds);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dSum = gradientLike(dy);
        dy.backend().layerNormBackward(saved(0), saved(1), saved(2), dy, dSum, accumulator(3), accumulator(4));
        scatter(0, dSum, saved(3), paddingId);
        scatter(1, dSum, saved(4));
        scatter(2, dSum, saved(5));
    }
}
