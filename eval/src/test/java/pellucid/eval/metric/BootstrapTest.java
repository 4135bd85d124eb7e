package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;

class BootstrapTest {
    private static final double[] VALUES =
            IntStream.range(0, 400).mapToDouble(i -> Philox.uniform(5, i)).toArray();

    /** The mean of 400 uniform numbers has the standard deviation √(1/12)/20; 95% is 1.96 of it to either side. */
    @Test
    void theIntervalOfAMeanIsAsWideAsTheory() {
        Interval interval = Bootstrap.mean(VALUES, 4000, 0.95, 1);
        double mean = Arrays.stream(VALUES).average().orElseThrow();
        double half = 1.96 * Math.sqrt(1 / 12.0) / 20;
        assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
        assertThat(interval.low()).isCloseTo(mean - half, within(0.1 * half));
        assertThat(interval.high()).isCloseTo(mean + half, within(0.1 * half));
    }

    @Test
    void theSeedDecides() {
        assertThat(Bootstrap.mean(VALUES, 100, 0.9, 7)).isEqualTo(Bootstrap.mean(VALUES, 100, 0.9, 7));
        assertThat(Bootstrap.mean(VALUES, 100, 0.9, 7)).isNotEqualTo(Bootstrap.mean(VALUES, 100, 0.9, 8));
    }

    @Test
    void everyItemIsDrawnEquallyOften() {
        int[] counts = new int[7];
        int[] indices = new int[7];
        Resamples draws = new Resamples(7000, 3);
        for (int resample = 0; resample < draws.count(); resample++) {
            draws.draw(resample, indices);
            for (int i : indices) {
                counts[i]++;
            }
        }
        // Five times the standard deviation of a count, about 77.
        assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - 7000) < 390);
    }

    @Test
    void resamplesWithoutAValueAreLeftOut() {
        Interval interval = Bootstrap.interval(
                2, indices -> indices[0] == indices[1] ? Double.NaN : indices[0] + indices[1], 50, 0.95, 1);
        assertThat(interval).isEqualTo(new Interval(1, 1, 1, 0.95));
        assertThat(Bootstrap.interval(2, indices -> Double.NaN, 5, 0.95, 1).low())
                .isNaN();
    }

    @Test
    void refusesWhatHasNoInterval() {
        assertThatThrownBy(() -> Bootstrap.mean(new double[0], 10, 0.95, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Bootstrap.mean(VALUES, 0, 0.95, 1)).hasMessageContaining("must be at least 1");
        assertThatThrownBy(() -> Bootstrap.mean(VALUES, 10, 95, 1)).hasMessageContaining("the level is 95.0");
    }
}
