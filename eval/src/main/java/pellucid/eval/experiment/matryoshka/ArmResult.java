package pellucid.eval.experiment.matryoshka;

import java.util.List;

/**
 * What an arm came to.
 *
 * @param arm which
 * @param training how it was trained
 * @param scores for each length of the vectors, the longest first
 */
record ArmResult(Arm arm, Training training, List<Scores> scores) {
    /**
     * The training of an arm.
     *
     * @param rows how many it learned from
     * @param epochs how often
     * @param losses of every step
     * @param seconds the steps took
     * @param processorSeconds of all threads of this process meanwhile; NaN if unknown
     */
    record Training(int rows, int epochs, double[] losses, double seconds, double processorSeconds) {
        static final Training NONE = new Training(0, 0, new double[0], 0, 0);

        double pairsPerSecond() {
            return (double) rows * epochs / seconds;
        }
    }

    /**
     * What a search reaches with the first numbers of each vector.
     *
     * @param dims how many numbers
     * @param recall recall@10 of each query
     * @param reciprocalRank 1 / rank of the first relevant product of each query, 0 beyond the tenth
     */
    record Scores(int dims, double[] recall, double[] reciprocalRank) {
        double[] of(Measure measure) {
            return measure == Measure.RECALL ? recall : reciprocalRank;
        }
    }

    ArmResult {
        scores = List.copyOf(scores);
    }

    /** @param length 0 for the whole vectors, 1 for half of them, 2 for a quarter, 3 for an eighth */
    double[] of(Measure measure, int length) {
        return scores.get(length).of(measure);
    }
}
