package pellucid.eval.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.eval.retrieval.Role;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.Evaluator;

/**
 * Whether a search by cosine finds the relevant documents, as sentence-transformers' evaluator of this name: queries
 * without a relevant document are left out (and counted), and among equal scores the lower id comes first. The metrics
 * are those of {@link RankingScores} with {@code cosine_} in front.
 */
public final class InformationRetrievalEvaluator implements Evaluator {
    private static final String PREFIX = "cosine_";

    private final String name;
    private final RetrievalSet set;
    private final RankingCutoffs cutoffs;
    private final List<String> judged; // ids of the queries with a relevant document

    public InformationRetrievalEvaluator(String name, RetrievalSet set, RankingCutoffs cutoffs) {
        this.name = name;
        this.set = set;
        this.cutoffs = cutoffs;
        this.judged = set.queries().keySet().stream()
                .filter(query -> !set.relevant(query).isEmpty())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    /** How many queries count. */
    public int queries() {
        return judged.size();
    }

    /** How many queries are left out, since no document is relevant for them. */
    public int dropped() {
        return set.queries().size() - judged.size();
    }

    @Override
    public Map<String, Double> evaluate(SentenceEncoder encoder) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        scores(encoder, EncodeProgress.SILENT).means().forEach((metric, mean) -> metrics.put(PREFIX + metric, mean));
        return metrics;
    }

    /**
     * The same query by query.
     *
     * @throws pellucid.tensor.InputException if no query has a relevant document
     */
    public RankingScores scores(SentenceEncoder encoder, EncodeProgress progress) {
        List<String> documents = set.corpus().keySet().stream().sorted().toList();
        Embeddings corpus = encoder.encode(
                documents.stream().map(set.corpus()::get).toList(),
                Role.DOCUMENT.options(encoder).withProgress(progress));
        Embeddings queries =
                encoder.encode(judged.stream().map(set.queries()::get).toList(), Role.QUERY.options(encoder));
        ExactSearch search = new ExactSearch(corpus);
        List<JudgedRanking> rankings = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            Map<String, Double> relevant = set.relevant(judged.get(i));
            double[] ranked = search.nearest(queries.row(i), cutoffs.deepest()).stream()
                    .mapToDouble(hit -> relevant.getOrDefault(documents.get(hit.row()), 0.0))
                    .toArray();
            double[] all =
                    relevant.values().stream().mapToDouble(Double::doubleValue).toArray();
            rankings.add(new JudgedRanking(ranked, all));
        }
        return RankingScores.of(rankings, cutoffs);
    }

    @Override
    public String primaryMetric() {
        return PREFIX + "ndcg@" + cutoffs.order();
    }
}
