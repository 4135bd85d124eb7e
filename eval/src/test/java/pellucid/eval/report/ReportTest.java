package pellucid.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class ReportTest {
    private static final String PAGE = SampleReport.page().html();

    @Test
    void thePageIsWellFormed() throws ParserConfigurationException, IOException, SAXException {
        Document body = body();
        assertThat(body.getElementsByTagName("svg").getLength()).isEqualTo(5);
        assertThat(body.getElementsByTagName("table").getLength()).isEqualTo(2);
        assertThat(body.getElementsByTagName("figcaption").item(1).getTextContent())
                .isEqualTo("Figure 2. NDCG@10 by the length of the vectors, with 95% bootstrap intervals.");
        assertThat(body.getElementsByTagName("footer").item(0).getTextContent())
                .contains("Seeds", "42", "12 min 34 s", "1.2 s", "2026-01-02T03:04:05Z", "8.0 GiB, of it 2.0 GiB");
    }

    @Test
    void thePageNeedsNothingFromOutside() {
        String without = PAGE.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "");
        assertThat(without).doesNotContain("http:", "https:", "<script", "<link", "<img", "@import", "url(http");
    }

    @Test
    void textIsText() {
        assertThat(PAGE)
                .contains("&lt;b&gt;More&lt;/b&gt; dimensions")
                .contains("at first &amp; slowly later; &quot;hard&quot; negatives keep it &gt; 0.5")
                .doesNotContain("<b>More");
        assertThat(Html.text("a\u0000b'\t")).isEqualTo("a b&#39; ");
    }

    @Test
    void everyVerdictIsNamedInWords() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(PAGE)
                    .contains("class=\"verdict " + verdict.styleName() + "\"")
                    .contains("</span> " + verdict.words() + "</span>")
                    .contains("." + verdict.styleName() + " {");
        }
    }

    @Test
    void figuresFillTheWidthAndDoNotShareNames() throws ParserConfigurationException, IOException, SAXException {
        NodeList figures = body().getElementsByTagName("svg");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < figures.getLength(); i++) {
            Element svg = (Element) figures.item(i);
            assertThat(svg.hasAttribute("width")).isFalse();
            assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 860 440");
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getAttribute("aria-label")).isNotBlank();
            NodeList clips = svg.getElementsByTagName("clipPath");
            for (int j = 0; j < clips.getLength(); j++) {
                assertThat(ids.add(((Element) clips.item(j)).getAttribute("id")))
                        .isTrue();
            }
        }
        Matcher used = Pattern.compile("url\\(#([^)]*)\\)").matcher(PAGE);
        while (used.find()) {
            assertThat(ids).contains(used.group(1));
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void theSameFigureTwiceHasNamesOfItsOwn() {
        Figure figure = Charts.scatter(
                "Two points.",
                new Charts.Axes("x", "y"),
                List.of(new Charts.Points("p", new double[] {1, 2}, new double[] {3, 4})));
        String page = new Report("t", "l").figure(figure).figure(figure).html();
        Matcher ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(page);
        Set<String> seen = new HashSet<>();
        while (ids.find()) {
            assertThat(seen.add(ids.group(1))).as(ids.group(1)).isTrue();
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aHeatMapSaysWhatItsShadesMean() {
        assertThat(PAGE).contains("What was taken for what (share of the row). Lightest: 0; darkest: 0.94.");
    }

    @Test
    void numbersOnAxesAreShort() {
        assertThat(ChartTheme.number(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(ChartTheme.number(-0.05)).isEqualTo("-0.05");
        assertThat(ChartTheme.number(1400)).isEqualTo("1400");
        assertThat(ChartTheme.number(0)).isEqualTo("0");
        assertThat(ChartTheme.number(2e-5)).isEqualTo("0.00002");
        assertThat(ChartTheme.number(3e-9)).isEqualTo("3E-9");
        assertThat(ChartTheme.number(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void numbersStandToTheRight() {
        assertThat(PAGE)
                .contains("<th scope=\"col\" class=\"number\">NDCG@10</th>")
                .contains("<td class=\"number\">0.210 [0.19, 0.23]</td>")
                .contains("<th scope=\"col\">Notes</th>")
                .contains("<td>cut off</td>");
    }

    @Test
    void writesAllOrNothing(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("report.html");
        SampleReport.page().write(page);
        assertThat(Files.readString(page)).isEqualTo(PAGE);
        assertThatThrownBy(() -> SampleReport.page().write(folder.resolve("no/report.html")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(page);
        }
    }

    @Test
    void refusesWhatCannotBeShown() {
        assertThatThrownBy(() -> new Claim("x", Verdict.REFUTED, " "))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("give both the claim and the evidence");
        assertThatThrownBy(() -> new Table("t", List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("has 1 cells, there are 2 columns");
        Charts.Axes axes = new Charts.Axes("x", "y");
        assertThatThrownBy(() -> Charts.lines("nothing", axes, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("chart 'nothing' has nothing to show");
        assertThatThrownBy(() -> new Charts.Points("p", new double[2], new double[1]))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Charts.bars(
                        "b", axes, List.of("one"), List.of(new Charts.Bars("s", new double[] {1, 2}, null))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("there are 1 places and 2 values");
        assertThatThrownBy(() -> Charts.heatMap("h", axes, List.of("c"), List.of("r"), new double[][] {{1, 2}}))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void joinsStepsByLinesWithTheirErrors() {
        Charts.Axes axes = new Charts.Axes("numbers", "recall");
        List<String> numbers = List.of("48", "96", "384");
        double[] heights = {0.2, 0.3, 0.4};
        Figure alone = Charts.steps("s", axes, numbers, List.of(new Charts.Bars("all", heights, null)));
        Figure judged = Charts.steps(
                "s", axes, numbers, List.of(new Charts.Bars("all", heights, new double[] {0.1, 0.1, 0.1})));
        assertThat(alone.svg()).contains("<path").isNotEqualTo(judged.svg());
        assertThat(alone.svg().length()).isLessThan(judged.svg().length());
        assertThatThrownBy(() -> Charts.steps("s", axes, List.of("48"), List.of(new Charts.Bars("all", heights, null))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("there are 1 places and 3 values");
    }

    /** What stands between the tags of main, read as XML. */
    private static Document body() throws ParserConfigurationException, IOException, SAXException {
        String main = PAGE.substring(PAGE.indexOf("<main>"), PAGE.indexOf("</main>") + "</main>".length());
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(main)));
    }
}
