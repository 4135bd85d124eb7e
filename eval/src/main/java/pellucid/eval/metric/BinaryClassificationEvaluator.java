package pellucid.eval.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.Evaluator;

/**
 * Whether the similarity of two vectors tells pairs that belong together from those that do not, as
 * sentence-transformers' evaluator of this name ({@link BinaryClassification}). The metrics are {@code cosine_accuracy},
 * {@code cosine_accuracy_threshold}, {@code cosine_f1}, {@code cosine_f1_threshold}, {@code cosine_precision}, {@code
 * cosine_recall}, {@code cosine_ap}, {@code cosine_mcc} and the same of the other similarities; the thresholds of
 * distances are distances.
 */
public final class BinaryClassificationEvaluator implements Evaluator {
    private final String name;
    private final TextPairs pairs;
    private final boolean[] together;

    /**
     * @param left the first text of each pair
     * @param right the second text of each pair
     * @param together whether the two belong together
     */
    public BinaryClassificationEvaluator(String name, List<String> left, List<String> right, boolean[] together) {
        this.name = name;
        this.pairs = new TextPairs(left, right);
        this.together = Arrays.copyOf(together, together.length);
        pairs.requireLabels(together.length);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Double> evaluate(SentenceEncoder encoder) {
        Embeddings left = encoder.encode(pairs.left());
        Embeddings right = encoder.encode(pairs.right());
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Similarity similarity : Similarity.values()) {
            BinaryClassification result =
                    BinaryClassification.of(similarity.pairs(left, right), together, BinaryClassification.Ties.SPLIT);
            String start = similarity.label() + "_";
            metrics.put(start + "accuracy", result.accuracy());
            metrics.put(start + "accuracy_threshold", similarity.sign() * result.accuracyThreshold());
            metrics.put(start + "f1", result.f1());
            metrics.put(start + "f1_threshold", similarity.sign() * result.f1Threshold());
            metrics.put(start + "precision", result.precision());
            metrics.put(start + "recall", result.recall());
            metrics.put(start + "ap", result.averagePrecision());
            metrics.put(start + "mcc", result.matthews());
        }
        return metrics;
    }

    @Override
    public String primaryMetric() {
        return "cosine_ap";
    }
}
