package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import pellucid.eval.data.HomeDepot.Judged;
import pellucid.eval.data.LeakFreeSplit;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;

/**
 * The judgements in three parts.
 *
 * @param train to learn and to tune boosts from
 * @param validation to say how far the training is and when it stops
 * @param test to measure on
 * @param dropped how many belong to none, since they would carry a product of the test or the validation into the
 *     training
 */
record RowPartition(List<Judged> train, List<Judged> validation, List<Judged> test, int dropped) {
    static final double TEST = 0.15;
    static final double VALIDATION = 0.06;

    /** @param product what a row's product is known by: rows that agree in it never stand on two sides if nothing may leak */
    static RowPartition of(List<Judged> rows, Function<Judged, String> product, Partition kind, long seed) {
        if (kind == Partition.LEAK_FREE) {
            LeakFreeSplit<Judged> outer = LeakFreeSplit.of(rows, Judged::query, product, TEST, seed);
            LeakFreeSplit<Judged> inner = LeakFreeSplit.of(outer.train(), Judged::query, product, VALIDATION, seed + 1);
            return new RowPartition(
                    inner.train(),
                    inner.test(),
                    outer.test(),
                    outer.dropped().size() + inner.dropped().size());
        }
        int test = (int) Math.round(TEST * rows.size());
        int validation = (int) Math.round(VALIDATION * rows.size());
        if (test < 1 || validation < 1 || test + validation >= rows.size()) {
            throw new InputException(
                    rows.size() + " judged products are too few to divide into training, validation and"
                            + " test; give at least some dozens");
        }
        List<List<Judged>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int[] order = new Draws(seed, Draws.Purpose.SPLIT, 0).permutation(rows.size());
        for (int i = 0; i < order.length; i++) {
            int part = order[i] < test ? 2 : order[i] < test + validation ? 1 : 0;
            parts.get(part).add(rows.get(i));
        }
        return new RowPartition(parts.get(0), parts.get(1), parts.get(2), 0);
    }
}
