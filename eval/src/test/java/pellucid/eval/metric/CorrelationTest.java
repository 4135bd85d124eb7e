package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class CorrelationTest {
    @Test
    void equalsSciPyWithTies() {
        JsonNode golden = Golden.read("metrics.json").get("correlation");
        double[] x = Golden.numbers(golden.get("x"));
        double[] y = Golden.numbers(golden.get("y"));
        assertThat(Correlation.pearson(x, y)).isCloseTo(golden.get("pearson").asDouble(), within(1e-12));
        assertThat(Correlation.spearman(x, y)).isCloseTo(golden.get("spearman").asDouble(), within(1e-12));
    }

    @Test
    void equalNumbersShareTheAverageOfTheirRanks() {
        assertThat(Correlation.ranks(new double[] {5, 1, 5, 3, 5, 3})).containsExactly(5, 1, 5, 2.5, 5, 2.5);
        assertThat(Correlation.ranks(new double[] {-0.0, 0.0})).containsExactly(1.5, 1.5);
    }

    @Test
    void neverRoundsBeyondOne() {
        for (int n = 2; n < 40; n++) {
            double[] x = IntStream.range(0, n).mapToDouble(i -> Math.sin(i) / 3).toArray();
            double[] down = IntStream.range(0, n).mapToDouble(i -> -7 * x[i]).toArray();
            assertThat(Correlation.pearson(x, x)).isBetween(1 - 1e-12, 1.0);
            assertThat(Correlation.pearson(x, down)).isBetween(-1.0, 1e-12 - 1);
        }
    }

    @Test
    void isUndefinedForAConstantOrANaN() {
        double[] x = {1, 2, 3};
        assertThat(Correlation.pearson(x, new double[] {0.1, 0.1, 0.1})).isNaN();
        assertThat(Correlation.spearman(new double[] {7, 7, 7}, x)).isNaN();
        assertThat(Correlation.spearman(x, new double[] {1, Double.NaN, 0})).isNaN();
    }

    /** With n pairs the best that can be is √(3 p (1 - p)) · n / √(n² - 1). */
    @Test
    void noScoreGetsOverTheCeilingOfBinaryLabels() {
        int n = 1000;
        for (int positives : new int[] {500, 100, 3}) {
            double[] labels = IntStream.range(0, n)
                    .mapToDouble(i -> i >= n - positives ? 1 : 0)
                    .toArray();
            double[] perfect = IntStream.range(0, n).mapToDouble(i -> i).toArray();
            double ceiling = Correlation.binaryCeiling(positives / (double) n);
            assertThat(Correlation.spearman(labels, perfect))
                    .isCloseTo(ceiling * n / Math.sqrt((double) n * n - 1), within(1e-12));
        }
        assertThat(Correlation.binaryCeiling(0.5)).isCloseTo(0.8660254, within(1e-7));
    }

    @Test
    void refusesWhatIsNotTwoListsOfPairs() {
        assertThatThrownBy(() -> Correlation.pearson(new double[2], new double[3]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the left list has 2 numbers, the right one 3");
        assertThatThrownBy(() -> Correlation.spearman(new double[1], new double[1]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("give at least 2");
        assertThatThrownBy(() -> Correlation.binaryCeiling(1.5)).isInstanceOf(InputException.class);
    }
}
