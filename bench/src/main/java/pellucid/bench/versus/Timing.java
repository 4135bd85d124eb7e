package pellucid.bench.versus;

import java.util.Arrays;

/**
 * How long one entrant's call took in each round.
 *
 * @param name the entrant's
 * @param seconds a call's, one value a round, in the order of the rounds
 * @param cpuSeconds the processor time of all threads of this process for a call, in the same order: what tells, on a busy
 *     machine, waiting from working
 */
public record Timing(String name, double[] seconds, double[] cpuSeconds) {
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
        return medianRatio(other.seconds, seconds);
    }

    /** How many times less processor time this one took than the other: the median of the rounds' own ratios. */
    public double cheaperByMedian(Timing other) {
        return medianRatio(other.cpuSeconds, cpuSeconds);
    }

    private static double medianRatio(double[] above, double[] below) {
        double[] ratios = new double[above.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = above[i] / below[i];
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
