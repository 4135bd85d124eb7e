package pellucid.eval.experiment.word2vec;

import java.util.Map;

/**
 * What an objective came to on the small corpus.
 *
 * @param label such as {@code skip-gram, full softmax}
 * @param outputs vectors of the output table that a prediction reads and changes, on the average
 * @param predictions of all epochs
 * @param seconds of the training
 * @param losses the mean of each epoch; losses of different objectives have different units
 * @param scores by each measure that could be taken
 */
record ObjectiveResult(
        String label, double outputs, long predictions, double seconds, double[] losses, Map<Measure, Scores> scores) {
    double secondsPerPrediction() {
        return seconds / predictions;
    }

    double value(Measure measure) {
        Scores own = scores.get(measure);
        return own == null ? Double.NaN : own.value();
    }
}
