package pellucid.bench.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class Word2VecPeerTest {
    @Test
    void theLastSpeedCounts() {
        String output = "Vocab size: 7\n\rAlpha: 0.02  Progress: 5.00%  Words/thread/sec: 80.50k  "
                + "\rAlpha: 0.01  Progress: 90.00%  Words/thread/sec: 101.25k  ";
        assertThat(Word2VecPeer.lastSpeed(output)).isEqualTo(101_250);
    }

    @Test
    void refusesAPeerThatSaysNothingOrCannotBeRun() {
        assertThatThrownBy(() -> Word2VecPeer.lastSpeed("Starting training"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Words/thread/sec");
        assertThatThrownBy(() -> new Word2VecPeer(Path.of("no-such-program")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        WordsPerSecond ours = new WordsPerSecond(new double[] {10, 60, 30});
        WordsPerSecond theirs = new WordsPerSecond(new double[] {10, 20, 15});
        assertThat(ours.timesMedian(theirs)).isEqualTo(2);
        assertThat(ours.best()).isEqualTo(60);
        assertThat(ours.median()).isEqualTo(30);
    }
}
