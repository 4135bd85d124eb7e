package pellucid.bench.word2vec;

import java.util.Arrays;

/** The words per second of one entrant in each round, before subsampling. */
record WordsPerSecond(double[] rounds) {
    double best() {
        return Arrays.stream(rounds).max().orElseThrow();
    }

    double median() {
        return median(rounds);
    }

    /** How many times as fast as the other: the median of the rounds' own ratios. */
    double timesMedian(WordsPerSecond other) {
        double[] ratios = new double[rounds.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = rounds[i] / other.rounds[i];
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
