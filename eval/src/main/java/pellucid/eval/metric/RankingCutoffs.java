package pellucid.eval.metric;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * How deep rankings are judged.
 *
 * @param hits the k of accuracy, precision and recall, each at least 1
 * @param order the k of MRR and NDCG
 * @param average the k of MAP
 */
public record RankingCutoffs(List<Integer> hits, int order, int average) {
    /** Those of sentence-transformers. */
    public static final RankingCutoffs DEFAULT = new RankingCutoffs(List.of(1, 3, 5, 10), 10, 100);

    public RankingCutoffs {
        hits = List.copyOf(hits);
        if (hits.isEmpty()) {
            throw new InputException("no k is given for accuracy, precision and recall; give at least one");
        }
        for (int k : hits) {
            requirePositive(k);
        }
        requirePositive(order);
        requirePositive(average);
    }

    /** How many documents a search must return for each query. */
    public int deepest() {
        int deepest = Math.max(order, average);
        for (int k : hits) {
            deepest = Math.max(deepest, k);
        }
        return deepest;
    }

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new InputException("k is " + k + "; a ranking is judged on its first k places, at least 1");
        }
    }
}
