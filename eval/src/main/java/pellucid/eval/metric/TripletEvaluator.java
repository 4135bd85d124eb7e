package pellucid.eval.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.retrieval.Role;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.training.Evaluator;

/**
 * The share of triplets in which the positive is more like the anchor than the negative is, ties not counted, as
 * sentence-transformers' evaluator of this name. The metrics are {@code cosine_accuracy}, {@code dot_accuracy}, {@code
 * euclidean_accuracy} and {@code manhattan_accuracy}.
 */
public final class TripletEvaluator implements Evaluator {
    private final String name;
    private final TextPairs alike;
    private final TextPairs unlike;

    /**
     * @param anchors encoded as queries
     * @param positives for each anchor a text like it, encoded as a document
     * @param negatives for each anchor a text unlike it, encoded as a document
     */
    public TripletEvaluator(String name, List<String> anchors, List<String> positives, List<String> negatives) {
        this.name = name;
        this.alike = new TextPairs(anchors, positives);
        this.unlike = new TextPairs(anchors, negatives);
        if (anchors.isEmpty()) {
            throw new InputException("triplets: there are none; give at least 1");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Double> evaluate(SentenceEncoder encoder) {
        Embeddings anchors = encoder.encode(alike.left(), Role.QUERY.options(encoder));
        Embeddings positives = encoder.encode(alike.right(), Role.DOCUMENT.options(encoder));
        Embeddings negatives = encoder.encode(unlike.right(), Role.DOCUMENT.options(encoder));
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Similarity similarity : Similarity.values()) {
            double[] near = similarity.pairs(anchors, positives);
            double[] far = similarity.pairs(anchors, negatives);
            int right = 0;
            for (int i = 0; i < near.length; i++) {
                right += near[i] > far[i] ? 1 : 0;
            }
            metrics.put(similarity.label() + "_accuracy", (double) right / near.length);
        }
        return metrics;
    }

    @Override
    public String primaryMetric() {
        return "cosine_accuracy";
    }
}
