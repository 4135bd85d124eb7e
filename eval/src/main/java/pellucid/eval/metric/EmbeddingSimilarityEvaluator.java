package pellucid.eval.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.Evaluator;

/**
 * Whether pairs of texts that people find alike have vectors that are alike: Pearson's and Spearman's correlation of
 * cosine, dot product and negative distances with scores that people gave, as sentence-transformers' evaluator of this
 * name. The metrics are {@code pearson_cosine}, {@code spearman_cosine} and so on.
 */
public final class EmbeddingSimilarityEvaluator implements Evaluator {
    private final String name;
    private final TextPairs pairs;
    private final double[] scores;

    /**
     * @param left the first text of each pair
     * @param right the second text of each pair
     * @param scores how alike people found each pair, on any scale
     */
    public EmbeddingSimilarityEvaluator(String name, List<String> left, List<String> right, double[] scores) {
        this.name = name;
        this.pairs = new TextPairs(left, right);
        this.scores = scores.clone();
        pairs.requireLabels(scores.length);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Double> evaluate(SentenceEncoder encoder) {
        return measure(encoder.encode(pairs.left()), encoder.encode(pairs.right()));
    }

    /**
     * The same for vectors that are there already.
     *
     * @param left [pairs, dimension], of the first texts
     * @param right [pairs, dimension], of the second texts
     */
    public Map<String, Double> measure(Embeddings left, Embeddings right) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Similarity similarity : Similarity.values()) {
            double[] found = similarity.pairs(left, right);
            metrics.put("pearson_" + similarity.label(), Correlation.pearson(scores, found));
            metrics.put("spearman_" + similarity.label(), Correlation.spearman(scores, found));
        }
        return metrics;
    }

    @Override
    public String primaryMetric() {
        return "spearman_cosine";
    }
}
