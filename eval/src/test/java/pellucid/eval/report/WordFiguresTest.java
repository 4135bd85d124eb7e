package pellucid.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class WordFiguresTest {
    @Test
    void everyEpochRankAndShareIsAPointOfTheLine() {
        Map<String, double[]> losses = Map.of("skip-gram", new double[] {3, 2, 1.5});
        assertThat(heights(WordFigures.trainingCurve("Loss.", losses), 0))
                .hasSize(3)
                .isSorted();
        List<Double> draws = heights(
                WordFigures.samplingDistributions("Draws.", new double[] {100_000, 10_000, 1000, 100, 10}, 0.75), 1);
        assertThat(draws).hasSize(5);
        // Ten times as rare is one step further down on a logarithmic axis, wherever it is.
        assertThat(draws.get(4) - draws.get(3)).isCloseTo(draws.get(1) - draws.get(0), within(0.05));
        List<Double> kept = heights(
                WordFigures.subsampling("Kept.", Map.of("paper", share -> Math.min(1, Math.sqrt(1e-3 / share)))), 0);
        assertThat(kept).hasSize(200).isSorted();
        assertThat(kept.get(100)).isEqualTo(kept.get(0));
        assertThat(kept.get(199)).isGreaterThan(kept.get(150));
    }

    /**
     * Where the points of the first line stand, in pixels from the top; it is drawn in pieces, from left to right.
     *
     * @param legend how many pieces the legend has
     */
    private static List<Double> heights(Figure figure, int legend) {
        Matcher piece = Pattern.compile(
                        "<line style=\"fill:none;stroke:rgb\\(0,114,178\\)[^>]* y1=\"(.*?)\" y2=\"(.*?)\"")
                .matcher(figure.svg());
        List<Double> heights = new ArrayList<>();
        while (piece.find()) {
            if (heights.isEmpty()) {
                heights.add(Double.parseDouble(piece.group(1)));
            }
            heights.add(Double.parseDouble(piece.group(2)));
        }
        return heights.subList(0, heights.size() - legend);
    }

    @Test
    void aLogarithmicAxisHasNoPlaceForZero() {
        assertThatThrownBy(() -> WordFigures.samplingDistributions("Draws.", new double[] {900, 0}, 0.75))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "points 'as often as in the text': y is 0.0, but the axis is logarithmic; every value must be"
                                + " above 0");
        assertThatThrownBy(() -> WordFigures.samplingDistributions("Draws.", new double[0], 0.75))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no word to show");
    }

    @Test
    void powersOfTenAreShort() {
        assertThat(ChartTheme.power(1e-12)).isEqualTo("10⁻¹²");
        assertThat(ChartTheme.power(10_000)).isEqualTo("10⁴");
        assertThat(ChartTheme.power(0.001)).isEqualTo("0.001");
        assertThat(ChartTheme.power(20_000)).isEqualTo("20000");
        assertThat(ChartTheme.power(1)).isEqualTo("1");
    }
}
