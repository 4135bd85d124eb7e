package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class RankingTest {
    private static final double CLOSE = 1e-9;

    @Test
    void equalsTheReferenceOnEveryQuery() {
        for (JsonNode query : Golden.read("metrics.json").get("ranking")) {
            JudgedRanking ranking =
                    JudgedRanking.of(Golden.numbers(query.get("relevance")), Golden.numbers(query.get("scores")));
            assertClose(ranking.reciprocalRank(10), query, "mrr@10");
            assertClose(ranking.recall(10), query, "recall@10");
            assertClose(ranking.precision(10), query, "precision@10");
            assertClose(ranking.averagePrecision(10), query, "map@10_over_min_k_R");
            assertClose(ranking.averagePrecisionOverAll(10), query, "map@10_over_R_trec");
            assertClose(ranking.ndcg(10, Gain.BINARY), query, "ndcg@10_binary");
            assertClose(ranking.ndcg(10, Gain.LINEAR), query, "ndcg@10_graded_linear");
        }
    }

    private static void assertClose(double found, JsonNode query, String metric) {
        assertThat(found).as(metric).isCloseTo(query.get(metric).asDouble(), within(CLOSE));
    }

    /** Ranks 1 to 4 hold grades 0, 1, 3, 0; a document of grade 2 is not found. */
    @Test
    void meansWhatTheFormulasSay() {
        JudgedRanking ranking = new JudgedRanking(new double[] {0, 1, 3, 0}, new double[] {1, 3, 2});
        assertThat(ranking.accuracy(1)).isZero();
        assertThat(ranking.accuracy(2)).isEqualTo(1);
        assertThat(ranking.precision(3)).isCloseTo(2 / 3.0, within(CLOSE));
        assertThat(ranking.precision(8)).isEqualTo(2 / 8.0);
        assertThat(ranking.recall(3)).isCloseTo(2 / 3.0, within(CLOSE));
        assertThat(ranking.reciprocalRank(1)).isZero();
        assertThat(ranking.reciprocalRank(9)).isEqualTo(0.5);
        assertThat(ranking.averagePrecision(2)).isCloseTo(0.5 / 2, within(CLOSE));
        assertThat(ranking.averagePrecisionOverAll(2)).isCloseTo(0.5 / 3, within(CLOSE));
        double log3 = Math.log(3) / Math.log(2);
        double best = 7 + 3 / log3 + 1 / 2.0;
        assertThat(ranking.ndcg(4, Gain.EXPONENTIAL)).isCloseTo((1 / log3 + 7 / 2.0) / best, within(CLOSE));
    }

    @Test
    void amongEqualScoresTheEarlierDocumentIsFirst() {
        JudgedRanking ranking = JudgedRanking.of(new double[] {0, 1, 0}, new double[] {2, 2, 2});
        assertThat(ranking.reciprocalRank(3)).isEqualTo(0.5);
    }

    @Test
    void averagesOverTheQueries() {
        List<JudgedRanking> rankings = List.of(
                new JudgedRanking(new double[] {1, 0}, new double[] {1}),
                new JudgedRanking(new double[] {0, 2}, new double[] {2, 1}));
        RankingScores scores = RankingScores.of(rankings, new RankingCutoffs(List.of(1, 2), 2, 5));
        assertThat(scores.names())
                .containsExactly(
                        "accuracy@1",
                        "accuracy@2",
                        "precision@1",
                        "recall@1",
                        "precision@2",
                        "recall@2",
                        "mrr@2",
                        "ndcg@2",
                        "ndcg_linear@2",
                        "map@5",
                        "map_over_all@5");
        assertThat(scores.perQuery("mrr@2")).containsExactly(1, 0.5);
        assertThat(scores.means()).containsEntry("mrr@2", 0.75).containsEntry("accuracy@1", 0.5);
        assertThatThrownBy(() -> scores.mean("mrr@3")).hasMessageContaining("there is no measure 'mrr@3'");
    }

    @Test
    void refusesWhatCannotBeJudged() {
        assertThatThrownBy(() -> new JudgedRanking(new double[] {0}, new double[] {0, -1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no relevant document");
        JudgedRanking ranking = new JudgedRanking(new double[] {1}, new double[] {1});
        assertThatThrownBy(() -> ranking.recall(0)).hasMessageContaining("k is 0");
        assertThatThrownBy(() -> new RankingCutoffs(List.of(3, 0), 10, 100)).hasMessageContaining("k is 0");
        assertThatThrownBy(() -> new RankingCutoffs(List.of(), 10, 100)).hasMessageContaining("no k is given");
        assertThatThrownBy(() -> RankingScores.of(List.of(), RankingCutoffs.DEFAULT))
                .isInstanceOf(InputException.class);
    }
}
