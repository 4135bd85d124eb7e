package pellucid.eval.metric;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import pellucid.tensor.InputException;

/**
 * Confidence intervals by the percentile bootstrap (Efron, 1979): the statistic is computed again on resamples of the
 * data, drawn with replacement, and the middle share of what comes out is the interval. The same seed gives the same
 * interval.
 */
public final class Bootstrap {
    /** Enough for two digits of an interval's ends. */
    public static final int RESAMPLES = 1000;

    private Bootstrap() {}

    /**
     * The interval of any statistic.
     *
     * @param size how many items the data has
     * @param statistic the value for the items with these indices, each as often as it occurs; resamples for which it is
     *     NaN are left out
     * @param level for example 0.95
     */
    public static Interval interval(
            int size, ToDoubleFunction<int[]> statistic, int resamples, double level, long seed) {
        if (size < 1) {
            throw new InputException("bootstrap: there are " + size + " items; give at least 1");
        }
        if (!(level > 0 && level < 1)) {
            throw new InputException("bootstrap: the level is " + level + "; it must lie between 0 and 1");
        }
        Resamples draws = new Resamples(resamples, seed);
        int[] indices = new int[size];
        double[] values = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            draws.draw(resample, indices);
            values[resample] = statistic.applyAsDouble(indices);
        }
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double estimate = statistic.applyAsDouble(IntStream.range(0, size).toArray());
        return new Interval(estimate, quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2), level);
    }

    /** The interval of the mean of some values. */
    public static Interval mean(double[] values, int resamples, double level, long seed) {
        return interval(values.length, indices -> mean(values, indices), resamples, level, seed);
    }

    private static double mean(double[] values, int[] indices) {
        double sum = 0;
        for (int i : indices) {
            sum += values[i];
        }
        return sum / indices.length;
    }

    /** Interpolated linearly between neighbours; NaN if there is nothing. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
