package pellucid.eval.experiment.movies;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Charts;
import pellucid.eval.report.Figure;
import pellucid.eval.report.Machine;
import pellucid.eval.report.Provenance;
import pellucid.eval.report.Report;
import pellucid.eval.report.Table;

/** The page that shows the results. */
final class MovieReport {
    private static final double KEPT = 0.9;
    private static final int BINS = 25;
    private static final List<Arm> SPACES = List.of(Arm.BASE, Arm.COSINE, Arm.MNRL);

    private final MovieResults results;

    private MovieReport(MovieResults results) {
        this.results = results;
    }

    /** @param facts more about where the numbers come from, such as the version and the backend */
    static Report of(MovieResults results, Map<String, String> facts, Duration taken) {
        return new MovieReport(results).page(facts, taken);
    }

    private Report page(Map<String, String> facts, Duration taken) {
        QuerySet queries = results.queries();
        Report report = new Report(
                "Film search: CosineSimilarityLoss against MNRL",
                "Nine ways of training " + results.model() + " on "
                        + results.table().source()
                        + ", all asked the same queries over the same films, and what becomes of the claims of a study"
                        + " on this.");
        if (results.options().shuffle()) {
            report.paragraph("This is the control: every film stands under the text of another. What is right here is"
                    + " right by chance.");
        }
        report.heading("The claims").verdicts(MovieVerdicts.of(results));
        report.paragraph("A verdict follows from the numbers by fixed rules. \"Better\": the 95% interval of the"
                + " difference of MRR@10 lies above 0; refuted if it lies below " + Judgement.NEGLIGIBLE
                + ". \"No worse\": the interval lies above -" + Judgement.NEGLIGIBLE
                + ". Where it allows both, the claim counts as not tested.");
        report.heading("The arms")
                .paragraph(String.format(
                        Locale.ROOT,
                        "%,d films, of which %,d are learned from and %,d are held out; %,d are searched in. Batches of 32,"
                                + " learning rate 2e-5, a tenth of the steps warm-up, linear decay. A cosine arm sees as"
                                + " many examples as an MNRL arm: every other one with a wrong film and the label 0."
                                + " Held-out queries ask for two keywords (%d, specific) or two genres (%d, generic) of"
                                + " a held-out film; every film that has both is right. %d of them occur in training.",
                        results.table().movies().size(),
                        results.split().train().size(),
                        results.split().validation().size(),
                        queries.corpus().size(),
                        queries.of(JudgedQuery.Group.SPECIFIC).size(),
                        queries.of(JudgedQuery.Group.GENERIC).size(),
                        queries.leaked()));
        if (results.table().keywordsDerived()) {
            report.paragraph(
                    "The table has no keywords. In their place stand the rarest words that a description shares"
                            + " with others: specific queries are then answered by the words themselves.");
        }
        report.table(arms()).figure(bars()).table(groups()).table(training());
        report.figure(losses());
        report.heading("Distances and collapse").table(distances()).table(spaces());
        SPACES.forEach(arm -> report.figure(histogram(arm)));
        report.heading("The nine queries").table(judgements());
        for (int place : results.nine()) {
            report.table(sideBySide(place));
        }
        Provenance provenance = Provenance.of(Machine.here(), Instant.now());
        facts.forEach(provenance::fact);
        provenance
                .fact("Seed", Long.toString(results.options().seed()))
                .fact("Pairs for each arm", Integer.toString(results.options().pairs()))
                .time("all of it", taken);
        return report.provenance(provenance);
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.low(), interval.high());
    }

    private Table arms() {
        int[] held = results.heldOut();
        ArmResult base = results.of(Arm.BASE);
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            boolean first = arm.arm() == Arm.BASE;
            rows.add(List.of(
                    arm.arm().label(),
                    interval(results.interval(arm.topOne(held))),
                    first ? "" : number(results.p(base.topOne(held), arm.topOne(held)), 4),
                    interval(results.interval(arm.reciprocalRanks(held))),
                    first ? "" : number(results.p(base.reciprocalRanks(held), arm.reciprocalRanks(held)), 4),
                    results.right(arm.arm(), results.nine()) + "/" + results.nine().length,
                    number(arm.meanRating(held), 2)));
        }
        return new Table(
                "The " + held.length
                        + " held-out queries, with 95% bootstrap intervals; p of the difference to the base"
                        + " model by sign flips; and how many of the nine queries are right",
                List.of("Arm", "Top-1 accuracy", "p", "MRR@10", "p", "Nine", "Top-1 rating"),
                rows);
    }

    private Figure bars() {
        int[] held = results.heldOut();
        List<String> names = new ArrayList<>();
        double[] heights = new double[Arm.values().length];
        double[] errors = new double[heights.length];
        for (ArmResult arm : results.arms().values()) {
            Interval interval = results.interval(arm.reciprocalRanks(held));
            int at = names.size();
            names.add(arm.arm().label());
            heights[at] = interval.estimate();
            errors[at] = (interval.high() - interval.low()) / 2;
        }
        return Charts.bars(
                "MRR@10 on the held-out queries; the lines are as long as the 95% intervals.",
                new Charts.Axes("", "MRR@10"), names, List.of(new Charts.Bars("MRR@10", heights, errors)));
    }

    private Table groups() {
        int[] specific = results.queries().places(JudgedQuery.Group.SPECIFIC);
        int[] generic = results.queries().places(JudgedQuery.Group.GENERIC);
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            rows.add(List.of(
                    arm.arm().label(),
                    interval(results.interval(arm.topOne(specific))),
                    interval(results.interval(arm.reciprocalRanks(specific))),
                    interval(results.interval(arm.topOne(generic))),
                    interval(results.interval(arm.reciprocalRanks(generic)))));
        }
        return new Table(
                "The same for specific (two keywords) and generic queries (two genres)",
                List.of("Arm", "Specific: top-1", "Specific: MRR@10", "Generic: top-1", "Generic: MRR@10"),
                rows);
    }

    private Table training() {
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            if (arm.arm().loss() != Arm.Loss.NONE) {
                double[] losses = arm.training().losses();
                rows.add(List.of(
                        arm.arm().label(),
                        arm.arm().loss().words(),
                        arm.arm().queries().name().toLowerCase(Locale.ROOT),
                        Integer.toString(arm.training().examples()),
                        Integer.toString(arm.arm().epochs()),
                        number(arm.training().seconds(), 1),
                        number(arm.secondsPerEpoch(), 1),
                        number(arm.pairsPerSecond(), 1),
                        number(losses[losses.length - 1], 3),
                        arm.arm().loss() == Arm.Loss.MNRL
                                ? Long.toString(arm.training().falseNegatives())
                                : ""));
            }
        }
        return new Table(
                "The training; false negatives are right answers that a batch counted as wrong",
                List.of(
                        "Arm",
                        "Loss",
                        "Queries",
                        "Examples",
                        "Epochs",
                        "Seconds",
                        "Per epoch",
                        "Pairs/s",
                        "Last loss",
                        "False negatives"),
                rows);
    }

    /** Of every arm, smoothed, as shares of its first value, since the losses have different units. */
    private Figure losses() {
        List<Charts.Points> lines = new ArrayList<>();
        for (Arm arm : List.of(Arm.COSINE, Arm.COSINE_HARD, Arm.MNRL, Arm.MNRL_3, Arm.NO_DUPLICATES, Arm.BATCH_64)) {
            ArmResult result = results.of(arm);
            double[] losses = result.training().losses();
            double[] epochs = new double[losses.length];
            double[] smooth = new double[losses.length];
            double average = 0;
            for (int i = 0; i < losses.length; i++) {
                average = KEPT * average + (1 - KEPT) * losses[i];
                smooth[i] = average / (1 - Math.pow(KEPT, i + 1)) / losses[0];
                epochs[i] = (i + 1.0) / losses.length * arm.epochs();
            }
            lines.add(new Charts.Points(arm.label(), epochs, smooth));
        }
        return Charts.lines(
                "The losses over the epochs as shares of the first batch's, smoothed (each step keeps nine tenths).",
                new Charts.Axes("epoch", "loss / first loss"),
                lines);
    }

    private Table distances() {
        int[] nine = results.nine();
        int[] held = results.heldOut();
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            rows.add(List.of(
                    arm.arm().label(),
                    number(arm.meanDistance(nine), 4),
                    number(arm.meanEuclidean(nine), 4),
                    number(2 * arm.meanDistance(nine), 4),
                    number(arm.meanDistance(held), 4),
                    number(arm.meanEuclidean(held), 4),
                    number(2 * arm.meanDistance(held), 4)));
        }
        return new Table(
                "Mean distance of the best film in the three units that the study may mean, over the nine and over the"
                        + " held-out queries",
                List.of(
                        "Arm",
                        "Nine: 1-cos",
                        "Nine: L2",
                        "Nine: L2²",
                        "Held out: 1-cos",
                        "Held out: L2",
                        "Held out: L2²"),
                rows);
    }

    private Table spaces() {
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            ArmResult.Space space = arm.space();
            rows.add(List.of(
                    arm.arm().label(),
                    number(space.meanCosine(), 4),
                    number(Arrays.stream(space.positives()).average().orElse(Double.NaN), 4),
                    number(space.alignment(), 4),
                    number(space.uniformity(), 4)));
        }
        return new Table(
                "How the vectors lie: cosines of held-out queries with other and with their own films, alignment (0:"
                        + " pairs coincide) and uniformity (0: everything is one point) after Wang and Isola (2020)",
                List.of("Arm", "Cosine of unrelated", "Cosine of pairs", "Alignment", "Uniformity"),
                rows);
    }

    private Figure histogram(Arm arm) {
        ArmResult.Space space = results.of(arm).space();
        return Charts.lines(
                "Cosines under " + arm.label() + ": held-out queries with their own film, and with others.",
                new Charts.Axes("cosine", "share of the pairs"),
                List.of(shares("own film", space.positives()), shares("other films", space.random())));
    }

    private static Charts.Points shares(String name, double[] values) {
        double[] x = new double[BINS];
        double[] y = new double[BINS];
        double low = -0.2;
        double width = (1 - low) / BINS;
        for (int i = 0; i < BINS; i++) {
            x[i] = low + (i + 0.5) * width;
        }
        for (double value : values) {
            int bin = (int) Math.floor((value - low) / width);
            y[Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / values.length;
        }
        return new Charts.Points(name, x, y);
    }

    private Table judgements() {
        List<List<String>> rows = new ArrayList<>();
        for (SeedQuery query : results.queries().nine()) {
            String there = results.queries().corpus().stream()
                    .map(Movie::label)
                    .filter(query.expected()::contains)
                    .collect(Collectors.joining(", "));
            rows.add(List.of(query.query(), there.isEmpty() ? "none in this table" : there, query.why()));
        }
        return new Table("What counts as right, judged before the run", List.of("Query", "Right", "Why"), rows);
    }

    private Table sideBySide(int place) {
        JudgedQuery query = results.queries().judged().get(place);
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            List<String> cells = new ArrayList<>(List.of(arm.arm().label()));
            IntStream.range(0, 3)
                    .mapToObj(i -> arm.hits().get(place).get(i))
                    .map(hit -> (query.relevant().contains(hit.movie().id()) ? "✓ " : "")
                            + hit.movie().label() + " " + number(hit.cosine(), 3))
                    .forEach(cells::add);
            rows.add(cells);
        }
        return new Table("\"" + query.text() + "\"", List.of("Arm", "First", "Second", "Third"), rows);
    }
}
