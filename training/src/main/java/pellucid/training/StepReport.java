package pellucid.training;

import java.util.Map;

/**
 * One step of a training.
 *
 * @param step which step, counted from 1
 * @param totalSteps how many there are
 * @param epoch how many epochs are done, with the part of the current one
 * @param loss the mean of the step's batches
 * @param learningRate what the step was taken with
 * @param gradientNorm of all gradients together, before clipping
 * @param examples how many the step looked at
 * @param seconds how long it took, without what listeners measured
 * @param measurements what listeners measured
 */
public record StepReport(
        int step,
        int totalSteps,
        double epoch,
        double loss,
        double learningRate,
        double gradientNorm,
        int examples,
        double seconds,
        Map<String, Double> measurements) {
    /** Examples a second (pairs, where an example is a pair). */
    public double examplesPerSecond() {
        return examples / seconds;
    }
}
