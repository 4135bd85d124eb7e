package pellucid.eval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.models.word2vec.train.Word2VecListener;

/**
 * Tells the person at the terminal how a training of word vectors goes: a bar with the speed, the learning rate and the
 * time left where somebody watches, a line for each epoch in any case.
 */
final class WordTrainingNotices implements Word2VecListener, AutoCloseable {
    private static final String TASK = "Training";
    private static final int THOUSAND = 1000;

    private final Output output;
    private final pellucid.eval.cli.Progress bar;
    private final List<EpochReport> epochs = new ArrayList<>();

    WordTrainingNotices(Output output) {
        this.output = output;
        this.bar = output.progress("k", THOUSAND);
    }

    @Override
    public void progress(Word2VecListener.Progress progress) {
        bar.advanced(TASK, progress.words(), progress.ofWords(), words(progress));
    }

    /** {@code 412k/s lr 0.0193}, beside the time left, which the bar shows. */
    static String words(Word2VecListener.Progress progress) {
        return String.format(
                Locale.ROOT, "%.0fk/s lr %.4f", progress.wordsPerSecond() / THOUSAND, progress.learningRate());
    }

    @Override
    public void epoch(EpochReport report) {
        bar.close();
        epochs.add(report);
        output.notice(String.format(
                Locale.ROOT,
                "epoch %d  loss %.4f  %,.0f words/s  %.1f s",
                report.epoch(),
                report.meanLoss(),
                report.wordsPerSecond(),
                report.seconds()));
    }

    List<EpochReport> epochs() {
        return List.copyOf(epochs);
    }

    @Override
    public void close() {
        bar.close();
    }
}
