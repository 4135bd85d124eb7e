package pellucid.eval.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.training.StepReport;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingStart;

/** Remembers the losses and times of a training, and passes on how far it is. */
public class TrainingWatch implements TrainingListener {
    private final String task;
    private final ExperimentProgress progress;
    private final List<Double> losses = new ArrayList<>();
    private double seconds;
    private double processorStart = Double.NaN;

    /** @param task such as {@code 3/11 MNRL: train} */
    public TrainingWatch(String task, ExperimentProgress progress) {
        this.task = task;
        this.progress = progress;
    }

    @Override
    public void started(TrainingStart start) {
        processorStart = ProcessorTime.seconds();
    }

    @Override
    public void stepped(StepReport report) {
        losses.add(report.loss());
        seconds += report.seconds();
        progress.at(
                task,
                report.step(),
                report.totalSteps(),
                String.format(Locale.ROOT, "loss %.3f %.0f pairs/s", report.loss(), report.examplesPerSecond()));
    }

    /** The loss of each step. */
    public double[] losses() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** By the clock, the steps alone. */
    public double seconds() {
        return seconds;
    }

    /** For which all threads have computed since the training began; NaN where the machine does not tell. */
    public double processorSeconds() {
        return ProcessorTime.seconds() - processorStart;
    }
}
