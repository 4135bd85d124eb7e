package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.training.EvaluationReport;
import pellucid.training.Measurements;
import pellucid.training.StepReport;
import pellucid.training.StepView;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingStart;
import pellucid.training.data.Batch;
import pellucid.training.data.FalseNegatives;

/**
 * Tells the person at the terminal how a training goes, and remembers what the result is made of: a bar with loss,
 * learning rate and speed where somebody watches, a line now and then where the notices go to a file.
 */
final class TrainingNotices implements TrainingListener, AutoCloseable {
    private static final int LINES = 20;

    private final Output output;
    private final Progress progress;
    private final List<String> shown;
    private final FalseNegatives falseNegatives; // null where the batch has no negatives
    private final Map<Integer, EvaluationReport> evaluations = new LinkedHashMap<>();
    private long examples;
    private double seconds;
    private double firstLoss = Double.NaN;
    private int planned;

    /**
     * @param shown the metrics to tell of
     * @param negativesInBatch whether to warn of a batch that has a text twice
     */
    TrainingNotices(Output output, List<String> shown, boolean negativesInBatch) {
        this.output = output;
        this.progress = output.progress("", 1);
        this.shown = shown;
        this.falseNegatives = negativesInBatch ? new FalseNegatives(output::notice) : null;
    }

    @Override
    public void started(TrainingStart start) {
        planned = start.totalSteps();
        if (start.firstStep() > 0) {
            output.notice("Going on after step " + start.firstStep() + " of " + planned);
        }
    }

    @Override
    public void measure(StepView view, Measurements into) {
        if (falseNegatives != null) {
            for (Batch batch : view.batches()) {
                falseNegatives.look(batch);
            }
        }
    }

    @Override
    public void stepped(StepReport report) {
        examples += report.examples();
        seconds += report.seconds();
        firstLoss = Double.isNaN(firstLoss) ? report.loss() : firstLoss;
        String words = String.format(
                Locale.ROOT,
                "loss %.4f  lr %.1e  %.1f pairs/s",
                report.loss(),
                report.learningRate(),
                report.examplesPerSecond());
        String few = String.format(
                Locale.ROOT,
                "loss %.3f lr %.0e %.0f/s",
                report.loss(),
                report.learningRate(),
                report.examplesPerSecond());
        progress.advanced("Training", report.step(), report.totalSteps(), few); // beside a bar on 80 columns
        int every = Math.max(1, (report.totalSteps() + LINES - 1) / LINES);
        if (!output.isWatched() && (report.step() % every == 0 || report.step() == report.totalSteps())) {
            output.notice(String.format(Locale.ROOT, "step %d/%d  %s", report.step(), report.totalSteps(), words));
        }
    }

    @Override
    public void evaluated(EvaluationReport report) {
        progress.close();
        evaluations.put(report.step(), report);
        output.notice(String.format(
                Locale.ROOT, "step %d/%d  %s", report.step(), planned, TrainCommand.line(plain(report), shown)));
    }

    @Override
    public void saved(int step, Path checkpoint) {
        progress.close();
    }

    /** The metrics of the model after so many steps, without the evaluator's name; empty if it was not measured. */
    Map<String, Double> metrics(int step) {
        EvaluationReport report = evaluations.get(step);
        return report == null ? Map.of() : plain(report);
    }

    private static Map<String, Double> plain(EvaluationReport report) {
        Map<String, Double> plain = new LinkedHashMap<>();
        report.metrics().forEach((name, value) -> plain.put(name.substring(name.indexOf('.') + 1), value));
        return plain;
    }

    double pairsPerSecond() {
        return seconds == 0 ? 0 : examples / seconds;
    }

    /** The time that the steps of this process took. */
    double seconds() {
        return seconds;
    }

    /** The loss of the first step of this process. */
    double firstLoss() {
        return firstLoss;
    }

    /** Right answers that counted as wrong. */
    long falseNegatives() {
        return falseNegatives == null ? 0 : falseNegatives.total().falseNegatives();
    }

    @Override
    public void close() {
        progress.close();
    }
}
