package pellucid.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import pellucid.models.nn.Dropouts;
import pellucid.tensor.InputException;
import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.Schedule;

/**
 * How to train. Begin with {@link #DEFAULTS}, which are those of sentence-transformers' trainer, and change what differs:
 *
 * <pre>  TrainingOptions.DEFAULTS.withEpochs(1).withBatchSize(32).withSchedule(Schedule.linear().withWarmupRatio(0.1))  </pre>
 *
 * @param epochs how often each example is seen
 * @param maxSteps how many steps to take, in place of the epochs; 0 to go by the epochs
 * @param batchSize examples a batch
 * @param accumulation batches a step: their gradients are averaged. For losses that compare the rows of a batch this is
 *     not the same as a larger batch
 * @param seed of the order of the examples and of dropout
 * @param learningRate the largest; the schedule multiplies it
 * @param schedule the course of the learning rate
 * @param optimizer which optimiser, with its constants
 * @param weightDecay for all parameters but biases and those of layer normalisations
 * @param clipNorm the longest that all gradients together may be; 0 for any length
 * @param dropout the probability of all dropouts; {@link Dropouts#AS_MODEL} for what the model's configuration says
 * @param frozenLayers how many of the first layers stay as they are, together with the embeddings: 0 freezes the
 *     embeddings alone, -1 nothing
 * @param evaluation when to evaluate, when to stop early, what to keep
 * @param checkpoints where and when to save
 */
public record TrainingOptions(
        int epochs,
        int maxSteps,
        int batchSize,
        int accumulation,
        long seed,
        double learningRate,
        Schedule schedule,
        OptimizerSettings optimizer,
        double weightDecay,
        double clipNorm,
        double dropout,
        int frozenLayers,
        EvaluationPlan evaluation,
        CheckpointPlan checkpoints) {

    public static final TrainingOptions DEFAULTS = new TrainingOptions(
            3,
            0,
            8,
            1,
            42,
            5e-5,
            Schedule.linear(),
            OptimizerSettings.adamW(),
            0,
            1,
            Dropouts.AS_MODEL,
            -1,
            EvaluationPlan.DEFAULTS,
            CheckpointPlan.NONE);

    public TrainingOptions {
        atLeast("the number of epochs", epochs, 1);
        atLeast("the number of steps", maxSteps, 0);
        atLeast("the batch size", batchSize, 1);
        atLeast("the number of batches a step", accumulation, 1);
        atLeast("the number of frozen layers", frozenLayers, -1);
        notNegative("the learning rate", learningRate, "5e-5");
        notNegative("the weight decay", weightDecay, "0.01");
        notNegative("the norm to clip at", clipNorm, "1.0, or 0 for no clipping");
        if (dropout != Dropouts.AS_MODEL && !(dropout >= 0 && dropout < 1)) {
            throw new InputException("the dropout is " + dropout + "; it must be at least 0 and less than 1");
        }
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(checkpoints, "checkpoints");
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new InputException(what + " is " + value + "; it must be at least " + least);
        }
    }

    private static void notNegative(String what, double value, String example) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InputException(what + " is " + value + "; it must be at least 0, such as " + example);
        }
    }

    /** What determines the result of a training, by name: a run can be resumed only with the same settings. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("epochs", "" + epochs);
        settings.put("max steps", "" + maxSteps);
        settings.put("batch size", "" + batchSize);
        settings.put("accumulation", "" + accumulation);
        settings.put("seed", "" + seed);
        settings.put("learning rate", "" + learningRate);
        settings.put("schedule", schedule.toString());
        settings.put("optimizer", optimizer.toString());
        settings.put("weight decay", "" + weightDecay);
        settings.put("clip norm", "" + clipNorm);
        settings.put("dropout", dropout == Dropouts.AS_MODEL ? "as the model" : "" + dropout);
        settings.put("frozen layers", "" + frozenLayers);
        settings.put("evaluation", evaluation.toString());
        return settings;
    }

    public TrainingOptions withEpochs(int epochs) {
        return changed(draft -> draft.epochs = epochs);
    }

    public TrainingOptions withMaxSteps(int maxSteps) {
        return changed(draft -> draft.maxSteps = maxSteps);
    }

    public TrainingOptions withBatchSize(int batchSize) {
        return changed(draft -> draft.batchSize = batchSize);
    }

    public TrainingOptions withAccumulation(int accumulation) {
        return changed(draft -> draft.accumulation = accumulation);
    }

    public TrainingOptions withSeed(long seed) {
        return changed(draft -> draft.seed = seed);
    }

    public TrainingOptions withLearningRate(double learningRate) {
        return changed(draft -> draft.learningRate = learningRate);
    }

    public TrainingOptions withSchedule(Schedule schedule) {
        return changed(draft -> draft.schedule = schedule);
    }

    public TrainingOptions withOptimizer(OptimizerSettings optimizer) {
        return changed(draft -> draft.optimizer = optimizer);
    }

    public TrainingOptions withWeightDecay(double weightDecay) {
        return changed(draft -> draft.weightDecay = weightDecay);
    }

    public TrainingOptions withClipNorm(double clipNorm) {
        return changed(draft -> draft.clipNorm = clipNorm);
    }

    public TrainingOptions withDropout(double dropout) {
        return changed(draft -> draft.dropout = dropout);
    }

    public TrainingOptions withFrozenLayers(int frozenLayers) {
        return changed(draft -> draft.frozenLayers = frozenLayers);
    }

    public TrainingOptions withEvaluation(EvaluationPlan evaluation) {
        return changed(draft -> draft.evaluation = evaluation);
    }

    public TrainingOptions withCheckpoints(CheckpointPlan checkpoints) {
        return changed(draft -> draft.checkpoints = checkpoints);
    }

    private TrainingOptions changed(Consumer<TrainingDraft> change) {
        TrainingDraft draft = new TrainingDraft(this);
        change.accept(draft);
        return draft.options();
    }
}
