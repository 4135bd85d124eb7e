package pellucid.eval.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.eval.retrieval.Role;
import pellucid.eval.retrieval.SearchMetric;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.ShapeException;
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
    private final List<String> documents; // ids in ascending order
    private final List<String> judged; // ids of the queries with a relevant document

    public InformationRetrievalEvaluator(String name, RetrievalSet set, RankingCutoffs cutoffs) {
        this.name = name;
        this.set = set;
        this.cutoffs = cutoffs;
        this.documents = set.corpus().keySet().stream().sorted().toList();
        this.judged = set.queries().keySet().stream()
                .filter(query -> !set.relevant(query).isEmpty())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    /** The texts of the documents, in the order in which {@link #scores} wants their vectors. */
    public List<String> documents() {
        return documents.stream().map(set.corpus()::get).toList();
    }

    /** The texts of the queries that count, in the order in which {@link #scores} wants their vectors. */
    public List<String> queries() {
        return judged.stream().map(set.queries()::get).toList();
    }

    /** How many queries are left out, since no document is relevant for them. */
    public int dropped() {
        return set.queries().size() - judged.size();
    }

    @Override
    public Map<String, Double> evaluate(SentenceEncoder encoder) {
        Embeddings corpus = encoder.encode(documents(), Role.DOCUMENT.options(encoder));
        Embeddings queries = encoder.encode(queries(), Role.QUERY.options(encoder));
        Map<String, Double> metrics = new LinkedHashMap<>();
        ExactSearch search = new ExactSearch(corpus, SearchMetric.COSINE, encoder.backend());
        scores(search.nearest(queries, depth())).means().forEach((metric, mean) -> metrics.put(PREFIX + metric, mean));
        return metrics;
    }

    /**
     * The same query by query, for vectors that are there already.
     *
     * @param corpus [documents, dimension]
     * @param queries [queries, dimension]
     * @throws pellucid.tensor.InputException if no query has a relevant document
     */
    public RankingScores scores(Embeddings corpus, Embeddings queries) {
        if (corpus.count() != documents.size() || queries.count() != judged.size()) {
            throw new ShapeException("retrieval: there are vectors of " + corpus.count() + " documents and "
                    + queries.count() + " queries for " + documents.size() + " documents and " + judged.size()
                    + " queries; give one for each");
        }
        return scores(new ExactSearch(corpus).nearest(queries, depth()));
    }

    /** How deep rankings are judged: as many hits {@link #scores(List)} wants of each query, if there are so many. */
    public int depth() {
        return cutoffs.deepest();
    }

    /**
     * The same for rankings that any search made.
     *
     * @param hits for each of {@link #queries} the best of {@link #documents}, by their places in that list
     * @throws pellucid.tensor.InputException if no query has a relevant document
     */
    public RankingScores scores(List<List<Hit>> hits) {
        if (hits.size() != judged.size()) {
            throw new ShapeException("retrieval: there are rankings of " + hits.size() + " queries for " + judged.size()
                    + "; give one for each");
        }
        List<JudgedRanking> rankings = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            Map<String, Double> relevant = set.relevant(judged.get(i));
            double[] ranked = hits.get(i).stream()
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
