package pellucid.training.monitor;

import java.util.List;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.Normalization;
import pellucid.tensor.InputException;
import pellucid.training.Measurements;
import pellucid.training.StepView;
import pellucid.training.TrainingListener;

/**
 * Measures how a model spreads texts over the sphere, on pairs (xᵢ, yᵢ) that belong together, all vectors of length 1
 * (Wang and Isola, "Understanding Contrastive Representation Learning through Alignment and Uniformity on the
 * Hypersphere", 2020):
 *
 * <pre>
 *   alignment     mean over i of ‖xᵢ - yᵢ‖²                                    0: pairs coincide
 *   uniformity    log mean over i ≠ j of exp(-2 ‖xᵢ - xⱼ‖²), and the same for y, averaged
 *                                                                              0: everything is one point; about -4: spread out
 *   mean_cosine   mean over i ≠ j of xᵢ · yⱼ                                   1: everything is one point; 0: spread out
 * </pre>
 *
 * <p>A loss that only pulls pairs together (cosine similarity with high labels) can be small while the model collapses:
 * then mean_cosine goes to 1 and uniformity to 0.
 */
public final class EmbeddingSpace implements TrainingListener {
    private final List<String> first;
    private final List<String> second;
    private final int everySteps;

    /**
     * @param first texts, at least 2; a few hundred are enough
     * @param second for each of them the text that belongs to it
     * @param everySteps measure in each so many steps, for the texts are encoded each time
     */
    public EmbeddingSpace(List<String> first, List<String> second, int everySteps) {
        if (first.size() < 2 || first.size() != second.size()) {
            throw new InputException("the embedding space is measured on " + first.size() + " texts and "
                    + second.size() + " that belong to them; give at least 2, and as many of the others");
        }
        this.first = List.copyOf(first);
        this.second = List.copyOf(second);
        this.everySteps = Intervals.checked(everySteps);
    }

    @Override
    public void measure(StepView view, Measurements into) {
        if (Intervals.includes(everySteps, view.step())) {
            EncodeOptions unit = EncodeOptions.DEFAULTS.withNormalization(Normalization.ALWAYS);
            Embeddings x = view.encoder().encode(first, unit);
            Embeddings y = view.encoder().encode(second, unit);
            into.put("alignment", alignment(x, y));
            into.put("uniformity", (uniformity(x) + uniformity(y)) / 2);
            into.put("mean_cosine", meanCosine(x, y));
        }
    }

    /** The mean squared distance of the pairs; x and y are [n, dimension]. */
    public static double alignment(Embeddings x, Embeddings y) {
        double sum = 0;
        for (int i = 0; i < x.count(); i++) {
            sum += squaredDistance(x, i, y, i);
        }
        return sum / x.count();
    }

    /** The logarithm of the mean Gaussian potential of all pairs; x is [n, dimension]. */
    public static double uniformity(Embeddings x) {
        double sum = 0;
        for (int i = 0; i < x.count(); i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.exp(-2 * squaredDistance(x, i, x, j));
            }
        }
        return Math.log(sum / (x.count() * (x.count() - 1.0) / 2));
    }

    /** The mean dot product of what does not belong together; x and y are [n, dimension] of length 1. */
    public static double meanCosine(Embeddings x, Embeddings y) {
        double sum = 0;
        for (int i = 0; i < x.count(); i++) {
            for (int j = 0; j < y.count(); j++) {
                sum += i == j ? 0 : dot(x, i, y, j);
            }
        }
        return sum / (x.count() * (y.count() - 1.0));
    }

    private static double dot(Embeddings x, int i, Embeddings y, int j) {
        double sum = 0;
        for (int d = 0; d < x.dimension(); d++) {
            sum += (double) x.rows()[i * x.dimension() + d] * y.rows()[j * y.dimension() + d];
        }
        return sum;
    }

    private static double squaredDistance(Embeddings x, int i, Embeddings y, int j) {
        double sum = 0;
        for (int d = 0; d < x.dimension(); d++) {
            double difference = (double) x.rows()[i * x.dimension() + d] - y.rows()[j * y.dimension() + d];
            sum += difference * difference;
        }
        return sum;
    }
}
