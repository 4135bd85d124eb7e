package pellucid.eval.firststeps;

import static pellucid.tensor.Operations.affine;
import static pellucid.tensor.Operations.matmul;
import static pellucid.tensor.Operations.softmax;

import pellucid.tensor.Backend;
import pellucid.tensor.Dropout;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;

/**
 * One attention head over three tokens, step by step: softmax(Q Kᵀ / √4) V (Vaswani et al., 2017).
 *
 * <p>The first token looks for what the first and the third key have, the second asks for nothing in particular, the third
 * looks hard for the first key. What each finds is the mean of the values, weighted by the attention it pays.
 */
public final class AttentionHead {
    private AttentionHead() {}

    /** Prints every step. */
    public static void main(String[] arguments) {
        Backend backend = Backends.get();
        // [token; query, key, value]: three numbers times four, in the order in which the engine keeps them.
        float[] numbers = {
            2, 0, 0, 0, /* */ 1, 0, 1, 0, /* */ 3, 0, 0, 3,
            1, 1, 1, 1, /* */ 0, 1, 0, 1, /* */ 0, 3, 0, 3,
            0, 0, 4, 0, /* */ 1, 1, 0, 0, /* */ 0, 0, 3, 3,
        };
        Tensor qkv = backend.floats(numbers, 3, 12);
        Tensor query = qkv.slice(1, 0, 4);
        Tensor key = qkv.slice(1, 4, 8);
        Tensor value = qkv.slice(1, 8, 12);
        System.out.println(Shown.matrix("query", query));
        System.out.println(Shown.matrix("key", key));
        System.out.println(Shown.matrix("value", value));

        Tensor scores = matmul(query, key.transpose(0, 1));
        System.out.println(Shown.matrix("scores: query · key", scores));
        Tensor scaled = affine(scores, 1 / Math.sqrt(4), 0);
        System.out.println(Shown.matrix("scaled: scores / √4", scaled));
        Tensor weights = softmax(scaled);
        System.out.println(Shown.matrix("weights: softmax of each row", weights));
        Tensor mixed = matmul(weights, value);
        System.out.println(Shown.matrix("mixed: weights · value", mixed));

        Tensor fused = backend.zeros(3, 4);
        backend.attention(qkv, Segments.ofLengths(3), 1, 1 / Math.sqrt(4), Dropout.NONE, null, fused);
        System.out.println(Shown.matrix("the same in one step of the engine", fused));
    }
}
