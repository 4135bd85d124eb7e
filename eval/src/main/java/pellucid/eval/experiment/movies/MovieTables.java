package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Table;

/** The tables of the page. */
final class MovieTables {
    private final MovieResults results;

    MovieTables(MovieResults results) {
        this.results = results;
    }

    Table arms() {
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
                        + " held-out queries in words that the training has not, with 95% bootstrap intervals; p of the difference to the base"
                        + " model by sign flips; and how many of the nine queries are right",
                List.of("Arm", "Top-1 accuracy", "p", "MRR@10", "p", "Nine", "Top-1 rating"),
                rows);
    }

    Table groups() {
        int[] specific = results.queries().places(JudgedQuery.Group.SPECIFIC);
        int[] generic = results.queries().places(JudgedQuery.Group.GENERIC);
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            rows.add(List.of(
                    arm.arm().label(),
                    number(results.interval(arm.topOne(specific)).estimate(), 3),
                    interval(results.interval(arm.reciprocalRanks(specific))),
                    number(results.interval(arm.topOne(generic)).estimate(), 3),
                    interval(results.interval(arm.reciprocalRanks(generic)))));
        }
        return new Table(
                "The queries in other words, apart: specific (two keywords) and generic (two genres)",
                List.of("Arm", "Specific: top-1", "Specific: MRR@10", "Generic: top-1", "Generic: MRR@10"),
                rows);
    }

    /** Whether what is learned is more than a template. */
    Table words() {
        int[] other = results.heldOut();
        int[] same = results.asTrained();
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            boolean first = arm.arm() == Arm.BASE;
            rows.add(List.of(
                    arm.arm().label(),
                    number(results.interval(arm.reciprocalRanks(other)).estimate(), 3),
                    first ? "" : difference(results.gain(Arm.BASE, arm.arm(), other)),
                    number(results.interval(arm.reciprocalRanks(same)).estimate(), 3),
                    first ? "" : difference(results.gain(Arm.BASE, arm.arm(), same))));
        }
        return new Table(
                "MRR@10 of the same questions in words that the training has not, and in its templates",
                List.of("Arm", "Other words", "Gain over base", "As in training", "Gain over base"),
                rows);
    }

    Table training() {
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult arm : results.arms().values()) {
            if (arm.arm().loss() != Arm.Loss.NONE) {
                double[] losses = arm.training().losses();
                rows.add(List.of(
                        arm.arm().label(),
                        Integer.toString(arm.training().examples()),
                        Integer.toString(arm.arm().epochs()),
                        number(arm.training().seconds(), 1),
                        number(arm.secondsPerEpoch(), 1),
                        number(arm.workPerEpoch(), 1),
                        number(arm.pairsPerSecond(), 1),
                        number(losses[losses.length - 1], 3),
                        arm.arm().loss() == Arm.Loss.MNRL
                                ? Long.toString(arm.training().falseNegatives())
                                : ""));
            }
        }
        return new Table(
                "The training, in seconds on the clock, and of the processors for each epoch; false negatives are right answers that a batch"
                        + " counted as wrong",
                List.of(
                        "Arm",
                        "Examples",
                        "Epochs",
                        "Seconds",
                        "Per epoch",
                        "CPU",
                        "Pairs/s",
                        "Last loss",
                        "False neg."),
                rows);
    }

    Table distances() {
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

    Table spaces() {
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

    Table judgements() {
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

    Table sideBySide(int place) {
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

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String difference(Interval gain) {
        return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", gain.estimate(), gain.low(), gain.high());
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.low(), interval.high());
    }
}
