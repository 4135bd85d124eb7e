package pellucid.models.sentence;

import pellucid.autograd.Inference;
import pellucid.tensor.Backend;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;

/**
 * Some tokenised texts, one behind the other without padding.
 *
 * @param ids int32 [tokens]
 * @param typeIds int32 [tokens]
 * @param segments which tokens belong to one text
 * @param promptTokens how many tokens at the start of each text belong to a prompt, [CLS] included
 */
public record TokenBatch(Tensor ids, Tensor typeIds, Segments segments, int promptTokens) {
    /**
     * Packs texts.
     *
     * @param ids the tokens of each text
     * @param typeIds the token types of each text; null where all are 0
     */
    public static TokenBatch pack(Backend backend, int[][] ids, int[][] typeIds, int promptTokens) {
        int[] lengths = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            lengths[i] = ids[i].length;
        }
        Segments segments = Segments.ofLengths(lengths);
        int[] packedIds = new int[segments.total()];
        int[] packedTypes = new int[segments.total()];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(ids[i], 0, packedIds, segments.start(i), lengths[i]);
            if (typeIds[i] != null) {
                System.arraycopy(typeIds[i], 0, packedTypes, segments.start(i), lengths[i]);
            }
        }
        return new TokenBatch(
                Inference.ints(backend, packedIds), Inference.ints(backend, packedTypes), segments, promptTokens);
    }
}
