package pellucid.models.word2vec.train;

/** Is told how far a training has come, by one thread at a time, though not always by the same. */
public interface Word2VecListener {
    /** For those who do not want to know. */
    Word2VecListener SILENT = new Word2VecListener() {};

    /**
     * Some more words are done; called a few times a second at most.
     *
     * @param progress how far it is
     */
    default void progress(Progress progress) {}

    /** An epoch is over. */
    default void epoch(EpochReport report) {}

    /**
     * How far a training has come.
     *
     * @param words tokens read so far, over all epochs, before subsampling
     * @param ofWords tokens to read altogether
     * @param learningRate the one in use now
     * @param wordsPerSecond since the beginning
     * @param secondsLeft as it looks now
     * @param meanLoss of this epoch so far, as {@link EpochReport#meanLoss()}; NaN before its first prediction
     */
    record Progress(
            long words,
            long ofWords,
            double learningRate,
            double wordsPerSecond,
            double secondsLeft,
            double meanLoss) {}
}
