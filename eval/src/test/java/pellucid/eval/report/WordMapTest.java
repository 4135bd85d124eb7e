package pellucid.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.ShapeException;

class WordMapTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 30, 120, 300})
    void noLabelCoversAnotherOrAPoint(int count) throws ParserConfigurationException, IOException, SAXException {
        Figure figure = WordMap.of("Words.", words(count), coordinates(count, 1), coordinates(count, 2), groups(count));
        Document svg = parse(figure);
        List<Rectangle2D> labels = labels(svg, legend(count));
        List<Rectangle2D> points = points(svg, count);
        List<Line2D> lines = lines(svg);
        int hidden = svg.getElementsByTagName("title").getLength();
        assertThat(labels).hasSize(count - hidden);
        assertThat(hidden).isLessThanOrEqualTo(count / 3);
        assertThat(figure.caption())
                .isEqualTo(
                        hidden == 0
                                ? "Words."
                                : "Words. There was no room for the labels of " + hidden + " of the " + count
                                        + " words; their points have them under the pointer.");
        int height = Integer.parseInt(
                svg.getDocumentElement().getAttribute("viewBox").split(" ")[3]);
        for (int i = 0; i < labels.size(); i++) {
            Rectangle2D label = labels.get(i);
            assertThat(new Rectangle2D.Double(0, 0, 860, height).contains(label))
                    .isTrue();
            assertThat(labels.subList(0, i)).noneMatch(label::intersects);
            assertThat(points).noneMatch(label::intersects);
            assertThat(lines.stream().filter(label::intersectsLine).count()).isZero();
        }
    }

    private static List<String> words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "w".repeat(1 + i % 7) + i)
                .toList();
    }

    private static double[] coordinates(int count, long seed) {
        return IntStream.range(0, count)
                .mapToDouble(i -> Philox.uniform(seed, 2L * i) + Philox.uniform(seed, 2L * i + 1))
                .toArray();
    }

    private static List<String> groups(int count) {
        return IntStream.range(0, count).mapToObj(i -> "group " + i % 9).toList();
    }

    private static int legend(int count) {
        return Math.min(count, 9) < 2 ? 0 : 9;
    }

    private static Document parse(Figure figure) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure.svg())));
    }

    /** What the words cover, shrunk by the tenth of a pixel to which the picture is rounded. */
    private static List<Rectangle2D> labels(Document svg, int legend) {
        List<Rectangle2D> labels = new ArrayList<>();
        NodeList texts = svg.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength() - legend; i++) {
            Element text = (Element) texts.item(i);
            double size = number(text, "font-size");
            labels.add(new Rectangle2D.Double(
                    number(text, "x") + 0.1,
                    number(text, "y") - 0.8 * size + 0.1,
                    number(text, "textLength") - 0.2,
                    size - 0.2));
        }
        return labels;
    }

    private static List<Rectangle2D> points(Document svg, int count) {
        List<Rectangle2D> points = new ArrayList<>();
        NodeList circles = svg.getElementsByTagName("circle");
        for (int i = 0; i < circles.getLength(); i++) {
            Element circle = (Element) circles.item(i);
            double r = 0.7 * number(circle, "r"); // the square inside of the disc
            points.add(new Rectangle2D.Double(number(circle, "cx") - r, number(circle, "cy") - r, 2 * r, 2 * r));
        }
        assertThat(points.size()).isBetween(count * 7 / 9, count + 7);
        return points;
    }

    private static List<Line2D> lines(Document svg) {
        List<Line2D> lines = new ArrayList<>();
        NodeList paths = svg.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            if (path.hasAttribute("stroke")) {
                String[] ends = path.getAttribute("d").substring(1).split("[ L]");
                Line2D whole = new Line2D.Double(
                        Double.parseDouble(ends[0]),
                        Double.parseDouble(ends[1]),
                        Double.parseDouble(ends[2]),
                        Double.parseDouble(ends[3]));
                // It ends at the rim of its own label.
                lines.add(new Line2D.Double(
                        whole.getX1(),
                        whole.getY1(),
                        whole.getX2() + 0.05 * (whole.getX1() - whole.getX2()),
                        whole.getY2() + 0.05 * (whole.getY1() - whole.getY2())));
            }
        }
        return lines;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void theFirstWordsKeepTheirLabelsWhereThereIsNoRoom()
            throws ParserConfigurationException, IOException, SAXException {
        double[] place = new double[100];
        place[99] = 1;
        Document svg = parse(WordMap.of("Words.", words(100), place, place, null));
        NodeList texts = svg.getElementsByTagName("text");
        int shown = texts.getLength();
        assertThat(shown).isBetween(2, 99);
        assertThat(texts.item(0).getTextContent()).isEqualTo("w0");
        assertThat(texts.item(shown - 1).getTextContent()).endsWith("99");
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(100);
    }

    @Test
    void upIsUpAndBothAxesHaveOneUnit() throws ParserConfigurationException, IOException, SAXException {
        Document svg = parse(
                WordMap.of("Three.", List.of("a", "b", "c"), new double[] {0, 4, 0}, new double[] {0, 0, 1}, null));
        NodeList circles = svg.getElementsByTagName("circle");
        Element origin = (Element) circles.item(0);
        double right = number((Element) circles.item(1), "cx") - number(origin, "cx");
        double up = number(origin, "cy") - number((Element) circles.item(2), "cy");
        assertThat(right / up).isBetween(3.99, 4.01);
        assertThat(up).isPositive();
    }

    @Test
    void wordsAreTextInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Figure figure = WordMap.of(
                    "Signs.", List.of("<b>", "R&D"), new double[] {0, 1}, new double[] {0, 1}, List.of("x<y", "z"));
            assertThat(figure.svg())
                    .contains(">&lt;b&gt;</text>", ">R&amp;D</text>", ">x&lt;y</text>")
                    .doesNotContainPattern("\"\\d+,\\d");
            assertThat(new Report("t", "l").figure(figure).html())
                    .contains("<svg role=\"img\" aria-label=\"Signs.\"")
                    .doesNotContainPattern("<svg[^>]* width=");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesWhatIsNoMap() {
        double[] two = {0, 1};
        assertThatThrownBy(() -> WordMap.of("m", List.of(), new double[0], new double[0], null))
                .isInstanceOf(InputException.class)
                .hasMessage("map 'm' has no word; give at least one");
        assertThatThrownBy(() -> WordMap.of("m", List.of("a", "b"), two, two, List.of("g")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 words, 2 x, 2 y and 1 groups");
        assertThatThrownBy(() -> WordMap.of("m", List.of("a", "b"), two, new double[] {0, Double.NaN}, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'b' lies at (1.0, NaN)");
    }
}
