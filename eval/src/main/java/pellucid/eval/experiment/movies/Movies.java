package pellucid.eval.experiment.movies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import pellucid.eval.experiment.ExperimentOutcome;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Report;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;

/** The experiment from films to verdicts. */
public final class Movies implements ExperimentOutcome {
    private final MovieResults results;
    private final List<Claim> claims;
    private final Duration taken;

    private Movies(MovieResults results, Duration taken) {
        this.results = results;
        this.claims = Verdicts.of(results);
        this.taken = taken;
    }

    /**
     * Trains and asks every arm.
     *
     * @param data a table of films; null for the films that come with Pellucid
     * @param name of the model
     * @param model gives a fresh copy of it each time
     * @throws InputException if the table lacks a column or is too small
     */
    public static Movies run(
            Path data,
            String name,
            Supplier<SentenceEncoder> model,
            MovieOptions options,
            ExperimentProgress progress) {
        long begun = System.nanoTime();
        MovieTable table = data == null ? MovieTable.builtIn() : MovieTable.read(data);
        MovieResults results = new MovieExperiment(table, name, model, options, progress).run();
        return new Movies(results, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public List<Claim> claims() {
        return claims;
    }

    @Override
    public Report report(Map<String, String> facts) {
        return MovieReport.of(results, facts, taken);
    }

    @Override
    public List<String> lines() {
        int[] held = results.heldOut();
        int[] nine = results.nine();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-16s %6s  %-20s %8s %6s %6s %7s",
                "arm",
                "top-1",
                "MRR@10 [95%]",
                "template",
                "nine",
                "L2²",
                "pairs/s"));
        for (ArmResult arm : results.arms().values()) {
            Interval mrr = results.interval(arm.reciprocalRanks(held));
            boolean trained = arm.arm() != Arm.BASE;
            lines.add(String.format(
                    Locale.ROOT,
                    "%-16s %6.3f  %.3f [%.3f, %.3f] %8.3f %4s/%d %6.3f %7s",
                    arm.arm().label(),
                    results.interval(arm.topOne(held)).estimate(),
                    mrr.estimate(),
                    mrr.low(),
                    mrr.high(),
                    results.interval(arm.reciprocalRanks(results.asTrained())).estimate(),
                    results.right(arm.arm(), nine),
                    nine.length,
                    2 * arm.meanDistance(nine),
                    trained ? String.format(Locale.ROOT, "%.1f", arm.pairsPerSecond()) : ""));
        }
        return lines;
    }

    @Override
    public ObjectNode figures() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("data", results.table().source())
                .put("model", results.model())
                .put("seed", results.options().seed())
                .put("films", results.table().movies().size())
                .put("searched", results.queries().corpus().size())
                .put("held_out_queries", results.heldOut().length)
                .put("leaked", results.queries().leaked());
        ObjectNode arms = root.putObject("arms");
        for (ArmResult arm : results.arms().values()) {
            measures(arm).forEach(arms.putObject(arm.arm().name().toLowerCase(Locale.ROOT))::put);
        }
        ObjectNode seconds = root.putObject("seconds");
        for (ArmResult arm : results.arms().values()) {
            seconds.put(
                    arm.arm().name().toLowerCase(Locale.ROOT), arm.training().seconds());
        }
        seconds.put("all", taken.toMillis() / 1000.0);
        return root;
    }

    private Map<String, Double> measures(ArmResult arm) {
        int[] held = results.heldOut();
        int[] nine = results.nine();
        int[] specific = results.queries().places(JudgedQuery.Group.SPECIFIC);
        int[] generic = results.queries().places(JudgedQuery.Group.GENERIC);
        Interval mrr = results.interval(arm.reciprocalRanks(held));
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("examples", (double) arm.training().examples());
        measures.put("accuracy@1", results.interval(arm.topOne(held)).estimate());
        measures.put("mrr@10", mrr.estimate());
        measures.put("mrr@10_low", mrr.low());
        measures.put("mrr@10_high", mrr.high());
        measures.put(
                "mrr@10_as_trained",
                results.interval(arm.reciprocalRanks(results.asTrained())).estimate());
        measures.put(
                "mrr@10_specific",
                results.interval(arm.reciprocalRanks(specific)).estimate());
        measures.put(
                "mrr@10_generic", results.interval(arm.reciprocalRanks(generic)).estimate());
        measures.put("nine_right", (double) results.right(arm.arm(), nine));
        measures.put("nine_asked", (double) nine.length);
        measures.put("held_out_distance_squared_l2", 2 * arm.meanDistance(held));
        measures.put("distance_1-cos", arm.meanDistance(nine));
        measures.put("distance_l2", arm.meanEuclidean(nine));
        measures.put("distance_squared_l2", 2 * arm.meanDistance(nine));
        measures.put("mean_cosine", arm.space().meanCosine());
        measures.put("alignment", arm.space().alignment());
        measures.put("uniformity", arm.space().uniformity());
        measures.put("false_negatives", (double) arm.training().falseNegatives());
        double rating = arm.meanRating(nine);
        if (!Double.isNaN(rating)) {
            measures.put("top-1_rating", rating);
        }
        return measures;
    }
}
