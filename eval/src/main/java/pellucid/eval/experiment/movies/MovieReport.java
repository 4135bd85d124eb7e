package pellucid.eval.experiment.movies;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Charts;
import pellucid.eval.report.Figure;
import pellucid.eval.report.Machine;
import pellucid.eval.report.Provenance;
import pellucid.eval.report.Report;

/** The page that shows the results. */
final class MovieReport {
    private static final double KEPT = 0.9;
    private static final int BINS = 25;
    private static final int LONGEST_BELOW = 12;
    private static final List<Arm> SPACES = List.of(Arm.BASE, Arm.COSINE, Arm.MNRL);

    private final MovieResults results;
    private final MovieTables tables;

    private MovieReport(MovieResults results) {
        this.results = results;
        this.tables = new MovieTables(results);
    }

    /** @param facts more about where the numbers come from, such as the version and the backend */
    static Report of(MovieResults results, Map<String, String> facts, Duration taken) {
        return new MovieReport(results).page(facts, taken);
    }

    private Report page(Map<String, String> facts, Duration taken) {
        QuerySet queries = results.queries();
        Report report = new Report(
                "Film search: CosineSimilarityLoss against MNRL",
                results.model() + " as it is and trained in " + (Arm.values().length - 1) + " ways on "
                        + results.table().source()
                        + ", all asked the same queries over the same films, and what becomes of the claims of a study"
                        + " on this.");
        if (results.options().shuffle()) {
            report.paragraph("This is the control: every film stands under the text of another. What is right here is"
                    + " right by chance.");
        }
        report.heading("The claims").verdicts(Verdicts.of(results));
        report.paragraph(Verdicts.RULE.rules());
        report.heading("The arms")
                .paragraph(String.format(
                        Locale.ROOT,
                        "%,d films, of which %,d are learned from and %,d are held out; %,d are searched in. Batches of 32,"
                                + " learning rate 2e-5, a tenth of the steps warm-up, linear decay. The first three"
                                + " trained arms learn from all %,d pairs, the others for one epoch from half of them;"
                                + " compared are arms of the same pairs and epochs. A cosine arm sees as many examples"
                                + " as an MNRL arm: every other one with a wrong film and the label 0. Held-out queries"
                                + " ask for two keywords (%d, specific) or two genres (%d, generic) of a held-out film;"
                                + " every film that has both is right. %d of them occur in training.",
                        results.table().movies().size(),
                        results.split().train().size(),
                        results.split().validation().size(),
                        queries.corpus().size(),
                        results.of(Arm.MNRL).training().examples(),
                        queries.of(JudgedQuery.Group.SPECIFIC).size(),
                        queries.of(JudgedQuery.Group.GENERIC).size(),
                        queries.leaked()));
        report.paragraph("The arms named cosine learn by " + Arm.Loss.COSINE.words() + ", or with hard negatives: the"
                + " nearest by the base model that have not the genre or keyword. All others learn by "
                + Arm.Loss.MNRL.words() + ".");
        report.paragraph("Each held-out query is asked twice: in the templates of the training, and in other words, of"
                + " which no template of the training has one (\""
                + queries.of(JudgedQuery.Group.SPECIFIC).get(0).text() + "\" for \""
                + queries.of(JudgedQuery.Group.SPECIFIC_AS_TRAINED).get(0).text()
                + "\"). A model may learn the template alone; so the verdicts rest on the other words. Mind that"
                + " keywords and genres stand in the films' own texts all the same. The nine are what a person would"
                + " type, and they are nine.");
        if (results.table().keywordsDerived()) {
            report.paragraph(
                    "The table has no keywords. In their place stand the rarest words that a description shares"
                            + " with others: specific queries are then answered by the words themselves.");
        }
        report.table(tables.arms())
                .figure(bars(
                        "MRR@10 of the arms that learn from all pairs",
                        List.of(Arm.BASE, Arm.COSINE, Arm.MNRL, Arm.MNRL_3)))
                .figure(bars(
                        "MRR@10 of the arms that learn from half of the pairs for one epoch",
                        List.of(
                                Arm.COSINE_HALF,
                                Arm.COSINE_HARD,
                                Arm.MNRL_HALF,
                                Arm.NO_DUPLICATES,
                                Arm.BATCH_64,
                                Arm.SPECIFIC,
                                Arm.GENERIC)))
                .table(tables.words())
                .table(tables.groups())
                .table(tables.training());
        report.figure(losses());
        report.heading("Distances and collapse").table(tables.distances()).table(tables.spaces());
        SPACES.forEach(arm -> report.figure(histogram(arm)));
        report.heading("The nine queries").table(tables.judgements());
        for (int place : results.nine()) {
            report.table(tables.sideBySide(place));
        }
        Provenance provenance = Provenance.of(Machine.here(), Instant.now());
        facts.forEach(provenance::fact);
        provenance
                .fact("Seed", Long.toString(results.options().seed()))
                .fact("Pairs", Integer.toString(results.of(Arm.MNRL).training().examples()))
                .time("all of it", taken);
        return report.provenance(provenance);
    }

    private Figure bars(String what, List<Arm> arms) {
        return Charts.bars(
                what
                        + ", on the held-out questions in other words than the training's and in its templates; the lines are"
                        + " as long as the 95% intervals.",
                new Charts.Axes("", "MRR@10"),
                arms.stream().map(MovieReport::below).toList(),
                List.of(bars("other words", arms, results.heldOut()), bars("templates", arms, results.asTrained())));
    }

    /** Below a bar there is room for a short word. */
    private static String below(Arm arm) {
        return arm.label().length() <= LONGEST_BELOW ? arm.label() : arm.label().replace("MNRL, ", "");
    }

    private Charts.Bars bars(String name, List<Arm> arms, int[] queries) {
        List<Interval> intervals = arms.stream()
                .map(arm -> results.interval(results.of(arm).reciprocalRanks(queries)))
                .toList();
        return new Charts.Bars(
                name,
                intervals.stream().mapToDouble(Interval::estimate).toArray(),
                intervals.stream()
                        .mapToDouble(interval -> (interval.high() - interval.low()) / 2)
                        .toArray());
    }

    /** Of every arm, smoothed, as shares of its first value, since the losses have different units. */
    private Figure losses() {
        List<Charts.Points> lines = new ArrayList<>();
        for (Arm arm : List.of(Arm.COSINE, Arm.COSINE_HARD, Arm.MNRL, Arm.MNRL_3, Arm.NO_DUPLICATES)) {
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
        double low = -0.25;
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
}
