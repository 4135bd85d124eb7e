package pellucid.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Table table() {
        return new Table("Speed", Column.text("who"), Column.number("GFLOP/s", 1), Column.percent("peak"))
                .row("a|b", 123.456, 0.5)
                .row("c", null, null)
                .note("word ".repeat(40).strip());
    }

    @Test
    void theConsoleAlignsNumbersToTheRightAndWrapsNotesAt80Columns() {
        List<String> lines = Console.of(table()).lines().toList();
        assertThat(lines)
                .startsWith(
                        "",
                        "Speed",
                        "who  GFLOP/s  peak", //
                        "a|b    123.5   50%",
                        "c          -     -");
        assertThat(lines).hasSize(8).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void markdownEscapesBars() {
        assertThat(Markdown.of(table())).startsWith("""
                        ## Speed

                        | who | GFLOP/s | peak |
                        | --- | ---: | ---: |
                        | a\\|b | 123.5 | 50% |
                        | c | - | - |
                        """);
    }

    @Test
    void jsonKeepsEveryDigit() throws Exception {
        List<Table> seen = new ArrayList<>();
        Report report = new Report(seen::add);
        report.add(table());
        assertThat(seen).hasSize(1);
        JsonNode first = new ObjectMapper().readTree(report.toJson()).at("/tables/0");
        assertThat(first.at("/title").asText()).isEqualTo("Speed");
        assertThat(first.at("/rows/0/GFLOP~1s").asDouble()).isEqualTo(123.456);
        assertThat(first.at("/rows/1/peak").isNull()).isTrue();
        assertThat(report.toMarkdown()).contains("## Speed");
    }

    @Test
    void aTableRefusesRowsOfAnotherWidthAndHeadingsThatAreEqual() {
        assertThatThrownBy(() -> table().row("d")).hasMessage("table 'Speed' has 3 columns, the row given 1");
        assertThatThrownBy(() -> new Table("Twice", Column.text("x"), Column.number("x", 1)))
                .hasMessageContaining("two columns of one heading");
    }
}
