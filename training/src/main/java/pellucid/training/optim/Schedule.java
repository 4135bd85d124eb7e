package pellucid.training.optim;

import pellucid.tensor.InputException;

/**
 * How the learning rate goes up and down: a factor for each step, by which the learning rate of the options is multiplied.
 *
 * <pre>
 *   warm-up    t / w                                    while t &lt; w
 *   constant   1
 *   linear     (T - t) / (T - w)
 *   cosine     ½ (1 + cos(π (t - w) / (T - w)))         Loshchilov and Hutter, 2017
 * </pre>
 *
 * with t the step, counted from 0, w the steps of warm-up and T all steps; the same as transformers'
 * {@code get_…_schedule_with_warmup}. The very first step of a warm-up has the rate 0.
 *
 * @param decay what follows the warm-up
 * @param warmupSteps steps of warm-up; 0 to go by the ratio
 * @param warmupRatio the share of all steps that warms up, rounded up to a whole step, where no steps are given
 */
public record Schedule(Decay decay, int warmupSteps, double warmupRatio) {
    /** The course of the learning rate after the warm-up. */
    public enum Decay {
        CONSTANT,
        LINEAR,
        COSINE
    }

    public Schedule {
        if (warmupSteps < 0) {
            throw new InputException("the warm-up is " + warmupSteps + " steps; give 0 or more");
        }
        if (!(warmupRatio >= 0 && warmupRatio < 1)) {
            throw new InputException("the warm-up ratio is " + warmupRatio
                    + "; it must be at least 0 and less than 1, such as 0.1 for a tenth of all steps");
        }
    }

    /** Always the full rate. */
    public static Schedule constant() {
        return new Schedule(Decay.CONSTANT, 0, 0);
    }

    /** Down to 0 in a straight line. */
    public static Schedule linear() {
        return new Schedule(Decay.LINEAR, 0, 0);
    }

    /** Down to 0 along half a wave. */
    public static Schedule cosine() {
        return new Schedule(Decay.COSINE, 0, 0);
    }

    public Schedule withWarmupSteps(int steps) {
        return new Schedule(decay, steps, 0);
    }

    public Schedule withWarmupRatio(double ratio) {
        return new Schedule(decay, 0, ratio);
    }

    /** How many of so many steps warm up. */
    public int warmup(int totalSteps) {
        return warmupSteps > 0 ? warmupSteps : (int) Math.ceil(totalSteps * warmupRatio);
    }

    /**
     * The factor of one step.
     *
     * @param step counted from 0
     */
    public double factor(int step, int totalSteps) {
        int warmup = warmup(totalSteps);
        if (step < warmup) {
            return (double) step / warmup;
        }
        int falling = Math.max(1, totalSteps - warmup);
        return switch (decay) {
            case CONSTANT -> 1;
            case LINEAR -> Math.max(0, (double) (totalSteps - step) / falling);
            case COSINE -> Math.max(0, 0.5 * (1 + Math.cos(Math.PI * (step - warmup) / falling)));
        };
    }
}
