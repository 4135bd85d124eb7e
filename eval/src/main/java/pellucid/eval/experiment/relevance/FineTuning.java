package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.List;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.experiment.TrainingWatch;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.EvaluationPlan;
import pellucid.training.EvaluationReport;
import pellucid.training.Trainer;
import pellucid.training.TrainingOptions;
import pellucid.training.TrainingResult;
import pellucid.training.data.Sampling;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Mnrl;
import pellucid.training.optim.Schedule;

/**
 * The training and how it went.
 *
 * @param pairs learned from
 * @param losses of every step
 * @param evaluations before the first step, twice an epoch and at the end
 * @param seen the same in single pairs
 * @param labels of the evaluated pairs
 * @param ceiling of Spearman's correlation with them
 * @param result how it ended
 * @param seconds the steps took
 */
record FineTuning(
        int pairs,
        double[] losses,
        List<EvaluationReport> evaluations,
        List<HeldOutPairs.Seen> seen,
        double[] labels,
        double ceiling,
        TrainingResult result,
        double seconds) {
    static final int BATCH = 16;
    /** Those of sentence-transformers' {@code fit}, which the study calls without others. */
    static final double LEARNING_RATE = 2e-5;

    static final double WEIGHT_DECAY = 0.01;
    static final double WARMUP = 0.1;
    /** So many evaluations in a row without a better Spearman end the training: two epochs. */
    static final int PATIENCE = 4;

    FineTuning {
        evaluations = List.copyOf(evaluations);
        seen = List.copyOf(seen);
    }

    /** Trains the model, which ends as the best that the evaluations have seen. */
    static FineTuning of(
            SentenceEncoder encoder, RelevanceTask task, RelevanceOptions options, ExperimentProgress progress) {
        TrainingOptions how = TrainingOptions.DEFAULTS
                .withEpochs(options.epochs())
                .withBatchSize(BATCH)
                .withLearningRate(LEARNING_RATE)
                .withWeightDecay(WEIGHT_DECAY)
                .withSchedule(Schedule.linear().withWarmupRatio(WARMUP))
                .withSeed(options.seed())
                .withEvaluation(EvaluationPlan.DEFAULTS.withTimesAnEpoch(2).withEarlyStopping(PATIENCE, 0));
        HeldOutPairs heldOut = new HeldOutPairs(task.heldOut(), task.wrong(), BATCH, options.seed());
        List<EvaluationReport> evaluations = new ArrayList<>();
        TrainingWatch watch = new TrainingWatch("fine-tuning", progress) {
            @Override
            public void evaluated(EvaluationReport report) {
                evaluations.add(report);
            }
        };
        TrainingResult result = new Trainer(encoder, new EmbeddingObjective(new Mnrl()), task.pairs(), how)
                .sampler(Sampling.NO_DUPLICATES
                        .over(task.pairs(), BATCH, false, options.seed())
                        .withAtLeast(2))
                .evaluator(heldOut)
                .listener(watch)
                .train();
        return new FineTuning(
                task.pairs().size(),
                watch.losses(),
                evaluations,
                heldOut.seen(),
                heldOut.labels(),
                heldOut.ceiling(),
                result,
                watch.seconds());
    }

    /** The place among the evaluations of the model that was kept. */
    int kept() {
        for (int i = 0; i < evaluations.size(); i++) {
            if (evaluations.get(i).step() == result.keptStep()) {
                return i;
            }
        }
        return evaluations.size() - 1;
    }

    /** The place of the evaluation with the smallest held-out loss. */
    int smallestLoss() {
        int smallest = 0;
        for (int i = 1; i < seen.size(); i++) {
            smallest = seen.get(i).loss() < seen.get(smallest).loss() ? i : smallest;
        }
        return smallest;
    }

    /** A metric of one evaluation. */
    double metric(int evaluation, String name) {
        return evaluations.get(evaluation).metrics().get(HeldOutPairs.NAME + "." + name);
    }

    /** The mean of some of the first or last steps' losses. */
    double meanLoss(boolean last) {
        int some = Math.max(1, losses.length / 10);
        double sum = 0;
        for (int i = 0; i < some; i++) {
            sum += losses[last ? losses.length - 1 - i : i];
        }
        return sum / some;
    }
}
