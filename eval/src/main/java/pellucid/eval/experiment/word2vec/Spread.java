package pellucid.eval.experiment.word2vec;

import java.util.Arrays;
import java.util.List;

/** How much a measure differs from seed to seed. */
final class Spread {
    private Spread() {}

    /**
     * The standard deviation within groups, each about its own mean: √(Σ squares / Σ (size - 1)).
     *
     * @param groups the values of a setting under each of its seeds
     * @return NaN without a group of two
     */
    static double pooled(List<double[]> groups) {
        double squares = 0;
        int freedom = 0;
        for (double[] group : groups) {
            double[] known =
                    Arrays.stream(group).filter(value -> !Double.isNaN(value)).toArray();
            if (known.length > 1) {
                double deviation = deviation(known);
                squares += deviation * deviation * (known.length - 1);
                freedom += known.length - 1;
            }
        }
        return freedom == 0 ? Double.NaN : Math.sqrt(squares / freedom);
    }

    /** The standard deviation of a sample, with n - 1; NaN for fewer than two values. */
    static double deviation(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
