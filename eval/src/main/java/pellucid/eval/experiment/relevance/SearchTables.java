package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.experiment.relevance.BoostTuning.Trial;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Table;

/** The page's tables of searches. */
final class SearchTables {
    private static final int TRIALS = 5;
    private static final int EXAMPLES = 6;

    private final RelevanceResults results;

    SearchTables(RelevanceResults results) {
        this.results = results;
    }

    Table relevance() {
        List<List<String>> rows = new ArrayList<>();
        for (RowScores row : results.rows().values()) {
            SearchRow.Reported reported = row.row().reported();
            rows.add(List.of(
                    row.row().label(),
                    number(row.mean(Measure.MRR), 3),
                    number(row.mean(Measure.MAP), 3),
                    interval(results.interval(row.row(), Measure.NDCG)),
                    number(reported.mrr(), 3) + ", " + number(reported.map(), 3) + ", " + number(reported.ndcg(), 3)));
        }
        return new Table(
                "MRR, MAP and NDCG at 10 on " + results.task().test().size()
                        + " test queries, NDCG with its 95% bootstrap interval; beside them the MRR, MAP and NDCG that the study reports,"
                        + " of another model, other fields and other queries: compare directions, not figures",
                List.of("Search", "MRR", "MAP", "NDCG", "Reported"),
                rows);
    }

    Table ways() {
        return new Table(
                "What each search does",
                List.of("Search", "What it does"),
                Arrays.stream(SearchRow.values())
                        .map(row -> List.of(row.label(), row.words()))
                        .toList());
    }

    Table times() {
        List<List<String>> rows = new ArrayList<>();
        for (RowScores row : results.rows().values()) {
            rows.add(List.of(
                    row.row().label(),
                    number(row.seconds(), 2),
                    number(row.processorSeconds(), 2),
                    number(row.millis(), 2),
                    number(row.work(), 2),
                    number(row.row().reported().seconds(), 1)));
        }
        return new Table(
                "Run time for all queries, asked one after the other, as the mean of " + RowScores.ROUNDS
                        + " rounds: from what was typed to ten products, the encoding of the query included; by the clock,"
                        + " and of the processors, which other programs disturb less",
                List.of("Search", "Clock, s", "Processors, s", "ms a query", "Processor ms", "Reported, s"),
                rows);
    }

    /** The same rankings under other ideas of relevant. */
    Table otherMeasures() {
        List<Measure> measures = List.of(Measure.MRR_ABOVE_2, Measure.MAP_ABOVE_2, Measure.NDCG_FROM_1);
        List<List<String>> rows = new ArrayList<>();
        for (RowScores row : results.rows().values()) {
            List<String> cells = new ArrayList<>(List.of(row.row().label()));
            measures.forEach(measure -> cells.add(number(row.mean(measure), 3)));
            rows.add(cells);
        }
        List<String> columns = new ArrayList<>(List.of("Search"));
        measures.forEach(measure -> columns.add(measure.label()));
        return new Table(
                "The same rankings, at 10, where relevance above 2 is relevant, and where the gain is relevance - 1, so"
                        + " that a product judged irrelevant gains nothing",
                columns,
                rows);
    }

    /** Queries that the pairs to learn from have, and those they have not. */
    Table unseen() {
        boolean[] unseen = results.task().unseen();
        boolean[] seen = new boolean[unseen.length];
        IntStream.range(0, seen.length).forEach(i -> seen[i] = !unseen[i]);
        List<List<String>> rows = new ArrayList<>();
        for (RowScores row : results.rows().values()) {
            rows.add(List.of(
                    row.row().label(),
                    mean(row.of(Measure.MRR, unseen)),
                    mean(row.of(Measure.MAP, unseen)),
                    mean(row.of(Measure.NDCG, unseen)),
                    mean(row.of(Measure.MRR, seen)),
                    mean(row.of(Measure.MAP, seen)),
                    mean(row.of(Measure.NDCG, seen))));
        }
        return new Table(
                String.format(
                        Locale.ROOT,
                        "The %d test queries that no pair to learn from has, and the %d others, at 10",
                        count(unseen),
                        count(seen)),
                List.of("Search", "MRR", "MAP", "NDCG", "Others: MRR", "MAP", "NDCG"),
                rows);
    }

    private static long count(boolean[] wanted) {
        return IntStream.range(0, wanted.length).filter(i -> wanted[i]).count();
    }

    Table boosts() {
        List<List<String>> rows = new ArrayList<>();
        trials(rows, SearchRow.TEXTSEARCH_BOOSTED, results.textBoosts());
        trials(rows, SearchRow.VECTORSEARCH_MULTIFIELD_BOOSTED, results.fieldWeights());
        trials(rows, SearchRow.HYBRID_BOOSTED, results.hybridWeights());
        return new Table(
                "Boosts on " + results.task().tuning().size()
                        + " training queries: without tuning, and the best that were tried",
                List.of("Search", "Boosts", "NDCG@10 in tuning", "Trials"),
                rows);
    }

    private static void trials(List<List<String>> rows, SearchRow row, BoostTuning tuning) {
        String trials = Integer.toString(tuning.trials().size());
        rows.add(List.of(
                row.label(),
                words(tuning.first().boosts()),
                number(tuning.first().score(), 4),
                trials));
        tuning.trials().stream()
                .skip(1)
                .sorted(Comparator.comparingDouble(Trial::score).reversed())
                .limit(TRIALS)
                .forEach(trial ->
                        rows.add(List.of(row.label(), words(trial.boosts()), number(trial.score(), 4), trials)));
    }

    /** {@code brand 1, sizes 0.5}. */
    static String words(Map<String, Double> boosts) {
        return boosts.entrySet().stream()
                .map(boost -> boost.getKey() + " " + plain(boost.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Integer.toString((int) value) : Double.toString(value);
    }

    /** What the fields of some products are. */
    Table fields() {
        Catalogue corpus = results.task().corpus();
        List<String> columns = new ArrayList<>(List.of("Title"));
        columns.addAll(corpus.fields().keySet());
        List<List<String>> rows = IntStream.range(0, Math.min(EXAMPLES, corpus.size()))
                .map(i -> i * (corpus.size() / Math.min(EXAMPLES, corpus.size())))
                .mapToObj(i -> {
                    List<String> cells = new ArrayList<>(List.of(corpus.titles().get(i)));
                    corpus.fields().values().forEach(texts -> cells.add(shortened(texts.get(i))));
                    return cells;
                })
                .toList();
        return new Table("Some products and their fields" + (corpus.derived() ? ", derived" : ""), columns, rows);
    }

    private static String shortened(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }

    Table counts() {
        return new Table(
                "What was read, divided, drawn and left out",
                List.of("What", "How many"),
                results.task().counts().entrySet().stream()
                        .map(count -> List.of(count.getKey(), count.getValue()))
                        .toList());
    }

    Table leaks() {
        RelevanceTask.Leaks leaks = results.task().leaks();
        return new Table(
                "What of the test occurs in training, split "
                        + results.options().split().label(),
                List.of("What", "Of the test", "In training"),
                List.of(
                        List.of("Queries that a pair to learn from has", "" + leaks.queries(), "" + leaks.inPairs()),
                        List.of("Queries in any row of the training part", "" + leaks.queries(), "" + leaks.inRows()),
                        List.of(
                                "Relevant products that a pair to learn from has",
                                "" + leaks.products(),
                                "" + leaks.productsInPairs()),
                        List.of(
                                "Share of queries that a pair to learn from would have, were all rows drawn one by one",
                                "100%",
                                percent(leaks.drawnByRow())),
                        List.of(
                                "Share of queries that any training row would have, were all rows drawn one by one",
                                "100%",
                                percent(leaks.inAnyDrawnRow()))));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    private static String mean(double[] values) {
        return number(Arrays.stream(values).average().orElse(Double.NaN), 3);
    }

    static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.low(), interval.high());
    }
}
