package pellucid.training;

import java.nio.file.Path;

/** Is told what a training does, on the thread that trains; each method may be left out. */
public interface TrainingListener {
    /** The training begins, or goes on. */
    default void started(TrainingStart start) {}

    /** A step's gradients are known and its parameters still unchanged: the time to measure. */
    default void measure(StepView view, Measurements into) {}

    /** A step is done. */
    default void stepped(StepReport report) {}

    /** The evaluators have spoken. */
    default void evaluated(EvaluationReport report) {}

    /** A checkpoint is on the disk. */
    default void saved(int step, Path checkpoint) {}

    /** The training is over. */
    default void finished(TrainingResult result) {}
}
