package pellucid.eval.experiment.relevance;

import java.util.List;
import java.util.stream.IntStream;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** What the study's table of the eleven ways of searching says, direction by direction. */
final class SearchClaims extends Judge {
    SearchClaims(RelevanceResults results, ClaimList claims) {
        super(results, claims);
    }

    @Override
    void judge() {
        better(
                "Boosts on the fields help text search (NDCG .170 to .218).",
                SearchRow.TEXTSEARCH,
                SearchRow.TEXTSEARCH_BOOSTED);
        better(
                "Vector search beats text search, boosted or not (.237 against .218).",
                SearchRow.TEXTSEARCH_BOOSTED,
                SearchRow.VECTORSEARCH);
        better(
                "A vector for each field is worse than one of the whole product text (.156 against .237).",
                SearchRow.VECTORSEARCH_MULTIFIELD,
                SearchRow.VECTORSEARCH);
        better(
                "Weights help the search by a vector for each field (.156 to .168).",
                SearchRow.VECTORSEARCH_MULTIFIELD,
                SearchRow.VECTORSEARCH_MULTIFIELD_BOOSTED);
        better(
                "Even with weights, the fields' vectors stay behind one of the whole text, which is the best embedding"
                        + " strategy (.168 against .237).",
                SearchRow.VECTORSEARCH_MULTIFIELD_BOOSTED,
                SearchRow.VECTORSEARCH);
        hybrid();
        better("Boosts help the hybrid search (.238 to .251).", SearchRow.HYBRID, SearchRow.HYBRID_BOOSTED);
        best(
                "Without fine-tuning, reciprocal rank fusion is the best of all (.260), and it needs no boosts.",
                SearchRow.untuned(),
                SearchRow.RRF);
        better(
                "Fusing the rankings of all fields is worse than fusing one of text and one of vectors (.227 against"
                        + " .260).",
                SearchRow.RRF_MULTI,
                SearchRow.RRF);
        gains(
                "Fine-tuning improves vector search by about 15% across all measures (NDCG .237 to .276).",
                SearchRow.VECTORSEARCH, SearchRow.VECTORSEARCH_FINETUNE, 0.15);
        gains(
                "Fine-tuned vectors improve reciprocal rank fusion by about 7% across all measures (.260 to .279).",
                SearchRow.RRF, SearchRow.RRF_FINETUNE, 0.07);
        best(
                "Reciprocal rank fusion with fine-tuned vectors is the best of all (.279, next .276).",
                List.of(SearchRow.values()),
                SearchRow.RRF_FINETUNE);
        unseen();
    }

    private void best(String statement, List<SearchRow> rows, SearchRow wanted) {
        better(statement, bestBeside(rows, wanted), wanted);
    }

    /** Reproduced if there is room for a negligible difference only; refuted if one of the two is better. */
    private void hybrid() {
        String statement =
                "Added without weights, text search brings vector search next to nothing (.238 against .237).";
        if (areAtChance(statement, SearchRow.VECTORSEARCH, SearchRow.HYBRID)) {
            return;
        }
        Interval gain = results.gain(SearchRow.VECTORSEARCH, SearchRow.HYBRID, Measure.NDCG);
        boolean none = gain.low() > -NDCG.negligible() && gain.high() < NDCG.negligible();
        Verdict verdict =
                none ? Verdict.REPRODUCED : gain.low() > 0 || gain.high() < 0 ? Verdict.REFUTED : Verdict.NOT_TESTED;
        claims.add(
                statement,
                verdict,
                "hybrid against vectorsearch: %s; %s.",
                NDCG.words(gain, verdict),
                others(SearchRow.VECTORSEARCH, SearchRow.HYBRID));
    }

    private void unseen() {
        String statement =
                "What fine-tuning teaches is the domain and not the queries: the gain holds where training has"
                        + " not the query.";
        boolean[] unseen = results.task().unseen();
        long count = IntStream.range(0, unseen.length).filter(i -> unseen[i]).count();
        if (count < 2) {
            claims.notTested(
                    statement,
                    "All " + unseen.length + " test queries but " + count
                            + " occur in training; others are missing (--split leak-free has them).");
            return;
        }
        if (areAtChance(statement, SearchRow.VECTORSEARCH, SearchRow.VECTORSEARCH_FINETUNE)) {
            return;
        }
        Interval gain = Judgement.gain(
                results.of(SearchRow.VECTORSEARCH).of(Measure.NDCG, unseen),
                results.of(SearchRow.VECTORSEARCH_FINETUNE).of(Measure.NDCG, unseen),
                results.options().seed());
        Verdict verdict = NDCG.better(gain);
        claims.add(
                statement,
                verdict,
                "On the %d of %d test queries that no pair to learn from has: %s.",
                count,
                unseen.length,
                NDCG.words(gain, verdict));
    }
}
