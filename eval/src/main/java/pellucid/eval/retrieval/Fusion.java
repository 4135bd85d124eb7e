package pellucid.eval.retrieval;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pellucid.tensor.InputException;

/**
 * One ranking made of several, of searches whose scores are not alike. Rankings list each row once, the best first; a row
 * that one of them lacks gets nothing from it. Among equals the lower row is first.
 */
public final class Fusion {
    /** The constant of Cormack et al.: how little the very first ranks stand out. */
    public static final int RANK_CONSTANT = 60;

    private Fusion() {}

    /**
     * A ranking with a weight.
     *
     * @param hits the best first
     * @param weight how much it counts, at least 0
     */
    public record Weighted(List<Hit> hits, double weight) {
        public Weighted {
            hits = List.copyOf(hits);
        }
    }

    /**
     * The weighted sum of scores that are brought between 0 and 1, each ranking by its own best and worst hit:
     *
     * <pre>
     *   score(row) = Σ weight · (s - min s) / (max s - min s)
     * </pre>
     *
     * Hits that all score the same count 1.
     *
     * @param rankings by name
     * @param top how many to return; all if there are fewer
     * @throws InputException for a weight that is negative or not finite; the message names the ranking
     */
    public static List<Hit> weighted(Map<String, Weighted> rankings, int top) {
        Map<Integer, Double> scores = new HashMap<>();
        // In the order of the names: sums of floating-point numbers depend on their order.
        new TreeMap<>(rankings).forEach((name, ranking) -> {
            double weight = ranking.weight();
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new InputException("hybrid search: the weight of " + name + " is " + weight
                        + "; it must be a number of at least 0");
            }
            double max = ranking.hits().stream().mapToDouble(Hit::score).max().orElse(0);
            double min = ranking.hits().stream().mapToDouble(Hit::score).min().orElse(0);
            for (Hit hit : ranking.hits()) {
                double normalized = max > min ? (hit.score() - min) / (max - min) : 1;
                scores.merge(hit.row(), weight * normalized, Double::sum);
            }
        });
        return ranked(scores, top);
    }

    /** {@link #reciprocalRanks(Collection, int, int)} with the constant {@value #RANK_CONSTANT}. */
    public static List<Hit> reciprocalRanks(Collection<List<Hit>> rankings, int top) {
        return reciprocalRanks(rankings, RANK_CONSTANT, top);
    }

    /**
     * Reciprocal rank fusion (Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
     * Rank Learning Methods", 2009), which looks at ranks alone:
     *
     * <pre>
     *   score(row) = Σ 1 / (k + rank)      rank from 1
     * </pre>
     *
     * @param k at least 0
     * @param top how many to return; all if there are fewer
     */
    public static List<Hit> reciprocalRanks(Collection<List<Hit>> rankings, int k, int top) {
        if (k < 0) {
            throw new InputException("reciprocal rank fusion: the constant k is " + k + "; it must be at least 0");
        }
        Map<Integer, Double> scores = new HashMap<>();
        for (List<Hit> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) {
                scores.merge(ranking.get(i).row(), 1.0 / (k + i + 1), Double::sum);
            }
        }
        return ranked(scores, top);
    }

    private static List<Hit> ranked(Map<Integer, Double> scores, int top) {
        if (top < 1) {
            throw new InputException("search: " + top + " results are asked for; ask for at least 1");
        }
        return scores.entrySet().stream()
                .map(entry -> new Hit(entry.getKey(), entry.getValue()))
                .sorted(Hit.BEST_FIRST)
                .limit(top)
                .toList();
    }
}
