package pellucid.eval.experiment.matryoshka;

import java.util.ArrayList;
import java.util.List;
import pellucid.eval.metric.InformationRetrievalEvaluator;
import pellucid.eval.metric.RankingCutoffs;
import pellucid.eval.metric.RankingScores;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Role;
import pellucid.eval.retrieval.SearchMetric;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.SentenceEncoder;

/** Asks a model all queries of a split, with whole vectors and with shortened ones. */
final class ProductSearch {
    private static final String RECALL = "recall@" + SplitResult.DEPTH;
    private static final String MRR = "mrr@" + SplitResult.DEPTH;

    private final InformationRetrievalEvaluator evaluator;

    ProductSearch(StudySplit split) {
        RankingCutoffs cutoffs = new RankingCutoffs(List.of(SplitResult.DEPTH), SplitResult.DEPTH, SplitResult.DEPTH);
        this.evaluator = new InformationRetrievalEvaluator("products", split.set(), cutoffs);
    }

    /**
     * Every text is encoded once; the first numbers of its vector, scaled to length 1, are its shorter vector.
     *
     * @param dims how many numbers to search by, one result each
     */
    List<ArmResult.Scores> scores(SentenceEncoder encoder, int[] dims, EncodeProgress progress) {
        List<String> documents = evaluator.documents();
        List<String> asked = evaluator.queries();
        int all = documents.size() + asked.size();
        Embeddings corpus = encoder.encode(
                documents, Role.DOCUMENT.options(encoder).withProgress((done, total) -> progress.finished(done, all)));
        Embeddings queries = encoder.encode(
                asked,
                Role.QUERY
                        .options(encoder)
                        .withProgress((done, total) -> progress.finished(documents.size() + done, all)));
        ExactSearch search = new ExactSearch(corpus, SearchMetric.COSINE, encoder.backend());
        List<ArmResult.Scores> results = new ArrayList<>();
        for (int numbers : dims) {
            RankingScores scores = evaluator.scores(search.truncated(numbers).nearest(queries, evaluator.depth()));
            results.add(new ArmResult.Scores(numbers, scores.perQuery(RECALL), scores.perQuery(MRR)));
        }
        return results;
    }
}
