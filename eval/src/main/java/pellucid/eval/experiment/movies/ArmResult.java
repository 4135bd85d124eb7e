package pellucid.eval.experiment.movies;

import java.util.Arrays;
import java.util.List;

/**
 * What an arm came to.
 *
 * @param arm which
 * @param training how it was trained
 * @param hits for each judged query the films found, the best first
 * @param ranks for each judged query the rank of the first relevant film, from 1; 0 if it is beyond the tenth
 * @param space how the vectors lie
 */
record ArmResult(Arm arm, Training training, List<List<Hit>> hits, int[] ranks, Space space) {
    /** A film that was found. */
    record Hit(Movie movie, double cosine) {
        /** Of vectors of length 1: ‖a - b‖² = 2 (1 - cos). */
        double squaredDistance() {
            return 2 * (1 - cosine);
        }
    }

    /**
     * The training of an arm.
     *
     * @param examples how many
     * @param losses of every step
     * @param seconds the steps took
     * @param processorSeconds of all threads of this process meanwhile, which other processes slow down less; NaN if
     *     unknown
     * @param falseNegatives right answers that a batch counted as wrong, in all epochs
     */
    record Training(int examples, double[] losses, double seconds, double processorSeconds, long falseNegatives) {
        static final Training NONE = new Training(0, new double[0], 0, 0, 0);
    }

    /**
     * How the vectors lie, measured on held-out queries and their films.
     *
     * @param alignment mean squared distance of pairs that belong together
     * @param uniformity logarithm of the mean Gaussian potential
     * @param meanCosine of pairs that do not belong together
     * @param positives cosines of pairs that belong together
     * @param random cosines of some that do not
     */
    record Space(double alignment, double uniformity, double meanCosine, double[] positives, double[] random) {}

    /** 1 where the best film is relevant, else 0. */
    double[] topOne(int... queries) {
        return Arrays.stream(queries).mapToDouble(i -> ranks[i] == 1 ? 1 : 0).toArray();
    }

    /** 1 / rank of the first relevant film, 0 beyond the tenth. */
    double[] reciprocalRanks(int... queries) {
        return Arrays.stream(queries)
                .mapToDouble(i -> ranks[i] == 0 ? 0 : 1.0 / ranks[i])
                .toArray();
    }

    /** The mean of 1 - cos of the best film. */
    double meanDistance(int... queries) {
        return Arrays.stream(queries)
                .mapToDouble(i -> 1 - hits.get(i).get(0).cosine())
                .average()
                .orElse(Double.NaN);
    }

    /** The mean Euclidean distance of the best film. */
    double meanEuclidean(int... queries) {
        return Arrays.stream(queries)
                .mapToDouble(i -> Math.sqrt(Math.max(0, hits.get(i).get(0).squaredDistance())))
                .average()
                .orElse(Double.NaN);
    }

    /** The mean rating of the best films that have one. */
    double meanRating(int... queries) {
        return Arrays.stream(queries)
                .mapToDouble(i -> hits.get(i).get(0).movie().rating())
                .filter(rating -> rating > 0)
                .average()
                .orElse(Double.NaN);
    }

    /** Processor time where it is known, else time on the clock. */
    double workPerEpoch() {
        double processor = training.processorSeconds();
        return (Double.isNaN(processor) ? training.seconds() : processor) / arm.epochs();
    }

    double secondsPerEpoch() {
        return training.seconds() / arm.epochs();
    }

    double pairsPerSecond() {
        return training.examples() * (double) arm.epochs() / training.seconds();
    }
}
