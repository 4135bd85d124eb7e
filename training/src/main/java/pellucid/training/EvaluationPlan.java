package pellucid.training;

import pellucid.tensor.InputException;

/**
 * When a model in training is evaluated, and what follows from it. Models are compared by the primary metric of the first
 * evaluator.
 *
 * @param before whether the model is evaluated before the first step; that counts as a model to be kept, too
 * @param everySteps evaluate after each so many steps; 0 for not
 * @param timesAnEpoch evaluate so many times in each epoch, evenly spread, the last at its end; 0 for not
 * @param after whether the model is evaluated after the last step, if it was not just then
 * @param patience stop after so many evaluations in a row without improvement; 0 for never
 * @param minimumImprovement how much larger the metric must have become to count as an improvement for the patience
 * @param keepBest whether the training ends with the best model seen, instead of the last one
 */
public record EvaluationPlan(
        boolean before,
        int everySteps,
        int timesAnEpoch,
        boolean after,
        int patience,
        double minimumImprovement,
        boolean keepBest) {
    /** Before, after every epoch, and after the last step; no early stop; the last model is kept. */
    public static final EvaluationPlan DEFAULTS = new EvaluationPlan(true, 0, 1, true, 0, 0, false);

    public EvaluationPlan {
        if (everySteps < 0 || timesAnEpoch < 0) {
            throw new InputException("the evaluations are to come every " + everySteps + " steps and " + timesAnEpoch
                    + " times an epoch; give 0 or more of each");
        }
        if (patience < 0) {
            throw new InputException(
                    "the patience is " + patience + " evaluations; give 1 or more, or 0 for no early" + " stop");
        }
        if (!(minimumImprovement >= 0 && minimumImprovement < Double.POSITIVE_INFINITY)) {
            throw new InputException("the least improvement is " + minimumImprovement + "; it must be at least 0");
        }
    }

    public EvaluationPlan withBefore(boolean before) {
        return new EvaluationPlan(before, everySteps, timesAnEpoch, after, patience, minimumImprovement, keepBest);
    }

    public EvaluationPlan withEverySteps(int steps) {
        return new EvaluationPlan(before, steps, timesAnEpoch, after, patience, minimumImprovement, keepBest);
    }

    public EvaluationPlan withTimesAnEpoch(int times) {
        return new EvaluationPlan(before, everySteps, times, after, patience, minimumImprovement, keepBest);
    }

    public EvaluationPlan withAfter(boolean after) {
        return new EvaluationPlan(before, everySteps, timesAnEpoch, after, patience, minimumImprovement, keepBest);
    }

    /** Stops early, and keeps the best. */
    public EvaluationPlan withEarlyStopping(int patience, double minimumImprovement) {
        return new EvaluationPlan(before, everySteps, timesAnEpoch, after, patience, minimumImprovement, true);
    }

    public EvaluationPlan withKeepBest(boolean keepBest) {
        return new EvaluationPlan(before, everySteps, timesAnEpoch, after, patience, minimumImprovement, keepBest);
    }

    /**
     * Whether an evaluation is due.
     *
     * @param step how many steps are done
     * @param stepInEpoch how many of them in this epoch
     * @param stepsInEpoch how many this epoch has
     */
    boolean isDue(int step, int stepInEpoch, int stepsInEpoch) {
        boolean bySteps = everySteps > 0 && step % everySteps == 0;
        long sooner = (long) timesAnEpoch * (stepInEpoch - 1) / stepsInEpoch;
        return bySteps || (long) timesAnEpoch * stepInEpoch / stepsInEpoch > sooner;
    }
}
