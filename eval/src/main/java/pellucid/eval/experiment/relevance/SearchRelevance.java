package pellucid.eval.experiment.relevance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
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
import pellucid.training.EvaluationReport;

/** The experiment from judged products to verdicts. */
public final class SearchRelevance implements ExperimentOutcome {
    private final RelevanceResults results;
    private final List<Claim> claims;
    private final Duration taken;

    private SearchRelevance(RelevanceResults results, Duration taken) {
        this.results = results;
        this.claims = Judge.all(results);
        this.taken = taken;
    }

    /**
     * Tunes the boosts, fine-tunes the model and asks every search the same queries.
     *
     * @param name of the model
     * @param model gives a fresh copy of it each time
     * @throws pellucid.tensor.InputException if there is too little to learn from or to measure on
     */
    public static SearchRelevance run(
            HomeDepot data,
            String name,
            Supplier<SentenceEncoder> model,
            RelevanceOptions options,
            ExperimentProgress progress) {
        long begun = System.nanoTime();
        RelevanceResults results = new RelevanceExperiment(data, name, model, options, progress).run();
        return new SearchRelevance(results, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public List<Claim> claims() {
        return claims;
    }

    @Override
    public Report report(Map<String, String> facts) {
        return RelevanceReport.of(results, claims, facts, taken);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%-31s %6s %6s %-20s %6s %5s", "search, at 10", "MRR", "MAP", "NDCG [95%]", "ms", "rep."));
        for (RowScores row : results.rows().values()) {
            Interval ndcg = results.interval(row.row(), Measure.NDCG);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-31s %6.3f %6.3f %.3f [%.3f, %.3f] %6.2f %5.3f",
                    row.row().label(),
                    row.mean(Measure.MRR),
                    row.mean(Measure.MAP),
                    ndcg.estimate(),
                    ndcg.low(),
                    ndcg.high(),
                    row.millis(),
                    row.row().reported().ndcg()));
        }
        FineTuning training = results.training();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%,d queries, %,d products, split %s; ms a query by the clock;",
                results.task().test().size(),
                results.task().corpus().size(),
                results.options().split().label()));
        lines.add("rep.: NDCG as reported, of another model and other fields.");
        if (results.task().corpus().derived()) {
            lines.add("The files have titles alone: brand, sizes and rest are derived from them.");
        }
        lines.add(String.format(
                Locale.ROOT,
                "fine-tuning: %,d pairs, %.1f epochs; held out: Spearman %.4f to %.4f,",
                training.pairs(),
                training.evaluations().get(training.evaluations().size() - 1).epoch(),
                training.metric(0, HeldOutPairs.SPEARMAN),
                training.metric(training.kept(), HeldOutPairs.SPEARMAN)));
        lines.add(String.format(
                Locale.ROOT,
                "    Pearson %.4f to %.4f, MNR loss %.4f to %.4f",
                training.metric(0, HeldOutPairs.PEARSON),
                training.metric(training.kept(), HeldOutPairs.PEARSON),
                training.metric(0, HeldOutPairs.LOSS),
                training.metric(training.kept(), HeldOutPairs.LOSS)));
        return lines;
    }

    @Override
    public ObjectNode figures() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("data", results.dataName())
                .put("encoding", results.data().encoding().name())
                .put("model", results.model())
                .put("seed", results.options().seed())
                .put("split", results.options().split().label())
                .put("shuffled", results.options().shuffle())
                .put("fields_derived", results.task().corpus().derived())
                .put("chance_ndcg@10", results.chance());
        results.task().counts().forEach(root.putObject("counts")::put);
        ObjectNode rows = root.putObject("searches");
        for (RowScores row : results.rows().values()) {
            Interval ndcg = results.interval(row.row(), Measure.NDCG);
            ObjectNode node = rows.putObject(row.row().label());
            for (Measure measure : Measure.values()) {
                node.put(measure.name().toLowerCase(Locale.ROOT) + "@10", row.mean(measure));
            }
            node.put("ndcg@10_low", ndcg.low()).put("ndcg@10_high", ndcg.high());
        }
        boosts(root.putObject("boosts"));
        training(root.putObject("fine_tuning"));
        ObjectNode seconds = root.putObject("seconds");
        for (RowScores row : results.rows().values()) {
            ObjectNode node = seconds.putObject(row.row().label()).put("clock", row.seconds());
            if (Double.isFinite(row.processorSeconds())) {
                node.put("processors", row.processorSeconds());
            }
        }
        seconds.put("fine_tuning", results.training().seconds());
        seconds.put("all", taken.toMillis() / 1000.0);
        return root;
    }

    private void boosts(ObjectNode node) {
        results.textBoosts().best().boosts().forEach(node.putObject("textsearch_boosted")::put);
        results.fieldWeights().best().boosts().forEach(node.putObject("vectorsearch_multifield_boosted")::put);
        results.hybridWeights().best().boosts().forEach(node.putObject("hybrid_boosted")::put);
    }

    private void training(ObjectNode node) {
        FineTuning training = results.training();
        node.put("pairs", training.pairs())
                .put("spearman_ceiling", training.ceiling())
                .put("kept_step", training.result().keptStep())
                .put("stopped_early", training.result().stoppedEarly());
        ArrayNode evaluations = node.putArray("evaluations");
        for (EvaluationReport report : training.evaluations()) {
            ObjectNode one = evaluations.addObject().put("step", report.step()).put("epoch", report.epoch());
            report.metrics().forEach(one::put);
        }
    }
}
