package pellucid.eval.experiment.matryoshka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import pellucid.eval.metric.Interval;
import pellucid.eval.metric.Significance;
import pellucid.eval.report.Table;

/** The tables of the page. */
final class MatryoshkaTables {
    private static final int PERMUTATIONS = 10_000;

    /** The lengths of vectors that the study measures. */
    private static final int[] STUDY = {384, 192, 96, 48};

    private final MatryoshkaResults results;

    MatryoshkaTables(MatryoshkaResults results) {
        this.results = results;
    }

    /** A measure at all lengths, with intervals. */
    Table measured(SplitResult result, Measure measure) {
        List<String> columns = new ArrayList<>(List.of("Arm"));
        for (int dim : result.dims()) {
            columns.add("At " + dim);
        }
        List<List<String>> rows = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            List<String> row = new ArrayList<>(List.of(arm.label()));
            for (int length = 0; length < result.dims().length; length++) {
                row.add(interval(result.mean(arm, measure, length)));
            }
            rows.add(row);
        }
        if (result.against() != null) {
            List<String> row = new ArrayList<>(
                    List.of(results.against() + ", " + result.against().dims() + " numbers"));
            row.add(number(SplitResult.average(result.against().of(measure)), 3));
            while (row.size() < columns.size()) {
                row.add("");
            }
            rows.add(row);
        }
        return new Table(
                String.format(
                        Locale.ROOT,
                        "%s on the %s split (%,d queries, %,d products), with 95%% bootstrap intervals. A random order has"
                                + " %.4f",
                        measure.label(),
                        result.split().kind().label(),
                        result.split().queries().size(),
                        result.split().products(),
                        result.chance(measure)),
                columns,
                rows);
    }

    /** What training gains with whole vectors. */
    Table gains(SplitResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            if (arm != Arm.BASE) {
                List<String> row = new ArrayList<>(List.of(arm.label()));
                for (Measure measure : Measure.values()) {
                    row.add(percent(Comparison.of(measure, Arm.BASE, arm).change(result)));
                    row.add(number(p(result, measure, arm), 4));
                }
                rows.add(row);
            }
        }
        return new Table(
                "What training gains over base at " + result.dims()[0] + " numbers on the "
                        + result.split().kind().label()
                        + " split, with 95% intervals, and how often chance alone gives such a difference (sign flips)",
                List.of("Arm", "recall@10", "p", "MRR@10", "p"),
                rows);
    }

    private static double p(SplitResult result, Measure measure, Arm arm) {
        return Significance.signFlip(
                        result.of(Arm.BASE, measure, 0), result.of(arm, measure, 0), PERMUTATIONS, result.seed())
                .p();
    }

    /** The same as shares of what whole vectors reach. */
    Table kept(SplitResult result) {
        List<String> columns = new ArrayList<>(List.of("Arm"));
        for (int length = 1; length < result.dims().length; length++) {
            columns.add("At " + result.dims()[length]);
        }
        List<List<String>> rows = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            List<String> row = new ArrayList<>(List.of(arm.label()));
            for (int length = 1; length < result.dims().length; length++) {
                Interval change =
                        Comparison.shortened(Measure.RECALL, arm, length).change(result);
                row.add(percent(change));
            }
            rows.add(row);
        }
        return new Table(
                "What shorter vectors cost of each arm's own recall@10 at " + result.dims()[0] + " numbers, on the "
                        + result.split().kind().label() + " split, with 95% intervals",
                columns,
                rows);
    }

    /** The study's figures beside those of this run. */
    Table reported() {
        int[] dims = results.main().dims();
        boolean sameDims = Arrays.equals(dims, STUDY);
        List<String> columns = new ArrayList<>(List.of("Arm", "Measure", sameDims ? "At" : "At, study's", "Reported"));
        if (!sameDims) {
            columns.add("At, here");
        }
        results.measured().keySet().forEach(kind -> columns.add("Here, " + kind.label()));
        List<List<String>> rows = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (int length = 0; length < STUDY.length; length++) {
                for (Arm arm : List.of(Arm.BASE, Arm.MNRL, Arm.MATRYOSHKA)) {
                    double reported = Reported.of(arm, measure, length);
                    if (!Double.isNaN(reported)) {
                        List<String> row = new ArrayList<>(
                                List.of(arm.label(), measure.label(), "" + STUDY[length], number(reported, 4)));
                        if (!sameDims) {
                            row.add("" + dims[length]);
                        }
                        for (SplitResult result : results.measured().values()) {
                            row.add(number(result.estimate(arm, measure, length), 4));
                        }
                        rows.add(row);
                    }
                }
            }
        }
        addOther(rows, columns.size(), Measure.RECALL, Reported.MPNET_RECALL);
        addOther(rows, columns.size(), Measure.MRR, Reported.MPNET_MRR);
        return new Table(
                "The figures of the study, which tuned " + Reported.MODEL
                        + " for 30 epochs and searched in descriptions, beside this run's of " + results.model(),
                columns,
                rows);
    }

    private static void addOther(List<List<String>> rows, int columns, Measure measure, double reported) {
        List<String> row = new ArrayList<>(List.of("all-mpnet-base-v2", measure.label(), "768", number(reported, 4)));
        while (row.size() < columns) {
            row.add("");
        }
        rows.add(row);
    }

    Table training(SplitResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (ArmResult found : result.arms().values()) {
            ArmResult.Training training = found.training();
            if (training.rows() > 0) {
                double[] losses = training.losses();
                rows.add(List.of(
                        found.arm().label(),
                        String.format(Locale.ROOT, "%,d", training.rows()),
                        Integer.toString(training.epochs()),
                        Integer.toString(losses.length),
                        number(training.seconds(), 1),
                        number(training.processorSeconds(), 1),
                        number(training.pairsPerSecond(), 1),
                        number(losses[0], 3),
                        number(tail(losses), 3)));
            }
        }
        return new Table(
                "The training on the " + result.split().kind().label()
                        + " split, in seconds on the clock and of the processors; the last loss is the mean of the last"
                        + " tenth of the steps. Losses of different kinds have different units",
                List.of("Arm", "Rows", "Epochs", "Steps", "Seconds", "CPU", "Rows/s", "First loss", "Last loss"),
                rows);
    }

    private static double tail(double[] losses) {
        int from = losses.length - Math.max(1, losses.length / 10);
        double sum = 0;
        for (int i = from; i < losses.length; i++) {
            sum += losses[i];
        }
        return sum / (losses.length - from);
    }

    /** What the arms are. */
    Table arms() {
        List<List<String>> rows = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            rows.add(List.of(arm.label(), arm.words()));
        }
        return new Table("What each arm is trained by", List.of("Arm", "Loss and rows"), rows);
    }

    /** What is in the two splits. */
    Table splits() {
        List<List<String>> rows = new ArrayList<>();
        splits(rows, "rows that may be learned from", split -> split.train().size());
        splits(
                rows,
                "of these, pairs with a relevance above 2.5",
                split -> split.pairs().size());
        splits(rows, "of these, rows with 2.5 itself", split -> StudySplit.onThreshold(split.train()));
        splits(rows, "rows dropped, with a product of the test set", StudySplit::dropped);
        splits(rows, "rows of the test set", split -> split.test().size());
        splits(rows, "of these, rows with 2.5 itself", split -> StudySplit.onThreshold(split.test()));
        splits(rows, "queries that are asked", split -> split.queries().size());
        splits(rows, "of these, with different texts", StudySplit::differentQueries);
        splits(rows, "queries left out, with no relevant product", StudySplit::unanswered);
        splits(rows, "relevant products known from rows that are not drawn", StudySplit::judgedElsewhere);
        splits(rows, "products that are searched", StudySplit::products);
        splits(rows, "of these, in no row of the test set", StudySplit::distractors);
        splits(
                rows,
                "queries whose text is in the training pairs",
                split -> Leaks.count(Leaks.of(split.pairs(), split.queries()).query()));
        splits(
                rows,
                "queries with a relevant product in the training pairs",
                split -> Leaks.count(Leaks.of(split.pairs(), split.queries()).product()));
        List<String> columns = new ArrayList<>(List.of("Count"));
        results.splits().keySet().forEach(kind -> columns.add(kind.label()));
        return new Table("The drawn rows in both ways of splitting them", columns, rows);
    }

    private void splits(List<List<String>> rows, String what, ToLongFunction<StudySplit> count) {
        List<String> row = new ArrayList<>(List.of(what));
        results.splits().values().forEach(split -> row.add(count(count.applyAsLong(split))));
        rows.add(row);
    }

    Table histogram() {
        Map<Double, Long> counts = results.data().histogram();
        int all = results.data().file().judged().size();
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((relevance, number) ->
                rows.add(List.of(grade(relevance), count(number), number(100.0 * number / all, 2) + "%")));
        return new Table("How many rows of the file have which relevance", List.of("Relevance", "Rows", "Share"), rows);
    }

    static String grade(double relevance) {
        return relevance == Math.rint(relevance) ? Integer.toString((int) relevance) : Double.toString(relevance);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.low(), interval.high())
                .replace("[0.", "[.")
                .replace(", 0.", ", .");
    }

    /** Empty where there is nothing to compare with. */
    private static String percent(Interval change) {
        if (!RelativeChange.isKnown(change)) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%+.1f%% [%+.1f%%, %+.1f%%]",
                100 * change.estimate(),
                100 * change.low(),
                100 * change.high());
    }
}
