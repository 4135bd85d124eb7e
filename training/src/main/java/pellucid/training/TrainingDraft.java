package pellucid.training;

import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.Schedule;

/** Options in the making: what {@link TrainingOptions}'s {@code with} methods change before the record checks them. */
final class TrainingDraft {
    int epochs;
    int maxSteps;
    int batchSize;
    int accumulation;
    long seed;
    double learningRate;
    Schedule schedule;
    OptimizerSettings optimizer;
    double weightDecay;
    double clipNorm;
    double dropout;
    int frozenLayers;
    EvaluationPlan evaluation;
    CheckpointPlan checkpoints;

    TrainingDraft(TrainingOptions from) {
        this.epochs = from.epochs();
        this.maxSteps = from.maxSteps();
        this.batchSize = from.batchSize();
        this.accumulation = from.accumulation();
        this.seed = from.seed();
        this.learningRate = from.learningRate();
        this.schedule = from.schedule();
        this.optimizer = from.optimizer();
        this.weightDecay = from.weightDecay();
        this.clipNorm = from.clipNorm();
        this.dropout = from.dropout();
        this.frozenLayers = from.frozenLayers();
        this.evaluation = from.evaluation();
        this.checkpoints = from.checkpoints();
    }

    TrainingOptions options() {
        return new TrainingOptions(
                epochs,
                maxSteps,
                batchSize,
                accumulation,
                seed,
                learningRate,
                schedule,
                optimizer,
                weightDecay,
                clipNorm,
                dropout,
                frozenLayers,
                evaluation,
                checkpoints);
    }
}
