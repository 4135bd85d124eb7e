package pellucid.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class PointMapTest {
    private static final List<String> TITLES = List.of("a & b", "c", "d");
    private static final double[] X = {-1, 0, 3};
    private static final double[] Y = {0, 5, -5};

    @Test
    void drawsEveryPointInTheColourOfItsPlaceInTheLegend() {
        List<String> legend = List.of("red", "long ".repeat(12) + "name", "another " + "long ".repeat(12) + "name");
        List<String> groups = List.of(legend.get(1), "red", legend.get(1));
        Figure figure = PointMap.of("A map.", TITLES, X, Y, groups, legend);
        assertThat(figure.caption()).isEqualTo("A map.");
        assertThat(figure.svg()).contains("<title>a &amp; b</title>").doesNotContain("NaN");
        String[] points = figure.svg().split("<title>");
        assertThat(points).hasSize(4);
        assertThat(points[1]).contains("fill=\"" + ChartTheme.hex(ChartTheme.series(1)));
        assertThat(points[2]).contains("fill=\"" + ChartTheme.hex(ChartTheme.series(0)));
        // The legend does not fit one line, and no name leaves the picture.
        assertThat(figure.svg().split("<text x=\"")).hasSize(4).allSatisfy(text -> {
            if (!text.startsWith("<svg")) {
                double left = Double.parseDouble(text.substring(0, text.indexOf('"')));
                String width = text.substring(text.indexOf("textLength=\"") + 12);
                assertThat(left).isBetween(0.0, 860.0);
                assertThat(left + Double.parseDouble(width.substring(0, width.indexOf('"'))))
                        .isLessThan(860);
            }
        });
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        List<String> groups = List.of("a", "a", "b");
        assertThatThrownBy(() -> PointMap.of("m", TITLES, X, new double[2], groups, groups))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("3 titles, 3 x, 2 y and 3 groups");
        assertThatThrownBy(() -> PointMap.of("m", TITLES, X, Y, groups, List.of("a")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'d' is of the group 'b'");
        assertThatThrownBy(() -> PointMap.of("m", TITLES, X, new double[] {0, 1, Double.NaN}, groups, groups))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() -> PointMap.of("m", List.of(), X, Y, groups, groups))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no point");
    }
}
