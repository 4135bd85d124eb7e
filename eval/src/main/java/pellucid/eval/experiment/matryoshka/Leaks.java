package pellucid.eval.experiment.matryoshka;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Interval;

/**
 * Which queries of a test set were met in training.
 *
 * @param query for each query whether its text was learned from
 * @param product whether a product that is relevant for it was
 * @param pair whether both were, in one row
 */
record Leaks(boolean[] query, boolean[] product, boolean[] pair) {
    private record Pair(String query, String text) {}

    /** @param learned the rows that are learned from */
    static Leaks of(List<Row> learned, List<StudySplit.Query> queries) {
        Set<String> texts = learned.stream().map(Row::queryKey).collect(Collectors.toSet());
        Set<String> products = learned.stream().map(Row::textKey).collect(Collectors.toSet());
        Set<Pair> pairs = learned.stream()
                .map(row -> new Pair(row.queryKey(), row.textKey()))
                .collect(Collectors.toSet());
        int size = queries.size();
        Leaks leaks = new Leaks(new boolean[size], new boolean[size], new boolean[size]);
        for (int i = 0; i < size; i++) {
            for (Row row : queries.get(i).rows()) {
                leaks.query[i] |= texts.contains(row.queryKey());
                leaks.product[i] |= products.contains(row.textKey());
                leaks.pair[i] |= pairs.contains(new Pair(row.queryKey(), row.textKey()));
            }
        }
        return leaks;
    }

    /** The places of the queries that were met in training, by their text or by a product; or of the others. */
    int[] places(boolean met) {
        return IntStream.range(0, query.length)
                .filter(i -> (query[i] || product[i]) == met)
                .toArray();
    }

    /** By how much queries that were met gain more than the others, on the average. */
    Interval metAboveUnmet(double[] from, double[] to, long seed) {
        return Bootstrap.interval(
                query.length,
                indices -> gain(from, to, indices, true) - gain(from, to, indices, false),
                Bootstrap.RESAMPLES,
                RelativeChange.LEVEL,
                seed);
    }

    private double gain(double[] from, double[] to, int[] indices, boolean met) {
        double sum = 0;
        int count = 0;
        for (int i : indices) {
            if ((query[i] || product[i]) == met) {
                sum += to[i] - from[i];
                count++;
            }
        }
        return sum / count;
    }

    static int count(boolean[] flags) {
        return (int) IntStream.range(0, flags.length).filter(i -> flags[i]).count();
    }
}
