package pellucid.eval.experiment.relevance;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import pellucid.eval.metric.Gain;
import pellucid.eval.metric.JudgedRanking;
import pellucid.eval.retrieval.Hit;

/**
 * What a ranking is measured by, all on its first ten places. A product that was not judged for the query counts 0.
 */
enum Measure {
    /** Relevant is relevance 3. */
    MRR("MRR@10", Measure::perfect, ranking -> ranking.reciprocalRank(RelevanceOptions.DEPTH)),
    /** Relevant is relevance 3; divided by min(10, relevant). */
    MAP("MAP@10", Measure::perfect, ranking -> ranking.averagePrecision(RelevanceOptions.DEPTH)),
    /** The relevance, from 1 to 3, is the gain. */
    NDCG("NDCG@10", grade -> grade, ranking -> ranking.ndcg(RelevanceOptions.DEPTH, Gain.LINEAR)),
    /** Relevant is a mean of more than 2, such as 2.33 of the answers 2, 2 and 3. */
    MRR_ABOVE_2("MRR, above 2", Measure::above2, ranking -> ranking.reciprocalRank(RelevanceOptions.DEPTH)),
    MAP_ABOVE_2("MAP, above 2", Measure::above2, ranking -> ranking.averagePrecision(RelevanceOptions.DEPTH)),
    /** The gain is relevance - 1, so that what is judged irrelevant gains nothing. */
    NDCG_FROM_1(
            "NDCG, relevance - 1", grade -> grade - 1, ranking -> ranking.ndcg(RelevanceOptions.DEPTH, Gain.LINEAR));

    private static final double PARTLY = 2;

    private final String label;
    private final DoubleUnaryOperator grade;
    private final ToDoubleFunction<JudgedRanking> value;

    Measure(String label, DoubleUnaryOperator grade, ToDoubleFunction<JudgedRanking> value) {
        this.label = label;
        this.grade = grade;
        this.value = value;
    }

    String label() {
        return label;
    }

    /** Of one query, which has a relevant product. */
    double of(JudgedQuery query, List<Hit> hits) {
        double[] ranked = hits.stream()
                .mapToDouble(hit -> query.grades().containsKey(hit.row())
                        ? grade.applyAsDouble(query.grades().get(hit.row()))
                        : 0)
                .toArray();
        double[] relevant = query.grades().values().stream()
                .mapToDouble(grade::applyAsDouble)
                .toArray();
        return value.applyAsDouble(new JudgedRanking(ranked, relevant));
    }

    private static double perfect(double grade) {
        return grade >= JudgedQuery.RELEVANT ? 1 : 0;
    }

    private static double above2(double grade) {
        return grade > PARTLY ? 1 : 0;
    }
}
