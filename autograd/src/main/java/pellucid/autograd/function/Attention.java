package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Dropout;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * Multi-head self-attention within each sequence of a packed batch (Vaswani et al., 2017), head by head.
 *
 * <pre>
 *   y = D V,   D = dropout(P),   P = softmax(S),   S = Q Kᵀ / sqrt(hidden / heads)
 *   dV = Dᵀ dy,   dP = dropout(dy Vᵀ),   dS = P · (dP - Σ dP·P),   dQ = dS K / sqrt(…),   dK = dSᵀ Q / sqrt(…)
 * </pre>
 *
 * The input is [tokens, 3·hidden]: queries, keys and values side by side; y is [tokens, hidden].
 */
public final class Attention extends Function {
    private final Segments segments;
    private final int heads;
    private final Dropout dropout;
    private final Tensor wanted;

    private Attention(Segments segments, int heads, Dropout dropout, Tensor wanted) {
        this.segments = segments;
        this.heads = heads;
        this.dropout = dropout;
        this.wanted = wanted;
    }

    public static Variable attention(Variable qkv, Segments segments, int heads, Dropout dropout) {
        return attention(qkv, segments, heads, dropout, null);
    }

    /**
     * Attention whose probabilities can be looked at.
     *
     * @param probabilities [heads · segments.scores()], receives P: sequence by sequence, head by head, a length ×
     *     length matrix; null when nobody looks
     */
    public static Variable attention(
            Variable qkv, Segments segments, int heads, Dropout dropout, Tensor probabilities) {
        return new Attention(segments, heads, dropout, probabilities).apply(qkv);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor qkv = inputs[0];
        segments.check("attention", qkv);
        if (qkv.dim(1) % (3 * heads) != 0) {
            throw new ShapeException("attention: queries, keys and values are " + qkv.shape() + ", which " + heads
                    + " heads do not divide; the last axis must be 3 · heads · the size of a head");
        }
        int hidden = qkv.dim(1) / 3;
        Tensor y = output(qkv.backend(), qkv.dtype(), Shape.of(qkv.dim(0), hidden));
        Tensor probabilities = wanted;
        if (probabilities == null && isRecording()) {
            probabilities = output(qkv.backend(), qkv.dtype(), Shape.of(Math.multiplyExact(heads, segments.scores())));
        }
        qkv.backend().attention(qkv, segments, heads, scale(hidden), dropout, probabilities, y);
        save(qkv, probabilities);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor qkv = saved(0);
        Tensor dqkv = gradientLike(qkv);
        dy.backend().attentionBackward(qkv, segments, heads, scale(dy.dim(1)), dropout, saved(1), dy, dqkv);
        give(0, dqkv);
    }

    private double scale(int hidden) {
        return 1 / Math.sqrt((double) hidden / heads);
    }
}
