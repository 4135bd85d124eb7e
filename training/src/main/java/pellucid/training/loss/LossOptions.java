package pellucid.training.loss;

import java.util.List;
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

    public LossOptions withScale(double value) {
        return new LossOptions(
                value,
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

    public LossOptions withMargin(double value) {
        return new LossOptions(
                scale,
                value,
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

    public LossOptions withTemperature(double value) {
        return new LossOptions(
                scale, margin, value, distance, classes, guide, dims, weights, dimsPerStep, layers, miniBatch, seed);
    }

    public LossOptions withDistance(Distance value) {
        return new LossOptions(
                scale, margin, temperature, value, classes, guide, dims, weights, dimsPerStep, layers, miniBatch, seed);
    }

    public LossOptions withClasses(int value) {
        return new LossOptions(
                scale,
                margin,
                temperature,
                distance,
                value,
                guide,
                dims,
                weights,
                dimsPerStep,
                layers,
                miniBatch,
                seed);
    }

    public LossOptions withGuide(SentenceEncoder value) {
        return new LossOptions(
                scale,
                margin,
                temperature,
                distance,
                classes,
                value,
                dims,
                weights,
                dimsPerStep,
                layers,
                miniBatch,
                seed);
    }

    public LossOptions withDims(List<Integer> value) {
        return new LossOptions(
                scale,
                margin,
                temperature,
                distance,
                classes,
                guide,
                value,
                weights,
                dimsPerStep,
                layers,
                miniBatch,
                seed);
    }

    public LossOptions withWeights(List<Double> value) {
        return new LossOptions(
                scale,
                margin,
                temperature,
                distance,
                classes,
                guide,
                dims,
                value,
                dimsPerStep,
                layers,
                miniBatch,
                seed);
    }

    public LossOptions withDimsPerStep(int value) {
        return new LossOptions(
                scale, margin, temperature, distance, classes, guide, dims, weights, value, layers, miniBatch, seed);
    }

    public LossOptions withLayers(LayerSettings value) {
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
                value,
                miniBatch,
                seed);
    }

    public LossOptions withMiniBatch(int value) {
        return new LossOptions(
                scale, margin, temperature, distance, classes, guide, dims, weights, dimsPerStep, layers, value, seed);
    }

    public LossOptions withSeed(long value) {
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
                value);
    }
}
