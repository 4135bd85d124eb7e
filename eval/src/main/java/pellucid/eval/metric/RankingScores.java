package pellucid.eval.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import pellucid.tensor.InputException;

/**
 * The measures of many queries: for each measure one value a query, for intervals and tests, and their mean.
 *
 * <p>The names are those of sentence-transformers: {@code accuracy@1}, {@code precision@1}, {@code recall@1}, {@code
 * mrr@10}, {@code ndcg@10} (binary gain) and {@code map@100} (divided by min(k, R)). Beside them stand {@code
 * ndcg_linear@10}, where the grades are the gain, and {@code map_over_all@100}, divided by R as trec_eval does.
 */
public final class RankingScores {
    private final Map<String, double[]> perQuery = new LinkedHashMap<>();

    private RankingScores() {}

    /**
     * Judges the rankings of all queries.
     *
     * @throws InputException if there are none
     */
    public static RankingScores of(List<JudgedRanking> rankings, RankingCutoffs cutoffs) {
        if (rankings.isEmpty()) {
            throw new InputException(
                    "there is no query with a relevant document to judge; check that the judgements are for these"
                            + " queries");
        }
        RankingScores scores = new RankingScores();
        for (int k : cutoffs.hits()) {
            scores.put("accuracy@" + k, rankings, ranking -> ranking.accuracy(k));
        }
        for (int k : cutoffs.hits()) {
            scores.put("precision@" + k, rankings, ranking -> ranking.precision(k));
            scores.put("recall@" + k, rankings, ranking -> ranking.recall(k));
        }
        int order = cutoffs.order();
        scores.put("mrr@" + order, rankings, ranking -> ranking.reciprocalRank(order));
        scores.put("ndcg@" + order, rankings, ranking -> ranking.ndcg(order, Gain.BINARY));
        scores.put("ndcg_linear@" + order, rankings, ranking -> ranking.ndcg(order, Gain.LINEAR));
        int average = cutoffs.average();
        scores.put("map@" + average, rankings, ranking -> ranking.averagePrecision(average));
        scores.put("map_over_all@" + average, rankings, ranking -> ranking.averagePrecisionOverAll(average));
        return scores;
    }

    private void put(String name, List<JudgedRanking> rankings, ToDoubleFunction<JudgedRanking> measure) {
        perQuery.put(name, rankings.stream().mapToDouble(measure).toArray());
    }

    /** The names of the measures, in the order in which one reads them. */
    public List<String> names() {
        return List.copyOf(perQuery.keySet());
    }

    /** One value for each query, in the order of the queries. */
    public double[] perQuery(String name) {
        return values(name).clone();
    }

    /** The mean over the queries. */
    public double mean(String name) {
        return Arrays.stream(values(name)).average().orElseThrow();
    }

    /** All means, in the order of {@link #names}. */
    public Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        perQuery.keySet().forEach(name -> means.put(name, mean(name)));
        return means;
    }

    private double[] values(String name) {
        double[] values = perQuery.get(name);
        if (values == null) {
            throw new InputException("there is no measure '" + name + "', only " + perQuery.keySet());
        }
        return values;
    }
}
