package pellucid.eval.experiment.word2vec;

import java.util.List;
import java.util.Map;
import pellucid.models.word2vec.train.EpochReport;

/**
 * What a training with one seed came to.
 *
 * @param epochs what the trainer reports of each
 * @param processorSeconds how long all threads have computed during the training; NaN where the machine does not tell
 * @param words that have a vector
 * @param scores by each measure that could be taken
 * @param semantic share of the semantic analogies that are right, NaN where none could be asked
 * @param syntactic the same of the syntactic ones
 */
record Run(
        List<EpochReport> epochs,
        double processorSeconds,
        int words,
        Map<Measure, Scores> scores,
        double semantic,
        double syntactic) {
    double seconds() {
        return epochs.stream().mapToDouble(EpochReport::seconds).sum();
    }

    /** Words of text that were read, over all epochs. */
    long tokens() {
        return epochs.stream().mapToLong(EpochReport::words).sum();
    }

    double wordsPerSecond() {
        return tokens() / seconds();
    }

    /** Of the last epoch. */
    double meanLoss() {
        return epochs.get(epochs.size() - 1).meanLoss();
    }

    /** Examples of an epoch, on the average. */
    double predictions() {
        return epochs.stream().mapToLong(EpochReport::predictions).average().orElse(Double.NaN);
    }

    /** The share of the tokens that subsampling kept. */
    double keptShare() {
        return (double) epochs.stream().mapToLong(EpochReport::kept).sum() / tokens();
    }

    double secondsPerPrediction() {
        return seconds() / epochs.stream().mapToLong(EpochReport::predictions).sum();
    }

    /** NaN where it was not taken. */
    double value(Measure measure) {
        Scores own = scores.get(measure);
        return own == null ? Double.NaN : own.value();
    }
}
