package pellucid.training.loss;

import java.util.List;
import java.util.function.Consumer;
import pellucid.models.sentence.SentenceEncoder;

/**
 * What can be said about a loss beside its name. Begin with {@link #DEFAULTS} and change what differs:
 *
 * <pre>  LossOptions.DEFAULTS.withScale(10).withDims(List.of(384, 192, 96, 48))  </pre>
 *
 * @param scale of the similarities; null for the loss's default
 * @param margin null for the loss's default
 * @param temperature null for the loss's default
 * @param distance null for the loss's default
 * @param classes of a classifier; 0 for those losses that have none
 * @param guide the guide or teacher; null for those losses that have none
 * @param dims the prefixes of a Matryoshka; empty for none
 * @param weights one for each prefix; empty for 1 each
 * @param dimsPerStep how many prefixes are drawn for a step; 0 for all
 * @param layers how earlier layers are trained too; null for not at all
 * @param miniBatch how many texts a cached loss encodes at a time
 * @param seed of what the loss draws at random
 */
public record LossOptions(
        Double scale,
        Double margin,
        Double temperature,
        Distance distance,
        int classes,
        SentenceEncoder guide,
        List<Integer> dims,
        List<Double> weights,
        int dimsPerStep,
        LayerSettings layers,
        int miniBatch,
        long seed) {

    public static final LossOptions DEFAULTS =
            new LossOptions(null, null, null, null, 0, null, List.of(), List.of(), 0, null, 32, 0);

    public LossOptions {
        dims = List.copyOf(dims);
        weights = List.copyOf(weights);
    }

    public LossOptions withScale(double scale) {
        return changed(draft -> draft.scale = scale);
    }

    public LossOptions withMargin(double margin) {
        return changed(draft -> draft.margin = margin);
    }

    public LossOptions withTemperature(double temperature) {
        return changed(draft -> draft.temperature = temperature);
    }

    public LossOptions withDistance(Distance distance) {
        return changed(draft -> draft.distance = distance);
    }

    public LossOptions withClasses(int classes) {
        return changed(draft -> draft.classes = classes);
    }

    public LossOptions withGuide(SentenceEncoder guide) {
        return changed(draft -> draft.guide = guide);
    }

    public LossOptions withDims(List<Integer> dims) {
        return changed(draft -> draft.dims = dims);
    }

    public LossOptions withWeights(List<Double> weights) {
        return changed(draft -> draft.weights = weights);
    }

    public LossOptions withDimsPerStep(int dimsPerStep) {
        return changed(draft -> draft.dimsPerStep = dimsPerStep);
    }

    public LossOptions withLayers(LayerSettings layers) {
        return changed(draft -> draft.layers = layers);
    }

    public LossOptions withMiniBatch(int miniBatch) {
        return changed(draft -> draft.miniBatch = miniBatch);
    }

    public LossOptions withSeed(long seed) {
        return changed(draft -> draft.seed = seed);
    }

    private LossOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options in the making. */
    private static final class Draft {
        Double scale;
        Double margin;
        Double temperature;
        Distance distance;
        int classes;
        SentenceEncoder guide;
        List<Integer> dims;
        List<Double> weights;
        int dimsPerStep;
        LayerSettings layers;
        int miniBatch;
        long seed;

        Draft(LossOptions from) {
            scale = from.scale;
            margin = from.margin;
            temperature = from.temperature;
            distance = from.distance;
            classes = from.classes;
            guide = from.guide;
            dims = from.dims;
            weights = from.weights;
            dimsPerStep = from.dimsPerStep;
            layers = from.layers;
            miniBatch = from.miniBatch;
            seed = from.seed;
        }

        LossOptions options() {
            return new LossOptions(
                    scale,
                    margin,
                    temperature,
                    distance,
                    classes,
                    guide,
                    dims,
                    weights,
                    dimsPerStep,
                    layers,
                    miniBatch,
                    seed);
        }
    }
}
