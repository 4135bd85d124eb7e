package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import pellucid.eval.experiment.ProcessorTime;
import pellucid.eval.retrieval.Hit;

/**
 * What one way of searching came to.
 *
 * @param row which
 * @param perQuery of each measure one value a query, in the order of the queries
 * @param clock of each round the seconds by the clock for all queries, one after the other, each from what was typed to
 *     its ten products
 * @param processors of each round the seconds of all threads meanwhile; NaN where the machine does not tell
 */
record RowScores(SearchRow row, Map<Measure, double[]> perQuery, double[] clock, double[] processors) {
    /** So often every way asks all queries, so that the rounds tell how much a time varies. */
    static final int ROUNDS = 5;

    /** Java compiles what runs often: so many queries are asked before the clock runs. */
    private static final int WARM_UP = 60;

    private static final double NANOS = 1e9;

    /**
     * Asks all queries in every way. The ways take turns within each round, so that what slows the machine for a while
     * slows them all.
     *
     * @param asked hears of each way that has asked all queries once more: how often that was
     */
    static Map<SearchRow, RowScores> all(ProductSearch search, List<JudgedQuery> queries, IntConsumer asked) {
        warmUp(search, queries);
        Map<SearchRow, RowScores> rows = new EnumMap<>(SearchRow.class);
        int turns = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (SearchRow row : SearchRow.values()) {
                List<List<Hit>> found = new ArrayList<>();
                double processor = ProcessorTime.seconds();
                long begun = System.nanoTime();
                for (JudgedQuery query : queries) {
                    found.add(search.search(row, query.text(), RelevanceOptions.DEPTH));
                }
                double clock = (System.nanoTime() - begun) / NANOS;
                double processors = ProcessorTime.seconds() - processor;
                rows.computeIfAbsent(
                        row,
                        first ->
                                new RowScores(first, perQuery(queries, found), new double[ROUNDS], new double[ROUNDS]));
                rows.get(row).clock[round] = clock;
                rows.get(row).processors[round] = processors;
                asked.accept(++turns);
            }
        }
        return rows;
    }

    /** Asks some queries in every way before any is timed, so that no way pays for those behind it. */
    private static void warmUp(ProductSearch search, List<JudgedQuery> queries) {
        for (SearchRow row : SearchRow.values()) {
            queries.stream().limit(WARM_UP).forEach(query -> search.search(row, query.text(), RelevanceOptions.DEPTH));
        }
    }

    private static Map<Measure, double[]> perQuery(List<JudgedQuery> queries, List<List<Hit>> found) {
        Map<Measure, double[]> perQuery = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            perQuery.put(
                    measure,
                    IntStream.range(0, queries.size())
                            .mapToDouble(i -> measure.of(queries.get(i), found.get(i)))
                            .toArray());
        }
        return perQuery;
    }

    /** One value a query. */
    double[] of(Measure measure) {
        return perQuery.get(measure);
    }

    /** The values of some of the queries. */
    double[] of(Measure measure, boolean[] wanted) {
        double[] all = of(measure);
        return IntStream.range(0, all.length)
                .filter(i -> wanted[i])
                .mapToDouble(i -> all[i])
                .toArray();
    }

    /** The mean over all queries. */
    double mean(Measure measure) {
        return Arrays.stream(of(measure)).average().orElse(Double.NaN);
    }

    /** By the clock for all queries, as the mean of the rounds. */
    double seconds() {
        return Arrays.stream(clock).average().orElse(Double.NaN);
    }

    /** Of the processors for all queries, as the mean of the rounds; NaN where they are not known. */
    double processorSeconds() {
        return Arrays.stream(processors).average().orElse(Double.NaN);
    }

    /** Milliseconds by the clock for a query. */
    double millis() {
        return 1000 * seconds() / of(Measure.NDCG).length;
    }

    /** Milliseconds of the processors for a query; by the clock where they are not known. */
    double work() {
        return 1000 * Arrays.stream(rounds()).average().orElse(Double.NaN) / of(Measure.NDCG).length;
    }

    /** Of each round the seconds of the processors for all queries; by the clock where they are not known. */
    double[] rounds() {
        return Double.isNaN(processorSeconds()) ? clock : processors;
    }
}
