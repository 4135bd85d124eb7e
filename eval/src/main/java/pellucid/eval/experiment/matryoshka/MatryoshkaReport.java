package pellucid.eval.experiment.matryoshka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Charts;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Figure;
import pellucid.eval.report.Machine;
import pellucid.eval.report.Provenance;
import pellucid.eval.report.Report;

/** The page that shows the results. */
final class MatryoshkaReport {
    private static final double KEPT = 0.95;
    private static final int FIRST = 10;

    private final MatryoshkaResults results;
    private final MatryoshkaTables tables;

    private MatryoshkaReport(MatryoshkaResults results) {
        this.results = results;
        this.tables = new MatryoshkaTables(results);
    }

    /** @param facts more about where the numbers come from, such as the version and the backend */
    static Report of(MatryoshkaResults results, List<Claim> claims, Map<String, String> facts, Duration taken) {
        return new MatryoshkaReport(results).page(claims, facts, taken);
    }

    private Report page(List<Claim> claims, Map<String, String> facts, Duration taken) {
        Report report = new Report(
                "Shorter vectors: tuning with and without Matryoshka",
                results.model() + " as it is and tuned in " + (Arm.values().length - 1)
                        + " ways on Home Depot's search relevance, searched with all of each vector's numbers and with a"
                        + " half, a quarter and an eighth of them, and what becomes of the claims of a study on this.");
        if (!results.isStudyModel()) {
            report.paragraph("The study's claims are about another model, " + Reported.MODEL + " with vectors of "
                    + Reported.DIMS + " numbers; what this run finds is of " + results.model() + " with "
                    + results.main().dims()[0]
                    + ". Where a claim says 384, 192 or 48 numbers, all of them, a half or an"
                    + " eighth are meant here.");
        }
        if (results.options().shuffle()) {
            report.paragraph(
                    "This is the control: every query that is learned from stands beside the product of another"
                            + " row. There is nothing to be learned, and what tuning gains is chance.");
        }
        report.heading("The claims").verdicts(claims);
        report.paragraph(rules());
        report.heading("The arms").paragraph(training()).table(tables.arms());
        for (SplitResult result : results.measured().values()) {
            section(report, result);
        }
        report.heading("Beside the study").paragraph(study()).table(tables.reported());
        report.heading("The data").paragraph(data()).table(tables.splits());
        report.figure(histogram()).table(tables.histogram());
        Provenance provenance = Provenance.of(Machine.here(), Instant.now());
        facts.forEach(provenance::fact);
        provenance
                .fact(
                        "Data",
                        results.data().name() + ", "
                                + results.data().file().encoding().name())
                .fact("Searched", results.data().documents())
                .fact("Seed", Long.toString(results.options().seed()))
                .time("all of it", taken);
        return report.provenance(provenance);
    }

    private String rules() {
        return String.format(
                Locale.ROOT,
                "Verdicts follow from the numbers of the %s split by fixed rules. %s A claim without a figure is judged by"
                        + " the difference of recall@10: \"better\" is reproduced if its 95%% interval lies above 0 and"
                        + " refuted if it lies below %s; \"comparable\" if it lies above -%s. Where an interval allows both,"
                        + " the claim counts as not tested; so does one on what a whole training does to shorter vectors"
                        + " and what Matryoshka costs whole ones, where a training of less than half the study's contradicts it, and one that compares two ways of"
                        + " training, where nothing is learned at all. Intervals are those of the"
                        + " bootstrap over queries, paired: both arms are measured on the same ones. Counts are reproduced"
                        + " within 3%% and refuted where they are off by more than half.",
                results.main().split().kind().label(),
                RelativeChange.RULES,
                Verdicts.NEGLIGIBLE,
                Verdicts.NEGLIGIBLE);
    }

    private void section(Report report, SplitResult result) {
        report.heading("The " + result.split().kind().label() + " split").paragraph(asked(result.split()));
        for (Measure measure : Measure.values()) {
            report.figure(overDims(result, measure)).table(tables.measured(result, measure));
        }
        report.table(tables.kept(result))
                .table(tables.gains(result))
                .table(tables.training(result))
                .figure(losses(result));
    }

    private String training() {
        MatryoshkaOptions options = results.options();
        return String.format(
                Locale.ROOT,
                "Each arm learns from %s, %s, in batches of %d in which no text occurs twice, with a learning rate of 5e-5,"
                        + " a tenth of the steps warm-up and linear decay. Every arm then searches with the first %s numbers"
                        + " of its vectors, scaled to length 1 again.",
                options.pairs() == 0
                        ? "all rows there are"
                        : String.format(Locale.ROOT, "%,d rows at most", options.pairs()),
                options.epochs() == 1 ? "each once" : options.epochs() + " times each",
                MatryoshkaExperiment.BATCH,
                Arrays.stream(results.main().dims()).mapToObj(Integer::toString).collect(Collectors.joining(", ")));
    }

    private static String asked(StudySplit split) {
        String counts = String.format(
                Locale.ROOT,
                "%,d queries are asked over %,d products.",
                split.queries().size(),
                split.products());
        return split.kind() == SplitKind.LEAK_FREE
                ? "Neither a query nor a product of the test set is learned from; queries of the same text are one, and all"
                        + " of their products with a relevance from 2.5 on count, also by rows of the file that are not"
                        + " drawn. " + counts
                : "As in the study's program, rows are split: the same query or product may be learned from and asked, and"
                        + " every test row is a query with one relevant product, whatever else fits it. " + counts
                        + (split.differentQueries() == split.queries().size()
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        " Only %,d of the queries differ; the intervals, which take each row for itself,"
                                                + " are somewhat too narrow for that.",
                                        split.differentQueries()));
    }

    private static Figure overDims(SplitResult result, Measure measure) {
        List<String> dims = new ArrayList<>();
        for (int length = result.dims().length - 1; length >= 0; length--) {
            dims.add(Integer.toString(result.dims()[length]));
        }
        List<Charts.Bars> lines = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            if (arm != Arm.QUARTER) {
                double[] means = new double[dims.size()];
                double[] errors = new double[dims.size()];
                for (int i = 0; i < means.length; i++) {
                    Interval mean = result.mean(arm, measure, means.length - 1 - i);
                    means[i] = mean.estimate();
                    errors[i] = (mean.high() - mean.low()) / 2;
                }
                lines.add(new Charts.Bars(arm.label(), means, errors));
            }
        }
        return Charts.steps(
                measure.label() + " over the numbers kept of each vector, on the "
                        + result.split().kind().label() + " split; the bars are as long as the 95% intervals.",
                new Charts.Axes("numbers kept", measure.label()),
                dims,
                lines);
    }

    /** Of every arm, smoothed, as shares of what it began with, since the losses have different units. */
    private Figure losses(SplitResult result) {
        List<Charts.Points> lines = new ArrayList<>();
        for (ArmResult found : result.arms().values()) {
            double[] losses = found.training().losses();
            if (losses.length > 0 && found.arm() != Arm.QUARTER) {
                double[] steps = new double[losses.length];
                double[] smooth = new double[losses.length];
                double begin = Arrays.stream(losses).limit(FIRST).average().orElseThrow();
                double average = 0;
                for (int i = 0; i < losses.length; i++) {
                    average = KEPT * average + (1 - KEPT) * losses[i];
                    smooth[i] = average / (1 - Math.pow(KEPT, i + 1)) / begin;
                    steps[i] = i;
                }
                lines.add(new Charts.Points(found.arm().label(), steps, smooth));
            }
        }
        return Charts.lines(
                "The losses over the steps as shares of the mean of the first " + FIRST
                        + " batches, smoothed (each step keeps nineteen twentieths).",
                new Charts.Axes("steps done", "loss / first losses"),
                lines);
    }

    private String study() {
        return "The study tunes for 30 epochs on 9.2 thousand pairs and splits rows; it gives figures of MRR@10 for whole"
                + " vectors only, and of recall@10 for some lengths. What it says as a change alone (-7.1%, -4%) is"
                + " applied to its own figure."
                + (results.data().isTitlesOnly()
                        ? " It searched in product descriptions; here these are not at hand, and titles stand in their"
                                + " place: directions can be compared, levels hardly."
                        : "");
    }

    private String data() {
        return String.format(
                Locale.ROOT,
                "%,d judged products, of which %,d are drawn as the study does (another generator gives another draw)."
                        + " %,d rows are left out since they are written twice, %,d since title or query is blank. Searched"
                        + " are %s. Pairs have a relevance above 2.5; in the test a relevance of 2.5 counts too.",
                results.data().file().judged().size(),
                results.data().drawn().size(),
                results.data().file().repeated(),
                results.data().file().incomplete(),
                results.data().documents());
    }

    private Figure histogram() {
        Map<Double, Long> counts = results.data().histogram();
        return Charts.bars(
                "How many rows of the file have which relevance."
                        + (DataClaims.isOnThirds(results.data())
                                ? " A grade is as a rule the mean of three persons', which lies on a third; between thirds"
                                        + " there is next to nothing."
                                : ""),
                new Charts.Axes("relevance", "rows"),
                counts.keySet().stream().map(MatryoshkaTables::grade).toList(),
                List.of(new Charts.Bars(
                        "rows",
                        counts.values().stream().mapToDouble(Long::doubleValue).toArray(),
                        null)));
    }
}
