package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import pellucid.eval.classification.LogisticRegression;
import pellucid.eval.classification.StratifiedSplit;
import pellucid.eval.data.LabelledTexts;
import pellucid.eval.data.Vectors;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.metric.Interval;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.data.ExampleFormat;
import pellucid.training.data.TableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code evaluate classification}: whether the class of a text can be read off its vector. */
@Command(
        name = "classification",
        description = {
            "How well a logistic regression on the vectors tells the classes of texts apart.",
            "Reads a CSV file (or TSV, by its name) with a column of texts and one of classes. Rows where one is blank"
                    + " are left out and counted."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  evaluate classification --data reviews.csv --label-column sentiment",
            "  evaluate classification --data products.csv --folds 5 --json result.json"
        })
final class EvaluateClassificationCommand implements Callable<Integer> {
    private static final double TEST_SHARE = 0.2;

    @ParentCommand
    private EvaluateCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "the texts and their classes")
    private Path data;

    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            defaultValue = "text",
            description = "the column of the texts (default: ${DEFAULT-VALUE})")
    private String textColumn;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            defaultValue = "label",
            description = "the column of the classes (default: ${DEFAULT-VALUE})")
    private String labelColumn;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "of the file, for example ISO-8859-1 (default: UTF-8)")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description = "how much of each class is measured on and not learned from (default: 0.2)")
    private Double testShare;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "measure on all texts by cross-validation in so many parts, instead of --test-share")
    private Integer folds;

    @Option(
            names = "--C",
            paramLabel = "C",
            description = "the inverse of the strength that holds weights small (default: 1)")
    private double inverseStrength = LogisticRegression.DEFAULT_C;

    @Mixin
    private ModelOption model;

    @Mixin
    private IntervalOption intervals;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        json.requireOtherThan(spec, "--data", data);
        requireSense();
        try (JsonOption.Report report = json.begin()) {
            LabelledTexts set = LabelledTexts.read(data, format(), textColumn, labelColumn);
            List<StratifiedSplit> splits = folds == null
                    ? List.of(StratifiedSplit.holdOut(
                            set.labels(), Objects.requireNonNullElse(testShare, TEST_SHARE), intervals.seed()))
                    : StratifiedSplit.folds(set.labels(), folds, intervals.seed());
            SentenceEncoder encoder = model.encoder(parent.output());
            EncodedTexts texts = new EncodedTexts(encoder, parent.output());
            Vectors vectors = Vectors.of(texts.encode(set.texts(), EncodeOptions.DEFAULTS));
            texts.tellTruncation();
            List<String> truth = new ArrayList<>();
            List<String> predicted = predict(set, vectors, splits, truth);
            ConfusionMatrix matrix = ConfusionMatrix.of(truth, predicted);
            ClassificationReport scores = ClassificationReport.of(matrix);
            Interval accuracy = accuracy(truth, predicted);
            tell(set, splits, matrix, scores, accuracy);
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("data", data.toString()).put("texts", set.size()).put("incomplete_rows", set.incomplete());
            content.put("model", model.name()).put("backend", encoder.backend().name());
            content.put("C", inverseStrength).put("splits", splits.size()).put("measured_on", truth.size());
            ClassificationTables.write(content, matrix, scores);
            intervals.write(content.putObject("intervals"), Map.of("accuracy", accuracy));
            report.write(content);
        }
        return ExitCode.OK;
    }

    private void requireSense() {
        if (folds != null && testShare != null) {
            throw Usage.wrong(spec, "--folds and --test-share exclude each other; give one of them");
        }
        if (folds != null) {
            Usage.requireAtLeast(spec, "--folds", folds, 2);
        }
        if (testShare != null && !(testShare > 0 && testShare < 1)) {
            throw Usage.wrong(spec, "--test-share is " + testShare + "; it must be above 0 and below 1");
        }
        if (!(inverseStrength > 0 && inverseStrength < Double.POSITIVE_INFINITY)) {
            throw Usage.wrong(spec, "--C is " + inverseStrength + "; it must be above 0 and finite");
        }
        if (textColumn.equals(labelColumn)) {
            throw Usage.wrong(spec, "--text-column and --label-column are both '" + textColumn + "'; name two columns");
        }
    }

    private TableFormat format() {
        TableFormat table = ExampleFormat.of(data).table();
        if (table == null) {
            throw Usage.wrong(spec, "--data is " + data + ", JSON by its name; give a CSV or a TSV file");
        }
        return table.withEncoding(encoding);
    }

    private List<String> predict(LabelledTexts set, Vectors vectors, List<StratifiedSplit> splits, List<String> truth) {
        List<String> predicted = new ArrayList<>();
        int unfinished = 0;
        try (Progress progress = parent.output().progress("fits", 1)) {
            for (int i = 0; i < splits.size(); i++) {
                progress.advanced("learning", i, splits.size());
                StratifiedSplit split = splits.get(i);
                LogisticRegression fitted = LogisticRegression.fit(
                        vectors.select(split.train()), labels(set, split.train()), inverseStrength);
                unfinished += fitted.isConverged() ? 0 : 1;
                predicted.addAll(fitted.predict(vectors.select(split.test())));
                truth.addAll(labels(set, split.test()));
            }
        }
        if (unfinished > 0) {
            parent.output()
                    .notice(unfinished + " of " + splits.size() + " fits stopped before their minimum; a smaller --C"
                            + " makes it easier to reach");
        }
        return predicted;
    }

    private static List<String> labels(LabelledTexts set, int[] indices) {
        return Arrays.stream(indices).mapToObj(set.labels()::get).toList();
    }

    private Interval accuracy(List<String> truth, List<String> predicted) {
        double[] right = new double[truth.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = truth.get(i).equals(predicted.get(i)) ? 1 : 0;
        }
        return Bootstrap.mean(right, Bootstrap.RESAMPLES, IntervalOption.LEVEL, intervals.seed());
    }

    private void tell(
            LabelledTexts set,
            List<StratifiedSplit> splits,
            ConfusionMatrix matrix,
            ClassificationReport scores,
            Interval accuracy) {
        Output output = parent.output();
        long classes = set.labels().stream().distinct().count();
        output.result(set.size() + " texts of " + classes + " classes in " + data + ", " + model.name());
        output.result(
                folds == null
                        ? "learned from " + splits.get(0).train().length + ", measured on " + matrix.total()
                        : "measured on all by cross-validation in " + folds + " parts");
        output.result("");
        ClassificationTables.print(output, matrix, scores);
        output.result("");
        output.result("Accuracy: " + intervals.text(accuracy));
        if (set.incomplete() > 0) {
            output.notice(set.incomplete() + " row(s) without a text or a label were left out");
        }
        List<String> alone = set.labels().stream()
                .distinct()
                .filter(label -> set.labels().stream().filter(label::equals).count() == 1)
                .toList();
        if (!alone.isEmpty()) {
            output.notice(alone.size() + " class(es) have only one text and cannot be both learned and measured, for"
                    + " example '" + alone.get(0) + "'");
        }
    }
}
