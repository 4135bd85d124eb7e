package pellucid.eval.experiment.word2vec;

import java.util.Arrays;
import java.util.stream.IntStream;
import pellucid.eval.metric.Correlation;
import pellucid.tensor.ShapeException;

/**
 * What vectors scored on the single items of a measure (questions, documents, pairs of words). The items are the same,
 * and in the same order, for all settings: so settings are compared item by item.
 *
 * @param items for each item its score; NaN where it could not be asked, a word being unknown
 * @param gold null where the measure is the mean of the scores; else it is Spearman's correlation of the scores with
 *     these
 */
record Scores(double[] items, double[] gold) {
    Scores {
        if (gold != null && gold.length != items.length) {
            throw new ShapeException("scores: there are " + items.length + " items and " + gold.length
                    + " judgements of them; give one for each");
        }
    }

    /** Scores whose mean is the measure. */
    static Scores of(double[] items) {
        return new Scores(items, null);
    }

    /** 1 where it is right, else 0. */
    static Scores of(boolean[] right) {
        return of(IntStream.range(0, right.length)
                .mapToDouble(i -> right[i] ? 1 : 0)
                .toArray());
    }

    int size() {
        return items.length;
    }

    boolean has(int item) {
        return !Double.isNaN(items[item]);
    }

    /** How many items could be asked. */
    int asked() {
        return (int) IntStream.range(0, size()).filter(this::has).count();
    }

    /** The measure over all items that could be asked; NaN where none, or for a correlation fewer than three. */
    double value() {
        return value(IntStream.range(0, size()).filter(this::has).toArray());
    }

    /** The measure over some items that could be asked, each counted as often as it is given. */
    double value(int[] places) {
        double[] chosen = Arrays.stream(places).mapToDouble(i -> items[i]).toArray();
        if (gold == null) {
            return Arrays.stream(chosen).average().orElse(Double.NaN);
        }
        return places.length < 3
                ? Double.NaN
                : Correlation.spearman(
                        chosen, Arrays.stream(places).mapToDouble(i -> gold[i]).toArray());
    }

    /** The scores of some items alone. */
    Scores at(int[] places) {
        return new Scores(
                Arrays.stream(places).mapToDouble(i -> items[i]).toArray(),
                gold == null
                        ? null
                        : Arrays.stream(places).mapToDouble(i -> gold[i]).toArray());
    }
}
