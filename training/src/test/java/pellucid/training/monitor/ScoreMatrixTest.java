package pellucid.training.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import pellucid.tensor.InputException;

/** The picture of a batch's scores. */
class ScoreMatrixTest {
    private final ScoreMatrix matrix = new ScoreMatrix(
            List.of("a < b & c", "tab\tand \uD83D\uDE00"),
            List.of("first", "second\u0001", "hard \uD800 negative"),
            new double[][] {{.9, .1, .2}, {.3, .4, .8}});

    @Test
    void itIsAWholeXmlDocumentWhateverTheTexts() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(matrix.svg().getBytes(StandardCharsets.UTF_8)));
        assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(6);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("0.900: a < b & c / first");
        assertThat(svg.getElementsByTagName("title").item(5).getTextContent())
                .isEqualTo("0.800: tab and \uD83D\uDE00 / hard \uFFFD negative");
    }

    @Test
    void whoWins() {
        assertThat(matrix.best(0)).isZero();
        assertThat(matrix.best(1)).isEqualTo(2);
        assertThat(matrix.right()).isEqualTo(1);
        assertThat(matrix.svg()).contains("closest to its own positive (black): 1 of 2");
        assertThat(matrix.svg().split("#d62728", -1)).hasSize(2);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> new ScoreMatrix(List.of("a", "b"), List.of("c"), new double[2][1]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a matrix of 2 rows for 2 anchors and 1 candidates");
    }
}
