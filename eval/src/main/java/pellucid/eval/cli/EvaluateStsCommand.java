package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import pellucid.eval.data.ScoredPairs;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Correlation;
import pellucid.eval.metric.EmbeddingSimilarityEvaluator;
import pellucid.eval.metric.Interval;
import pellucid.eval.metric.Similarity;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.SentenceEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code evaluate sts}: whether vectors are as alike as people say their texts are. */
@Command(
        name = "sts",
        description = {
            "How well the similarity of vectors agrees with scores that people gave to pairs of texts.",
            "Reads the STS benchmark's files (tabs, no header), or CSV, TSV or JSON lines with the columns sentence1,"
                    + " sentence2 and score."
        },
        footerHeading = "%nExample:%n",
        footer = "  evaluate sts --data sts-dev.csv")
final class EvaluateStsCommand implements Callable<Integer> {
    @ParentCommand
    private EvaluateCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "the pairs and their scores")
    private Path data;

    @Mixin
    private ModelOption model;

    @Mixin
    private IntervalOption intervals;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        json.requireOtherThan(spec, "--data", data);
        try (JsonOption.Report report = json.begin()) {
            ScoredPairs pairs = ScoredPairs.read(data);
            SentenceEncoder encoder = model.encoder(parent.output());
            EncodedTexts texts = new EncodedTexts(encoder, parent.output());
            Embeddings left = texts.encode(pairs.left(), EncodeOptions.DEFAULTS);
            Embeddings right = texts.encode(pairs.right(), EncodeOptions.DEFAULTS);
            texts.tellTruncation();
            EmbeddingSimilarityEvaluator evaluator =
                    new EmbeddingSimilarityEvaluator(data.toString(), pairs.left(), pairs.right(), pairs.scores());
            Map<String, Double> metrics = evaluator.measure(left, right);
            Interval spearman = interval(pairs.scores(), Similarity.COSINE.pairs(left, right));
            double ceiling = Correlation.binaryCeiling(Double.isNaN(pairs.positives()) ? 0 : pairs.positives());
            tell(pairs, metrics, spearman, ceiling);
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("data", data.toString()).put("pairs", pairs.size());
            content.put("model", model.name()).put("backend", encoder.backend().name());
            metrics.forEach(content.putObject("metrics")::put);
            intervals.write(content.putObject("intervals"), Map.of(evaluator.primaryMetric(), spearman));
            if (ceiling > 0) {
                content.put("spearman_ceiling", ceiling);
            }
            report.write(content);
        }
        return ExitCode.OK;
    }

    private Interval interval(double[] scores, double[] similarities) {
        return Bootstrap.interval(
                scores.length,
                indices -> Correlation.spearman(taken(scores, indices), taken(similarities, indices)),
                Bootstrap.RESAMPLES,
                IntervalOption.LEVEL,
                intervals.seed());
    }

    private static double[] taken(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private void tell(ScoredPairs pairs, Map<String, Double> metrics, Interval spearman, double ceiling) {
        Output output = parent.output();
        output.result(pairs.size() + " pairs of " + data + ", " + model.name());
        output.result("");
        output.result("             Pearson  Spearman");
        for (Similarity similarity : List.of(Similarity.values())) {
            String name = similarity.label();
            output.result(String.format(
                    Locale.ROOT,
                    "%-10s   %7.4f   %7.4f",
                    name,
                    metrics.get("pearson_" + name),
                    metrics.get("spearman_" + name)));
        }
        output.result("");
        output.result("Spearman of the cosine: " + intervals.text(spearman));
        if (ceiling > 0) {
            output.result(String.format(
                    Locale.ROOT,
                    "The scores have two values, the higher for %.1f%% of the pairs: no Spearman",
                    100 * pairs.positives()));
            output.result(String.format(Locale.ROOT, "can be above sqrt(3 p (1 - p)) = %.4f.", ceiling));
        }
    }
}
