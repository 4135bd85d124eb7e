package pellucid.eval.experiment.matryoshka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.ExperimentOutcome;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Report;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;

/** The experiment from judged products to verdicts. */
public final class MatryoshkaStudy implements ExperimentOutcome {
    /** MRR@10 with whole vectors and with the shortest: there is no room for all. */
    private static final int[] MRR_LENGTHS = {0, 3};

    private final MatryoshkaResults results;
    private final List<Claim> claims;
    private final Duration taken;

    MatryoshkaStudy(MatryoshkaResults results, Duration taken) {
        this.results = results;
        this.claims = Verdicts.of(results);
        this.taken = taken;
    }

    /**
     * Another pretrained model that is asked the same queries.
     *
     * @param name for tables
     * @param encoder the model
     */
    public record Against(String name, SentenceEncoder encoder) {}

    /**
     * Trains and asks every arm.
     *
     * @param name of the model
     * @param model gives a fresh copy of it each time
     * @param against another model to compare with; null for none
     * @throws InputException if there are too few rows, or the vectors cannot be halved three times
     */
    public static MatryoshkaStudy run(
            HomeDepot file,
            String name,
            Supplier<SentenceEncoder> model,
            Against against,
            MatryoshkaOptions options,
            ExperimentProgress progress) {
        long begun = System.nanoTime();
        StudyData data = StudyData.of(file, options.seed());
        Map<SplitKind, StudySplit> splits = new EnumMap<>(SplitKind.class);
        for (SplitKind kind : SplitKind.values()) {
            splits.put(kind, StudySplit.of(kind, data, options.seed()));
        }
        MatryoshkaExperiment experiment =
                new MatryoshkaExperiment(model, against == null ? null : against.encoder(), options, progress);
        options.splits().forEach(kind -> experiment.requireEnough(splits.get(kind)));
        Map<SplitKind, SplitResult> measured = new EnumMap<>(SplitKind.class);
        for (SplitKind kind : options.splits()) {
            measured.put(kind, experiment.run(splits.get(kind)));
        }
        MatryoshkaResults results =
                new MatryoshkaResults(data, name, against == null ? null : against.name(), options, splits, measured);
        return new MatryoshkaStudy(results, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public List<Claim> claims() {
        return claims;
    }

    @Override
    public Report report(Map<String, String> facts) {
        return MatryoshkaReport.of(results, claims, facts, taken);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("documents: " + results.data().documents());
        for (SplitResult result : results.measured().values()) {
            lines.add("");
            lines.add(heading(result));
            for (Arm arm : Arm.values()) {
                lines.add(line(result, arm));
            }
        }
        return lines;
    }

    private static String heading(SplitResult result) {
        StringBuilder heading = new StringBuilder();
        heading.append(
                String.format(Locale.ROOT, "%-14s %9s", result.split().kind().label(), Measure.RECALL.label()));
        for (int dim : result.dims()) {
            heading.append(String.format(Locale.ROOT, "%6d", dim));
        }
        heading.append("  ").append(Measure.MRR.label());
        for (int length : MRR_LENGTHS) {
            heading.append(String.format(Locale.ROOT, "%6d", result.dims()[length]));
        }
        return heading.append("  pairs/s").toString();
    }

    private static String line(SplitResult result, Arm arm) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-14s %9s", arm.label(), ""));
        for (int length = 0; length < result.dims().length; length++) {
            line.append(String.format(Locale.ROOT, "%6.3f", result.estimate(arm, Measure.RECALL, length)));
        }
        line.append("        ");
        for (int length : MRR_LENGTHS) {
            line.append(String.format(Locale.ROOT, "%6.3f", result.estimate(arm, Measure.MRR, length)));
        }
        if (arm != Arm.BASE) {
            line.append(String.format(
                    Locale.ROOT, "%9.1f", result.of(arm).training().pairsPerSecond()));
        }
        return line.toString();
    }

    @Override
    public ObjectNode figures() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("data", results.data().name())
                .put("documents", results.data().documents())
                .put("model", results.model())
                .put("seed", results.options().seed())
                .put("shuffled", results.options().shuffle());
        ObjectNode splits = root.putObject("splits");
        results.measured().forEach((kind, result) -> describe(result, splits.putObject(name(kind))));
        ObjectNode seconds = root.putObject("seconds");
        results.measured().forEach((kind, result) -> {
            ObjectNode arms = seconds.putObject(name(kind));
            result.arms()
                    .forEach(
                            (arm, found) -> arms.put(name(arm), found.training().seconds()));
        });
        seconds.put("all", taken.toMillis() / 1000.0);
        return root;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void describe(SplitResult result, ObjectNode node) {
        StudySplit split = result.split();
        node.put("train_rows", split.train().size())
                .put("test_rows", split.test().size())
                .put("dropped_rows", split.dropped())
                .put("queries", split.queries().size())
                .put("different_queries", split.differentQueries())
                .put("unanswered_queries", split.unanswered())
                .put("products", split.products())
                .put("distractors", split.distractors())
                .put("queries_learned_from", Leaks.count(result.leaks().query()))
                .put("products_learned_from", Leaks.count(result.leaks().product()));
        ObjectNode arms = node.putObject("arms");
        result.arms().forEach((arm, found) -> {
            ObjectNode measures = arms.putObject(name(arm));
            measures.put("rows", found.training().rows());
            for (Measure measure : Measure.values()) {
                for (int length = 0; length < result.dims().length; length++) {
                    Interval mean = result.mean(arm, measure, length);
                    measures.putObject(measure.label() + "_dims_" + result.dims()[length])
                            .put("mean", mean.estimate())
                            .put("low", mean.low())
                            .put("high", mean.high());
                }
            }
        });
        if (result.against() != null) {
            node.putObject("against")
                    .put(
                            Measure.RECALL.label(),
                            SplitResult.average(result.against().recall()))
                    .put(
                            Measure.MRR.label(),
                            SplitResult.average(result.against().reciprocalRank()));
        }
    }
}
