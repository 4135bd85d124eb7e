package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceFolderWriter;
import pellucid.models.weights.DurableFiles;
import pellucid.training.CheckpointPlan;
import pellucid.training.ModelCard;
import pellucid.training.Trainer;
import pellucid.training.TrainingOptions;
import pellucid.training.TrainingResult;
import pellucid.training.data.BatchSampler;
import pellucid.training.data.Sampling;
import pellucid.training.loss.Objective;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code train}: fine-tunes a sentence encoder and writes it as a folder. */
@Command(
        name = "train",
        sortOptions = false,
        description = "Fine-tune a model on pairs of texts. Without --data, on WordNet: find the word to a definition,"
                + " measured before and after on words that are not learned from.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  train --output words",
            "  train --data pairs.csv --eval-data dev.csv --epochs 3 --output tuned",
            "  train --data sts.tsv --loss cosent --scores 0,5 --output tuned",
            "  train --data pairs.csv --loss mnrl --matryoshka 384,192,96,48 --output tuned"
        })
final class TrainCommand implements Callable<Integer> {
    private static final String CHECKPOINTS = ".checkpoints";
    private static final int CHECKPOINT_STEPS = 100;

    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "the folder of the trained model, which sentence-transformers loads, too")
    private Path output;

    @Mixin
    private ModelOption model;

    @Mixin
    private LossOption loss;

    @Mixin
    private CourseOption course;

    @Mixin
    private WatchOption watch;

    @Option(
            names = "--checkpoint-steps",
            paramLabel = "N",
            defaultValue = "" + CHECKPOINT_STEPS,
            description = "save the state to DIR" + CHECKPOINTS + " every N steps; 0 for never (default:"
                    + " ${DEFAULT-VALUE})")
    private int checkpointSteps;

    @Option(names = "--resume", description = "go on from the last saved state, to the same bits")
    private boolean resume;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        check();
        try (JsonOption.Report report = json.begin()) {
            TrainingData examples = data.read(spec, course.seed());
            TrainingOptions options = course.options(spec, data.isDemo(), examples.evaluator() != null)
                    .withCheckpoints(checkpoints());
            Sampling sampling = course.sampling(spec, loss);
            parent.output().notice(examples.train() + "; batches " + sampling);
            if (examples.leakage() != null) {
                parent.output().notice("Leakage: " + examples.leakage());
            }
            SentenceEncoder encoder = model.encoder(parent.output());
            Objective objective = loss.objective(encoder, examples.train(), course.seed());
            train(examples, options, sampling, encoder, objective, report);
        }
        return ExitCode.OK;
    }

    private void check() {
        loss.check(spec);
        Usage.requireAtLeast(spec, "--batch-size", course.batchSize(), 1);
        Usage.requireAtLeast(spec, "--checkpoint-steps", checkpointSteps, 0);
        watch.check(spec, data.data());
        if (data.data() != null) {
            json.requireOtherThan(spec, "--data", data.data());
        }
        if (resume && checkpointSteps == 0) {
            throw Usage.wrong(spec, "--resume goes on from a saved state, and --checkpoint-steps 0 saves none");
        }
        SentenceFolderWriter.check(output);
    }

    /** Beside the model's folder, which has no file but the model's. */
    private Path checkpointFolder() {
        Path whole = output.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + CHECKPOINTS);
    }

    private CheckpointPlan checkpoints() {
        if (checkpointSteps == 0) {
            return CheckpointPlan.NONE;
        }
        if (resume && !Files.exists(checkpointFolder())) {
            parent.output().notice(checkpointFolder() + " has no saved state to go on from: this is a new training");
        }
        return CheckpointPlan.in(checkpointFolder())
                .withEverySteps(checkpointSteps)
                .withResume(resume);
    }

    private void train(
            TrainingData examples,
            TrainingOptions options,
            Sampling sampling,
            SentenceEncoder encoder,
            Objective objective,
            JsonOption.Report report) {
        boolean single = examples.train().size() % course.batchSize() == 1
                && objective.expects().leastRows() > 1;
        BatchSampler batches =
                sampling.over(examples.train(), course.batchSize(), course.dropLast() || single, course.seed());
        Map<String, Double> before =
                resume && examples.evaluator() != null ? examples.evaluator().evaluate(encoder) : Map.of();
        try (TrainingNotices notices =
                new TrainingNotices(parent.output(), examples.shown(), loss.hasNegativesInBatch())) {
            Trainer trainer = new Trainer(encoder, objective, examples.train(), options)
                    .sampler(batches)
                    .listener(notices)
                    .note("loss and its options", loss.settings())
                    .note("sampler", sampling.toString())
                    .note("model", model.name());
            if (examples.evaluator() != null) {
                trainer.evaluator(examples.evaluator());
            }
            watch.watch(trainer, examples.train());
            TrainingResult result = trainer.train();
            before = before.isEmpty() ? notices.metrics(0) : before;
            Map<String, Double> after = notices.metrics(result.keptStep());
            SentenceFolderWriter.write(encoder, output, card(examples, options, encoder, before, after));
            removeCheckpoints();
            tell(examples, result, notices, before, after);
            report.write(content(examples, result, notices, before, after));
        }
    }

    /** A finished training needs none. */
    private void removeCheckpoints() {
        if (checkpointSteps > 0) {
            try {
                DurableFiles.deleteTree(checkpointFolder());
            } catch (IOException left) {
                throw new UncheckedIOException(checkpointFolder() + " could not be removed", left);
            }
        }
    }

    private String card(
            TrainingData examples,
            TrainingOptions options,
            SentenceEncoder encoder,
            Map<String, Double> before,
            Map<String, Double> after) {
        ModelCard card = ModelCard.named(
                        output.toAbsolutePath().normalize().getFileName().toString())
                .base(model.name())
                .losses(loss.settings())
                .trainedOn(examples.name(), examples.train().size())
                .setting("batch size", Integer.toString(options.batchSize()))
                .setting("learning rate", Double.toString(options.learningRate()))
                .setting("schedule", options.schedule().decay().name().toLowerCase(Locale.ROOT))
                .setting(
                        options.maxSteps() > 0 ? "steps" : "epochs",
                        Integer.toString(options.maxSteps() > 0 ? options.maxSteps() : options.epochs()))
                .setting("seed", Long.toString(options.seed()));
        if (!after.isEmpty()) {
            card.measured(
                    examples.evaluator().name(), chosen(before, examples.shown()), chosen(after, examples.shown()));
        }
        return card.text(encoder);
    }

    private static Map<String, Double> chosen(Map<String, Double> metrics, List<String> names) {
        return names.stream()
                .filter(metrics::containsKey)
                .collect(Collectors.toMap(name -> name, metrics::get, (a, b) -> a, LinkedHashMap::new));
    }

    private void tell(
            TrainingData examples,
            TrainingResult result,
            TrainingNotices notices,
            Map<String, Double> before,
            Map<String, Double> after) {
        Output out = parent.output();
        if (!after.isEmpty()) {
            out.result("before  " + line(before, examples.shown()));
            out.result("after   " + line(after, examples.shown()));
            out.result("leaked  " + examples.leakage().leaked() + " of "
                    + examples.leakage().examples() + " held-out examples share a text with the training");
        }
        out.result(String.format(
                Locale.ROOT,
                "trained %d steps, %.1f pairs/s, loss %.4f -> %.4f%s",
                result.steps(),
                notices.pairsPerSecond(),
                notices.firstLoss(),
                result.lastLoss(),
                result.keptStep() == result.steps() ? "" : "; kept the model of step " + result.keptStep()));
        out.result("model   " + output);
    }

    /** The metrics one behind the other: {@code recall@10 0.5230  mrr@10 0.3810}. */
    static String line(Map<String, Double> metrics, List<String> names) {
        return chosen(metrics, names).entrySet().stream()
                .map(metric -> String.format(
                        Locale.ROOT, "%s %.4f", metric.getKey().replaceFirst("^cosine_", ""), metric.getValue()))
                .collect(Collectors.joining("  "));
    }

    private ObjectNode content(
            TrainingData examples,
            TrainingResult result,
            TrainingNotices notices,
            Map<String, Double> before,
            Map<String, Double> after) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("model", model.name())
                .put("output", output.toString())
                .put("loss_name", loss.name())
                .put("examples", examples.train().size())
                .put("steps", result.steps())
                .put("kept_step", result.keptStep())
                .put("stopped_early", result.stoppedEarly())
                .put("first_loss", notices.firstLoss())
                .put("last_loss", result.lastLoss())
                .put("seconds", notices.seconds())
                .put("pairs_per_second", notices.pairsPerSecond())
                .put("false_negatives", notices.falseNegatives());
        if (!after.isEmpty()) {
            ObjectNode measured = content.putObject("measured");
            measured.put("evaluator", examples.evaluator().name());
            measured.put("leaked", examples.leakage().leaked());
            before.forEach(measured.putObject("before")::put);
            after.forEach(measured.putObject("after")::put);
        }
        return content;
    }
}
