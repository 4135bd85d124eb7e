package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter screen = new StringWriter();

    @Test
    void showsWhatTakesLongToWhoeverWatches() {
        run(true, Duration.ZERO);
        assertThat(screen.toString()).contains("embedding").contains("texts").endsWith(System.lineSeparator());
        assertThat(screen.toString().split("[\r\n]+"))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    }

    @Test
    void isSilentWhereNobodyWatchesOrNothingTakesLong() {
        run(false, Duration.ZERO);
        run(true, Duration.ofHours(1));
        assertThat(screen.toString()).isEmpty();
    }

    private void run(boolean watched, Duration patience) {
        try (Progress progress = new Progress(new PrintWriter(screen), watched, patience, "texts", 1)) {
            for (int done = 0; done <= 100; done += 10) {
                progress.advanced("embedding", done, 100);
            }
        }
    }
}
