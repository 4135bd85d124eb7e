package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
    private long nanos;
    private final List<Word2VecListener.Progress> told = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();
    private final TrainingProgress progress = new TrainingProgress(
            new Word2VecListener() {
                @Override
                public void progress(Progress now) {
                    told.add(now);
                }

                @Override
                public void epoch(EpochReport report) {
                    epochs.add(report);
                }
            },
            () -> nanos,
            0.05,
            1000);

    @Test
    void theRateFallsInAStraightLineToATenThousandth() {
        assertThat(progress.learningRate(0)).isEqualTo(0.05);
        assertThat(progress.learningRate(500)).isCloseTo(0.025, within(1e-4));
        assertThat(progress.learningRate(1000)).isCloseTo(0.05 / 1001, within(1e-12));
        assertThat(progress.learningRate(5000)).isCloseTo(5e-6, within(1e-15));
    }

    @Test
    void tellsAFewTimesASecondHowFarItIs() {
        for (int i = 0; i < 100; i++) {
            nanos += 10_000_000;
            progress.add(5, 3, 4, 8);
        }
        assertThat(told).hasSize(5);
        Word2VecListener.Progress last = told.get(4);
        assertThat(last.words()).isEqualTo(500);
        assertThat(last.ofWords()).isEqualTo(1000);
        assertThat(last.wordsPerSecond()).isCloseTo(500, within(1e-6));
        assertThat(last.secondsLeft()).isCloseTo(1, within(1e-6));
        assertThat(last.learningRate()).isEqualTo(progress.learningRate(500));
        assertThat(last.meanLoss()).isEqualTo(2);
    }

    @Test
    void anEpochIsReportedByItself() {
        nanos += 2_000_000_000L;
        progress.add(100, 70, 10, 30);
        progress.endEpoch();
        nanos += 1_000_000_000L;
        progress.add(50, 20, 4, 2);
        progress.endEpoch();
        assertThat(epochs)
                .containsExactly(new EpochReport(1, 3, 100, 70, 10, 2), new EpochReport(2, 0.5, 50, 20, 4, 1));
        assertThat(progress.epochs()).isEqualTo(epochs);
        assertThat(epochs.get(0).wordsPerSecond()).isEqualTo(50);
    }

    /** A sum in float32 would stand still at 2²⁴. */
    @Test
    void theMeanLossIsExactOverManyPredictions() {
        for (int i = 0; i < 1000; i++) {
            progress.add(1, 1, 100_000, 100_000.125);
        }
        progress.endEpoch();
        assertThat(epochs.get(0).meanLoss()).isCloseTo(1.00000125, within(1e-12));
    }
}
