package pellucid.eval.experiment.relevance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Charts;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Figure;
import pellucid.eval.report.Machine;
import pellucid.eval.report.Provenance;
import pellucid.eval.report.Report;

/** The page that shows the results. */
final class RelevanceReport {
    private static final int POINTS = 30;

    private final RelevanceResults results;
    private final SearchTables searches;
    private final PairTables pairs;

    private RelevanceReport(RelevanceResults results) {
        this.results = results;
        this.searches = new SearchTables(results);
        this.pairs = new PairTables(results);
    }

    /** @param facts more about where the numbers come from, such as the version and the backend */
    static Report of(RelevanceResults results, List<Claim> claims, Map<String, String> facts, Duration taken) {
        return new RelevanceReport(results).page(claims, facts, taken);
    }

    private Report page(List<Claim> claims, Map<String, String> facts, Duration taken) {
        Report report = new Report(
                "Product search: by text, by vectors, by both, and with a fine-tuned model",
                "Eleven ways of searching for products on " + results.dataName() + ", with " + results.model()
                        + " as it is and fine-tuned, and what becomes of the claims of a study on this.");
        if (results.options().shuffle()) {
            report.paragraph(
                    "This is the control: every product stands under the text of another. What is right here is"
                            + " right by chance. Run times and leakage do not hang on what the texts say.");
        }
        report.heading("The claims")
                .verdicts(claims)
                .paragraph(Judge.NDCG.rules()
                        + " A way is at chance where its interval reaches down to a random order and ends less than 0.01"
                        + " above it; where both are, a claim that one is better is refuted, and where their intervals"
                        + " only reach down to a random order, it is not tested. \"Next to nothing\": the interval lies"
                        + " between -0.01 and 0.01; refuted if it lies above or below 0. \"By about so much\": reproduced within a third of"
                        + " the reported share, corrected at another one. Means of pairs are judged likewise, with 0.01"
                        + " of a cosine as negligible. All intervals are 95% bootstrap intervals over the same queries or"
                        + " pairs.")
                .paragraph(otherRules());
        searches(report);
        training(report);
        similarities(report);
        data(report);
        Provenance provenance = Provenance.of(Machine.here(), Instant.now());
        facts.forEach(provenance::fact);
        return report.provenance(provenance
                .fact("Model", results.model())
                .fact("Seed", Long.toString(results.options().seed()))
                .fact("Split", results.options().split().label())
                .time("fine-tuning", Duration.ofMillis((long)
                        (1000 * results.training().seconds())))
                .time("all of it", taken));
    }

    private static String otherRules() {
        return String.format(
                Locale.ROOT,
                "Times are compared by what the processors computed in %d rounds; a factor must hold in each of them, and"
                        + " below %s s in all a way is not judged. \"About three times\": two to four; \"eight times\": at"
                        + " least four; corrected at another factor above %s, refuted up to that. \"Two and a half times as"
                        + " fast\": below %s of the time in each round, otherwise refuted. Leakage: reproduced within %.0f"
                        + " points of the reported share, corrected above %.0f%%, refuted up to that. Correlations: corrected"
                        + " if one rises for certain, for the reported values are out of Spearman's reach; refuted if neither"
                        + " has room for a rise of %s. Loss: reproduced if it falls below %s of what it was, corrected if it"
                        + " falls less, refuted if there is no room for a drop of %s. Overfitting: refuted if the held-out"
                        + " loss has risen for certain since it was smallest; otherwise reproduced after %d epochs, and"
                        + " corrected if the training stopped before. Early stopping: reproduced if the training stopped by"
                        + " itself; after %d epochs without a stop refuted if the last model is the best, corrected if an"
                        + " earlier one is.",
                RowScores.ROUNDS,
                CostClaims.SHORTEST,
                CostClaims.LONGER,
                CostClaims.MUCH_FASTER,
                100 * CostClaims.NEAR_LEAK,
                100 * CostClaims.MOST,
                TuningClaims.NEGLIGIBLE_CORRELATION,
                TuningClaims.DRASTIC,
                TuningClaims.NEGLIGIBLE_LOSS,
                TuningClaims.EPOCHS,
                TuningClaims.EPOCHS);
    }

    private boolean isAsCoded() {
        return results.options().split() == Partition.AS_CODED;
    }

    private void searches(Report report) {
        RelevanceTask task = results.task();
        report.heading("The eleven ways of searching")
                .paragraph(String.format(
                        Locale.ROOT,
                        "%,d test queries are asked among %,d products. Relevant for MRR and MAP is a product of"
                                + " relevance 3 (everybody who was asked found it perfect); MAP@10 is divided by the"
                                + " smaller of 10 and the number of relevant products. The gain of NDCG is the relevance"
                                + " itself, from 1 to 3. %s count 0 everywhere. A random order has an NDCG@10 of %.4f.",
                        task.test().size(),
                        task.corpus().size(),
                        isAsCoded()
                                ? "Products that nobody judged for the query, and those whose judgement lies outside the"
                                        + " test part,"
                                : "Products that nobody judged for the query",
                        results.chance()))
                .table(searches.relevance())
                .figure(bars())
                .table(searches.ways())
                .table(searches.times())
                .subheading("Boosts")
                .paragraph(String.format(
                        Locale.ROOT,
                        "Each boost in turn takes the value of %s that gives the best mean NDCG@10 on training queries"
                                + " while the others stay, as often around as something improves, for at most %d trials."
                                + " %s The hybrid search joins the best %d of either"
                                + " ranking.",
                        BoostTuning.GRID,
                        BoostTuning.TRIALS,
                        isAsCoded()
                                ? "No query of the test part is among them, though its products may be."
                                : "Neither the test queries nor judgements of their products have a part in this.",
                        ProductSearch.DEPTH))
                .table(searches.boosts())
                .subheading("Relevant in another sense")
                .table(searches.otherMeasures())
                .subheading("What training has seen")
                .table(searches.leaks());
        if (task.leaks().inPairs() > 0) {
            report.table(searches.unseen());
        }
    }

    /** Beside the study's, whose heights are another model's. */
    private Figure bars() {
        List<Interval> intervals = Arrays.stream(SearchRow.values())
                .map(row -> results.interval(row, Measure.NDCG))
                .toList();
        return Charts.bars(
                "NDCG@10 of the eleven, with 95% intervals, beside what the study reports of another model (b.: boosted, multi:"
                        + " multifield, ft: fine-tuned).",
                new Charts.Axes("", "NDCG@10"),
                Arrays.stream(SearchRow.values()).map(SearchRow::brief).toList(),
                List.of(
                        new Charts.Bars(
                                "measured here",
                                intervals.stream()
                                        .mapToDouble(Interval::estimate)
                                        .toArray(),
                                intervals.stream()
                                        .mapToDouble(interval -> (interval.high() - interval.low()) / 2)
                                        .toArray()),
                        new Charts.Bars(
                                "reported, other model, other fields",
                                Arrays.stream(SearchRow.values())
                                        .mapToDouble(row -> row.reported().ndcg())
                                        .toArray(),
                                null)));
    }

    private void training(Report report) {
        FineTuning training = results.training();
        report.heading("Fine-tuning")
                .paragraph(String.format(
                        Locale.ROOT,
                        "%,d pairs of a query and the text of a product with relevance 3, in batches of %d without"
                                + " duplicates; MultipleNegativesRankingLoss, learning rate %.0e, %.0f%% of the steps"
                                + " warm-up, linear decay, weight decay %s; %d epochs at most. Twice an epoch the model"
                                + " is evaluated on %d held-out pairs (label 1) and as many pairs of such a query with a"
                                + " product drawn at random (label 0); after %d evaluations in a row without a better"
                                + " Spearman it stops, and the best model is kept: that after step %d of %d.",
                        training.pairs(),
                        FineTuning.BATCH,
                        FineTuning.LEARNING_RATE,
                        100 * FineTuning.WARMUP,
                        FineTuning.WEIGHT_DECAY,
                        results.options().epochs(),
                        results.task().heldOut().size(),
                        FineTuning.PATIENCE,
                        training.result().keptStep(),
                        training.result().totalSteps()))
                .table(pairs.training())
                .figure(correlations())
                .figure(losses());
    }

    private double[] steps() {
        return results.training().evaluations().stream()
                .mapToDouble(report -> report.step())
                .toArray();
    }

    private double[] metrics(String name) {
        FineTuning training = results.training();
        return IntStream.range(0, training.evaluations().size())
                .mapToDouble(i -> training.metric(i, name))
                .toArray();
    }

    private Figure correlations() {
        double[] steps = steps();
        double[] ceiling = new double[steps.length];
        Arrays.fill(ceiling, results.training().ceiling());
        return Charts.lines(
                "Spearman's and Pearson's correlation of cosines and labels on the held-out pairs, over the steps; the"
                        + " ceiling is Spearman's.",
                new Charts.Axes("step", "correlation"),
                List.of(
                        new Charts.Points("Spearman", steps, metrics(HeldOutPairs.SPEARMAN)),
                        new Charts.Points("Pearson", steps, metrics(HeldOutPairs.PEARSON)),
                        new Charts.Points("Spearman's ceiling", steps, ceiling)));
    }

    /** Single batches vary much: each point is the mean of some. */
    private Figure losses() {
        double[] losses = results.training().losses();
        int some = Math.max(1, (losses.length + POINTS - 1) / POINTS);
        double[] steps = new double[(losses.length + some - 1) / some];
        double[] means = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            int end = Math.min(losses.length, (i + 1) * some);
            steps[i] = end;
            means[i] = Arrays.stream(losses, i * some, end).average().orElseThrow();
        }
        return Charts.lines(
                "The MNR loss over the steps: of the pairs learned from, as the mean of " + some
                        + " steps each, and of the held-out pairs.",
                new Charts.Axes("step", "MNR loss"),
                List.of(
                        new Charts.Points("learned from", steps, means),
                        new Charts.Points("held out", steps(), metrics(HeldOutPairs.LOSS))));
    }

    private void similarities(Report report) {
        report.heading("What fine-tuning does to similarities")
                .figure(boxes())
                .table(pairs.grades())
                .table(pairs.improved())
                .table(pairs.deteriorated())
                .table(pairs.named());
        if (!results.spellings().isEmpty()) {
            report.table(pairs.spellings());
        }
    }

    private Figure boxes() {
        List<Charts.Sample> samples = new ArrayList<>();
        for (int grade = 1; grade <= 3; grade++) {
            sample(samples, grade, "base", PairShift::base);
            sample(samples, grade, "tuned", PairShift::tuned);
        }
        return Charts.boxes(
                "Cosines of test queries and the products that were judged for them, by relevance rounded to a whole"
                        + " grade, under the base model and the tuned one.",
                new Charts.Axes("", "cosine"),
                samples);
    }

    private void sample(List<Charts.Sample> samples, int grade, String model, ToDoubleFunction<PairShift> cosine) {
        double[] values = results.ofGrade(grade).stream().mapToDouble(cosine).toArray();
        if (values.length > 0) {
            samples.add(new Charts.Sample(grade + ", " + model, values));
        }
    }

    private void data(Report report) {
        Catalogue corpus = results.task().corpus();
        String fields = String.join(", ", corpus.fields().keySet());
        report.heading("The data")
                .paragraph(
                        corpus.derived()
                                ? "The files have titles alone, so the fields " + fields
                                        + " are derived from them: brand"
                                        + " is up to three first words that several titles begin with, sizes are words"
                                        + " that begin with a digit and their units, rest is what is left. The study had"
                                        + " fields of its own."
                                : "The fields are those of the files: " + fields + ".")
                .table(searches.fields())
                .table(searches.counts());
    }
}
