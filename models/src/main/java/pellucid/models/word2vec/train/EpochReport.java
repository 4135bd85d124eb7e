package pellucid.models.word2vec.train;

/**
 * What one pass over the corpus did.
 *
 * @param epoch counted from 1
 * @param meanLoss the mean over all predictions of -log of the probability given to the right answers, summed over the
 *     prediction's questions (with negative sampling, 1 + negatives of them), in float64. A prediction is one input word
 *     with one window (skip-gram), or one window (CBOW).
 * @param words tokens of the vocabulary that were read, before subsampling: what words per second count
 * @param kept how many of them subsampling kept
 * @param predictions how many predictions were trained on
 * @param seconds time from the beginning of the epoch to its end
 */
public record EpochReport(int epoch, double meanLoss, long words, long kept, long predictions, double seconds) {
    public double wordsPerSecond() {
        return words / seconds;
    }
}
