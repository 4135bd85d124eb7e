package pellucid.eval.experiment.products;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pellucid.eval.experiment.ExperimentOutcome;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.metric.ClassificationReport.ClassScores;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Report;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;

/** The experiment from products to verdicts. */
public final class ProductStudy implements ExperimentOutcome {
    private final ProductResults results;
    private final List<Claim> claims;
    private final Duration taken;

    private ProductStudy(ProductResults results, Duration taken) {
        this.results = results;
        this.claims = ProductClaims.of(results);
        this.taken = taken;
    }

    /** Who takes part: the main model, others, and those that would but are absent, with the reason. */
    public record Field(Contender main, List<Contender> against, Map<String, String> absent) {
        /** @throws InputException if two of the others have the same short name, by which they are shown */
        public Field {
            against = List.copyOf(against);
            Set<String> names = new HashSet<>();
            for (Contender other : against) {
                if (!names.add(other.shortName())) {
                    throw new InputException("two models to compare with are called '" + other.shortName()
                            + "', the last part of their names; give one of their folders another name");
                }
            }
        }
    }

    /**
     * Encodes, classifies and groups.
     *
     * @param backend of the word vectors
     * @throws InputException if a model cannot be loaded
     */
    public static ProductStudy run(
            ProductTable table, Field field, ProductOptions options, Backend backend, ExperimentProgress progress) {
        long begun = System.nanoTime();
        ProductResults results = new ProductExperiment(table, field, options, backend, progress).run();
        return new ProductStudy(results, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public List<Claim> claims() {
        return claims;
    }

    @Override
    public Report report(Map<String, String> facts) {
        return ProductReport.of(results, claims, facts, taken);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-28s %8s  %-14s %5s  %6s %6s",
                "vectors of",
                "accuracy",
                "[95%]",
                "split",
                "ARI",
                "plane"));
        for (Measured measured : results.all()) {
            Interval interval = results.accuracy(measured);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-28s %8.4f  [%.3f, %.3f] %5s  %6.3f %6.3f",
                    cut(measured.label(), 28),
                    measured.classified().accuracies().mean(),
                    interval.low(),
                    interval.high(),
                    measured.onStudysSplit() == null ? "" : Long.toString(measured.rightOnStudysSplit()),
                    measured.clustered().embeddings().adjustedRandIndex(),
                    measured.clustered().onPlane().adjustedRandIndex()));
        }
        results.absent().forEach((what, why) -> lines.add(cut(cut(what, 28) + ": not tested: " + why, 80)));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "%-28s %9s %9s %9s %9s", results.model(), "precision", "recall", "F1", "support"));
        for (ClassScores row : results.base().classified().report().classes()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-28s %9.3f %9.3f %9.3f %9d",
                    cut(row.label(), 28),
                    row.precision(),
                    row.recall(),
                    row.f1(),
                    row.support()));
        }
        return lines;
    }

    private static String cut(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most - 3) + "...";
    }

    @Override
    public ObjectNode figures() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("data", results.table().source())
                .put("model", results.model())
                .put("seed", results.options().seed())
                .put("products", results.table().size())
                .put("incomplete_rows", results.table().incomplete())
                .put("repeated_descriptions", results.table().repeated())
                .put("splits", results.options().splits())
                .put("shuffled", results.options().shuffle());
        ObjectNode categories = root.putObject("categories");
        for (ClassScores row : results.base().classified().report().classes()) {
            categories
                    .putObject(row.label())
                    .put("products", results.table().sizes().get(row.label()))
                    .put("precision", row.precision())
                    .put("recall", row.recall())
                    .put("f1", row.f1());
        }
        for (Measured measured : results.all()) {
            put(root.withArray("vectors").addObject(), measured);
        }
        results.absent().forEach(root.putObject("absent")::put);
        ObjectNode batches = root.putObject("batches_of_" + BatchCheck.SIZE);
        batches.put("texts", results.batches().texts())
                .put("different", results.batches().different());
        ObjectNode seconds = root.putObject("seconds");
        results.all()
                .forEach(measured ->
                        seconds.put(measured.label(), measured.representation().seconds()));
        seconds.put("all", taken.toMillis() / 1000.0);
        return root;
    }

    private void put(ObjectNode node, Measured measured) {
        Interval interval = results.accuracy(measured);
        node.put("label", measured.label())
                .put("parameters", measured.representation().parameters())
                .put("truncated", measured.representation().truncated())
                .put("accuracy", measured.classified().accuracies().mean())
                .put("accuracy_low", interval.low())
                .put("accuracy_high", interval.high())
                .put("macro_f1", measured.classified().report().macro().f1());
        for (double accuracy : measured.classified().accuracies().values()) {
            node.withArray("splits").add(accuracy);
        }
        if (measured.onStudysSplit() != null) {
            node.put("right_on_the_studys_split", measured.rightOnStudysSplit());
        }
        put(node.putObject("embeddings"), measured.clustered().embeddings());
        put(node.putObject("plane"), measured.clustered().onPlane());
    }

    private void put(ObjectNode node, Grouping grouping) {
        Interval interval = results.adjustedRandIndex(grouping);
        node.put("ari", interval.estimate())
                .put("ari_low", interval.low())
                .put("ari_high", interval.high())
                .put("nmi", grouping.agreement().normalizedMutualInformation());
        if (!Double.isNaN(grouping.silhouette())) {
            node.put("silhouette", grouping.silhouette());
        }
    }
}
