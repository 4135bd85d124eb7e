package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pellucid.eval.metric.Correlation;
import pellucid.eval.metric.EmbeddingSimilarityEvaluator;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.Evaluator;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.NoDuplicates;
import pellucid.training.loss.Mnrl;

/**
 * Says between the steps of a training how the model does on pairs that it does not learn from: as the study, by the
 * correlation of cosines with 1 for these pairs and 0 for as many wrong ones ({@link EmbeddingSimilarityEvaluator}); and
 * by the loss itself ({@link Mnrl}) on the pairs in batches that never change. It remembers each evaluation.
 */
final class HeldOutPairs implements Evaluator {
    static final String NAME = "held-out";
    static final String SPEARMAN = "spearman_cosine";
    static final String PEARSON = "pearson_cosine";
    static final String LOSS = "mnr_loss";

    private final ExampleSet pairs;
    private final List<String> wrong;
    private final List<int[]> batches;
    private final double[] labels;
    private final EmbeddingSimilarityEvaluator correlations;
    private final List<Seen> seen = new ArrayList<>();

    /**
     * One evaluation.
     *
     * @param cosines of the pairs, then of the wrong ones
     * @param losses of the pairs that are in a batch of more than one
     */
    record Seen(double[] cosines, double[] losses) {
        double loss() {
            return Arrays.stream(losses).average().orElse(Double.NaN);
        }
    }

    /**
     * @param pairs of query and product
     * @param wrong for each a product that does not belong to its query
     * @param batchSize of the training, in which the loss is measured, too
     */
    HeldOutPairs(ExampleSet pairs, List<String> wrong, int batchSize, long seed) {
        this.pairs = pairs;
        this.wrong = wrong;
        this.batches =
                new NoDuplicates(pairs, batchSize, false, seed).withAtLeast(2).batches(0);
        this.labels = new double[2 * pairs.size()];
        Arrays.fill(labels, 0, pairs.size(), 1);
        List<String> queries = texts(0);
        this.correlations = new EmbeddingSimilarityEvaluator(
                NAME,
                Stream.concat(queries.stream(), queries.stream()).toList(),
                Stream.concat(texts(1).stream(), wrong.stream()).toList(),
                labels);
    }

    private List<String> texts(int column) {
        return pairs.examples().stream()
                .map(example -> example.texts().get(column))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String primaryMetric() {
        return SPEARMAN;
    }

    @Override
    public Map<String, Double> evaluate(SentenceEncoder encoder) {
        Embeddings queries = encoder.encode(texts(0), ProductSearch.UNIT);
        Embeddings products =
                encoder.encode(Stream.concat(texts(1).stream(), wrong.stream()).toList(), ProductSearch.UNIT);
        float[] twice = Arrays.copyOf(queries.rows(), 2 * queries.rows().length);
        System.arraycopy(queries.rows(), 0, twice, queries.rows().length, queries.rows().length);
        Embeddings left = new Embeddings(twice, 2 * queries.count(), queries.dimension(), 0);
        Map<String, Double> all = correlations.measure(left, products);
        Seen now = new Seen(Vectors.cosines(left, products), losses(queries, products));
        seen.add(now);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(SPEARMAN, all.get(SPEARMAN));
        metrics.put(PEARSON, all.get(PEARSON));
        metrics.put(LOSS, now.loss());
        return metrics;
    }

    /** -log softmax of the pair's own score among those with the other products of its batch. */
    private double[] losses(Embeddings queries, Embeddings products) {
        List<Double> losses = new ArrayList<>();
        for (int[] batch : batches) {
            for (int i : batch) {
                float[] query = queries.row(i);
                double own = Mnrl.DEFAULT_SCALE * Vectors.dot(query, products.row(i));
                double sum = 0;
                for (int j : batch) {
                    sum += Math.exp(Mnrl.DEFAULT_SCALE * Vectors.dot(query, products.row(j)) - own);
                }
                losses.add(Math.log(sum));
            }
        }
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Every evaluation so far, in order. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** 1 for the pairs, 0 for the wrong ones. */
    double[] labels() {
        return labels.clone();
    }

    /** The most that Spearman's correlation can reach with these labels. */
    double ceiling() {
        return Correlation.binaryCeiling(Arrays.stream(labels).average().orElseThrow());
    }
}
