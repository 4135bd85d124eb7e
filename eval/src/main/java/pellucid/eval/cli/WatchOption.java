package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pellucid.training.Trainer;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.monitor.EmbeddingSpace;
import pellucid.training.monitor.LayerGradients;
import pellucid.training.monitor.ScoreMatrices;
import pellucid.training.monitor.TrainingCurves;
import pellucid.training.monitor.TrainingLog;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say what is written down while a model trains. */
final class WatchOption {
    /** Pairs that the embedding space is measured on: each measurement encodes them. */
    private static final int PAIRS = 200;

    private static final int EVERY_STEPS = 50;

    @Option(names = "--log", paramLabel = "FILE", description = "loss, rate and measurements of every step as CSV")
    private Path log;

    @Option(names = "--curves", paramLabel = "FILE", description = "the numbers of --log as a picture, in SVG")
    private Path curves;

    @Option(
            names = "--monitor",
            description = "in every --monitor-steps steps, measure how the vectors spread (mean cosine of random pairs,"
                    + " alignment, uniformity) and how long each layer's gradient is, into --log")
    private boolean monitor;

    @Option(
            names = "--score-pictures",
            paramLabel = "DIR",
            description = "in every --monitor-steps steps, draw the scores of a batch, all against all, in SVG")
    private Path scores;

    @Option(
            names = "--monitor-steps",
            paramLabel = "N",
            defaultValue = "" + EVERY_STEPS,
            description = "(default: ${DEFAULT-VALUE})")
    private int everySteps;

    void check(CommandSpec spec, Path data) {
        Usage.requireAtLeast(spec, "--monitor-steps", everySteps, 1);
        if (log == null && (curves != null || monitor)) {
            throw Usage.wrong(
                    spec, (monitor ? "--monitor" : "--curves") + " needs the numbers of --log; name a file for them");
        }
        if (log != null && data != null) {
            Usage.requireDifferent(spec, "--log", log, "--data", data);
        }
        if (curves != null) {
            Usage.requireDifferent(spec, "--curves", curves, "--log", log);
            if (data != null) {
                Usage.requireDifferent(spec, "--curves", curves, "--data", data);
            }
        }
    }

    /** @param examples what is learned from */
    void watch(Trainer trainer, ExampleSet examples) {
        if (monitor) {
            trainer.listener(new LayerGradients(everySteps));
            if (examples.columns().size() > 1 && examples.size() > 1) {
                List<Example> some = examples.examples().subList(0, Math.min(PAIRS, examples.size()));
                trainer.listener(new EmbeddingSpace(column(some, 0), column(some, 1), everySteps));
            }
        }
        if (scores != null) {
            trainer.listener(new ScoreMatrices(scores, everySteps));
        }
        if (log != null) {
            TrainingLog numbers = new TrainingLog(log);
            trainer.listener(numbers);
            if (curves != null) {
                trainer.listener(new TrainingCurves(numbers, curves));
            }
        }
    }

    private static List<String> column(List<Example> examples, int column) {
        List<String> texts = new ArrayList<>();
        examples.forEach(example -> texts.add(example.texts().get(column)));
        return texts;
    }
}
