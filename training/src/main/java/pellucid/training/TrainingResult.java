package pellucid.training;

/**
 * How a training ended.
 *
 * @param steps how many steps were taken, those before a resume included
 * @param totalSteps how many were planned
 * @param stoppedEarly whether it ended because nothing improved any more
 * @param keptStep the step whose model the encoder now holds; 0 is the model before the training
 * @param bestMetric the primary metric of the best model seen; NaN without an evaluation
 * @param lastLoss the loss of the last step
 */
public record TrainingResult(
        int steps, int totalSteps, boolean stoppedEarly, int keptStep, double bestMetric, double lastLoss) {}
