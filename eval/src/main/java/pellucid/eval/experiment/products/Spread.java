package pellucid.eval.experiment.products;

import java.util.Arrays;
import java.util.Locale;

/**
 * What was measured several times, on other splits or from other starts.
 *
 * @param values one for each time
 */
record Spread(double[] values) {
    double mean() {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** The standard deviation of one measurement; 0 for a single one. */
    double deviation() {
        double mean = mean();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    /** Two deviations below the mean: some 95% of single measurements lie between here and {@link #high}. */
    double low() {
        return mean() - 2 * deviation();
    }

    double high() {
        return mean() + 2 * deviation();
    }

    /** Whether a single measurement may well come out like this. */
    boolean contains(double value) {
        return value >= low() && value <= high();
    }

    /** {@code 0.943, 0.981}. */
    String range() {
        return String.format(
                Locale.ROOT,
                "%.3f, %.3f",
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN));
    }
}
