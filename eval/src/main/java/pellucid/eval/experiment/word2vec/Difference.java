package pellucid.eval.experiment.word2vec;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Interval;
import pellucid.tensor.InputException;

/**
 * By how much a measure is larger under one setting than under another.
 *
 * <p>Two things make such a difference uncertain: the items (other questions, other documents) and the draws (another
 * seed). The first is estimated from the differences item by item, the second from the spread of settings that were
 * trained with several seeds; the variances add up.
 *
 * @param measure that differs
 * @param estimate of the difference, on the items that both settings could be asked
 * @param error its standard error
 * @param items how many those are
 */
record Difference(Measure measure, double estimate, double error, int items) {
    /** Standard errors to either side: 99%, since every claim looks at several measures. */
    static final double WIDTH = 2.58;

    /** The spread over seeds is known from four degrees of freedom: Student's t for 99%, 4.60, over the normal's 2.58. */
    private static final double FEW_SEEDS = 1.79;

    private static final double LEVEL = 0.95;
    private static final double LEVEL_WIDTH = 1.96;

    /**
     * Compares two settings.
     *
     * @param from the scores of the one, for each seed
     * @param to the scores of the other
     * @param spread standard deviation of the measure over seeds
     * @param seed of the resamples
     */
    static Difference between(Measure measure, List<Scores> from, List<Scores> to, double spread, long seed) {
        List<Scores> all = IntStream.range(0, from.size() + to.size())
                .mapToObj(i -> i < from.size() ? from.get(i) : to.get(i - from.size()))
                .toList();
        int size = all.get(0).size();
        if (all.stream().anyMatch(scores -> scores.size() != size)) {
            throw new InputException("comparing " + measure.words() + ": the settings were asked "
                    + all.stream().map(Scores::size).toList() + " items; ask all of them the same");
        }
        int[] both = IntStream.range(0, size)
                .filter(i -> all.stream().allMatch(scores -> scores.has(i)))
                .toArray();
        double estimate = mean(to, both) - mean(from, both);
        double items = from.get(0).gold() == null ? ofMeans(from, to, both) : ofResamples(from, to, both, seed);
        double draws = FEW_SEEDS * spread * Math.sqrt(1.0 / from.size() + 1.0 / to.size());
        return new Difference(measure, estimate, Math.hypot(items, draws), both.length);
    }

    private static double mean(List<Scores> seeds, int[] places) {
        return seeds.stream()
                .mapToDouble(scores -> scores.value(places))
                .average()
                .orElse(Double.NaN);
    }

    /** √(variance of the items' differences / items). */
    private static double ofMeans(List<Scores> from, List<Scores> to, int[] places) {
        double[] differences = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            int[] one = {places[i]};
            differences[i] = mean(to, one) - mean(from, one);
        }
        return Spread.deviation(differences) / Math.sqrt(places.length);
    }

    /** By the bootstrap, in which the middle 95% are 2 · 1.96 standard errors wide. */
    private static double ofResamples(List<Scores> from, List<Scores> to, int[] places, long seed) {
        if (places.length < 3) {
            return Double.NaN;
        }
        Interval interval = Bootstrap.interval(
                places.length,
                drawn -> {
                    int[] resample = IntStream.of(drawn).map(i -> places[i]).toArray();
                    return mean(to, resample) - mean(from, resample);
                },
                Bootstrap.RESAMPLES,
                LEVEL,
                seed);
        return (interval.high() - interval.low()) / (2 * LEVEL_WIDTH);
    }

    double low() {
        return estimate - WIDTH * error;
    }

    double high() {
        return estimate + WIDTH * error;
    }

    /** Whether there is enough to say anything. */
    boolean isKnown() {
        return !Double.isNaN(low());
    }

    /** Larger, whatever items and seeds do. */
    boolean isGain() {
        return low() > 0;
    }

    /** Smaller, whatever items and seeds do. */
    boolean isLoss() {
        return high() < 0;
    }

    /** No room for a gain that would matter. */
    boolean rulesOutGain() {
        return high() < measure.negligible();
    }

    /** {@code IMDb +0.012 ± 0.008}. */
    String words() {
        return isKnown()
                ? String.format(Locale.ROOT, "%s %+.3f ± %.3f", measure.words(), estimate, WIDTH * error)
                : measure.words() + " has too few items";
    }
}
