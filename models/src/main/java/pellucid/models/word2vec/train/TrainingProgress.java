package pellucid.models.word2vec.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import pellucid.models.word2vec.train.Word2VecListener.Progress;

/** How far a training is, what it cost and what the learning rate is now; shared by its threads. */
final class TrainingProgress {
    private static final long REPORT_NANOS = 200_000_000;
    private static final double LOWEST_SHARE = 1e-4;

    private final Word2VecListener listener;
    private final LongSupplier clock;
    private final double firstRate;
    private final long ofWords;
    private final long began;
    private final List<EpochReport> epochs = new ArrayList<>();
    private long words;
    private long reported;
    private long epochBegan;
    private long epochWords;
    private long epochKept;
    private long epochPredictions;
    private double epochLoss;

    TrainingProgress(Word2VecListener listener, LongSupplier clock, double firstRate, long ofWords) {
        this.listener = listener;
        this.clock = clock;
        this.firstRate = firstRate;
        this.ofWords = ofWords;
        this.began = clock.getAsLong();
        this.epochBegan = began;
        this.reported = began;
    }

    /** The learning rate after so many words, counted before subsampling over all epochs. */
    double learningRate(long wordsBefore) {
        return firstRate * Math.max(LOWEST_SHARE, 1 - (double) wordsBefore / (ofWords + 1));
    }

    /** The words trained on so far. */
    synchronized long words() {
        return words;
    }

    synchronized void add(int read, int kept, long predictions, double loss) {
        words += read;
        epochWords += read;
        epochKept += kept;
        epochPredictions += predictions;
        epochLoss += loss;
        long now = clock.getAsLong();
        if (now - reported >= REPORT_NANOS) {
            reported = now;
            double seconds = (now - began) * 1e-9;
            double perSecond = words / seconds;
            double meanLoss = epochPredictions == 0 ? Double.NaN : epochLoss / epochPredictions;
            double left = (ofWords - words) / perSecond;
            listener.progress(new Progress(words, ofWords, learningRate(words), perSecond, left, meanLoss));
        }
    }

    synchronized void endEpoch() {
        long now = clock.getAsLong();
        EpochReport report = new EpochReport(
                epochs.size() + 1,
                epochPredictions == 0 ? Double.NaN : epochLoss / epochPredictions,
                epochWords,
                epochKept,
                epochPredictions,
                (now - epochBegan) * 1e-9);
        epochs.add(report);
        epochBegan = now;
        epochWords = 0;
        epochKept = 0;
        epochPredictions = 0;
        epochLoss = 0;
        listener.epoch(report);
    }

    List<EpochReport> epochs() {
        return epochs;
    }
}
