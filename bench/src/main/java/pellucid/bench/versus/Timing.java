package pellucid.bench.versus;

import java.util.Arrays;

/**
 * How long one entrant's call took in each round.
 *
 * @param name the entrant's
 * @param seconds a call's, one value a round, in the order of the rounds
 */
public record Timing(String name, double[] seconds) {
    /** The shortest. */
    public double best() {
        return Arrays.stream(seconds).min().orElseThrow();
    }

    /** The median. */
    public double median() {
        return median(seconds);
    }

    /** How many times faster this one was than the other, by their best rounds. */
    public double fasterByBest(Timing other) {
        return other.best() / best();
    }

    /** How many times faster this one was than the other: the median of the rounds' own ratios. */
    public double fasterByMedian(Timing other) {
        double[] ratios = new double[seconds.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = other.seconds[i] / seconds[i];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
