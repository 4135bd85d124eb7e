package pellucid.training.loss;

import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * How {@link AdaptiveLayer} treats the layers before the last one.
 *
 * @param layersPerStep how many of them are drawn for a step; 0 for all
 * @param lastLayerWeight of the loss of the last layer
 * @param earlierLayersWeight of the mean loss of the drawn layers
 * @param divergenceWeight of the divergence of the drawn layers from the last one
 * @param temperature of that divergence; 0 leaves it out
 * @param weighting how much the layers count beside each other
 * @param seed of the draws
 */
public record LayerSettings(
        int layersPerStep,
        double lastLayerWeight,
        double earlierLayersWeight,
        double divergenceWeight,
        double temperature,
        LayerWeighting weighting,
        long seed) {

    /** One layer a step, weights of 1, a temperature of 0.3. */
    public static final LayerSettings DEFAULTS = new LayerSettings(1, 1, 1, 1, 0.3, LayerWeighting.UNIFORM, 0);

    public LayerSettings {
        Objects.requireNonNull(weighting, "weighting");
        if (layersPerStep < 0) {
            throw new InputException(
                    "adaptive-layer: the layers a step are " + layersPerStep + "; give 1 or more, or 0 for all");
        }
        Limits.notNegative("adaptive-layer", "weight of the last layer", lastLayerWeight);
        Limits.notNegative("adaptive-layer", "weight of the earlier layers", earlierLayersWeight);
        Limits.notNegative("adaptive-layer", "weight of the divergence", divergenceWeight);
        Limits.notNegative("adaptive-layer", "temperature", temperature);
    }

    public LayerSettings withLayersPerStep(int layers) {
        return new LayerSettings(
                layers, lastLayerWeight, earlierLayersWeight, divergenceWeight, temperature, weighting, seed);
    }

    public LayerSettings withWeighting(LayerWeighting other) {
        return new LayerSettings(
                layersPerStep, lastLayerWeight, earlierLayersWeight, divergenceWeight, temperature, other, seed);
    }

    public LayerSettings withSeed(long other) {
        return new LayerSettings(
                layersPerStep, lastLayerWeight, earlierLayersWeight, divergenceWeight, temperature, weighting, other);
    }
}
