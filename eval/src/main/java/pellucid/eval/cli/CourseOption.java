package pellucid.eval.cli;

import java.util.Locale;
import pellucid.models.nn.Dropouts;
import pellucid.tensor.InputException;
import pellucid.training.EvaluationPlan;
import pellucid.training.TrainingOptions;
import pellucid.training.data.Sampling;
import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.Schedule;
import pellucid.training.optim.Schedule.Decay;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how a training goes: how long, how fast, in what batches. */
final class CourseOption {
    /** A few minutes on two cores. */
    private static final int DEMO_STEPS = 400;

    private static final double LEARNING_RATE = 2e-5;
    private static final double DEMO_LEARNING_RATE = 5e-5;

    @Option(names = "--epochs", paramLabel = "N", description = "how often each example is seen (default: 1)")
    private Integer epochs;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            description = "steps to take, in place of the epochs (default: by the epochs; without --data, " + DEMO_STEPS
                    + ")")
    private Integer maxSteps;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "examples a batch (default: ${DEFAULT-VALUE})")
    private int batchSize;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            defaultValue = "1",
            description = "batches a step, their gradients averaged (default: ${DEFAULT-VALUE})")
    private int accumulate;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            description =
                    "shuffled, no_duplicates, legacy_no_duplicates, group_by_label or in_order (default: what suits"
                            + " the loss)")
    private String sampler;

    @Option(names = "--drop-last", description = "leave out a batch that is smaller than the others")
    private boolean dropLast;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "the largest learning rate (default: " + LEARNING_RATE + "; without --data, "
                    + DEMO_LEARNING_RATE + ")")
    private Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            defaultValue = "linear",
            description = "the learning rate after the warm-up: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Decay decay;

    @Option(
            names = "--warmup",
            paramLabel = "W",
            defaultValue = "0.1",
            description = "a share of all steps below 1, or a number of steps (default: ${DEFAULT-VALUE})")
    private double warmup;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "adamw",
            description = "adamw, adam or sgd (default: ${DEFAULT-VALUE})")
    private String optimizer;

    @Option(
            names = "--weight-decay",
            paramLabel = "D",
            defaultValue = "0.01",
            description = "for all but biases and layer norms (default: ${DEFAULT-VALUE})")
    private double weightDecay;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            defaultValue = "1",
            description = "the longest gradient; 0 for any (default: ${DEFAULT-VALUE})")
    private double clip;

    @Option(names = "--dropout", paramLabel = "P", description = "of all layers (default: as the model says)")
    private Double dropout;

    @Option(
            names = "--freeze-layers",
            paramLabel = "N",
            description = "keep the embeddings and the first N layers as they are")
    private Integer freezeLayers;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "of the order, of dropout and of the demo's test (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--eval-steps",
            paramLabel = "N",
            description = "measure every N steps (default: after every epoch)")
    private Integer evalSteps;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "stop after N measurements without improvement, and keep the best model")
    private Integer patience;

    @Option(names = "--keep-best", description = "end with the best model measured instead of the last")
    private boolean keepBest;

    long seed() {
        return seed;
    }

    boolean dropLast() {
        return dropLast;
    }

    int batchSize() {
        return batchSize;
    }

    Sampling sampling(CommandSpec spec, LossOption loss) {
        try {
            return sampler == null ? loss.sampling() : Sampling.named(sampler);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, "--sampler: " + wrong.getMessage());
        }
    }

    TrainingOptions options(CommandSpec spec, boolean demo, boolean measured) {
        if (epochs != null && maxSteps != null) {
            throw Usage.wrong(spec, "--epochs and --max-steps are both given; one of them says how long to train");
        }
        if (!measured && (evalSteps != null || patience != null || keepBest)) {
            throw Usage.wrong(
                    spec,
                    "--eval-steps, --patience and --keep-best measure the model, and there is nothing to measure it on;"
                            + " name a file with --eval-data");
        }
        int steps = maxSteps != null ? maxSteps : demo && epochs == null ? DEMO_STEPS : 0;
        if (maxSteps != null) {
            Usage.requireAtLeast(spec, "--max-steps", maxSteps, 1);
        }
        try {
            return TrainingOptions.DEFAULTS
                    .withEpochs(epochs == null ? 1 : epochs)
                    .withMaxSteps(steps)
                    .withBatchSize(batchSize)
                    .withAccumulation(accumulate)
                    .withSeed(seed)
                    .withLearningRate(learningRate != null ? learningRate : demo ? DEMO_LEARNING_RATE : LEARNING_RATE)
                    .withSchedule(schedule())
                    .withOptimizer(optimizer(spec))
                    .withWeightDecay(weightDecay)
                    .withClipNorm(clip)
                    .withDropout(dropout == null ? Dropouts.AS_MODEL : dropout)
                    .withFrozenLayers(freezeLayers == null ? -1 : freezeLayers)
                    .withEvaluation(evaluation());
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }

    private Schedule schedule() {
        Schedule plain = new Schedule(decay, 0, 0);
        return warmup >= 1 && warmup == Math.rint(warmup) && warmup <= Integer.MAX_VALUE
                ? plain.withWarmupSteps((int) warmup)
                : plain.withWarmupRatio(warmup);
    }

    private OptimizerSettings optimizer(CommandSpec spec) {
        return switch (optimizer.toLowerCase(Locale.ROOT)) {
            case "adamw" -> OptimizerSettings.adamW();
            case "adam" -> OptimizerSettings.adam();
            case "sgd" -> OptimizerSettings.sgd(0, false);
            default -> throw Usage.wrong(spec, "--optimizer is '" + optimizer + "'; choose adamw, adam or sgd");
        };
    }

    private EvaluationPlan evaluation() {
        EvaluationPlan plan = EvaluationPlan.DEFAULTS.withKeepBest(keepBest);
        if (evalSteps != null) {
            plan = plan.withEverySteps(evalSteps).withTimesAnEpoch(0);
        }
        return patience == null ? plan : plan.withEarlyStopping(patience, 0);
    }
}
