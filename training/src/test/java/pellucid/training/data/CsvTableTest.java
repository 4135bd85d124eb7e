package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class CsvTableTest {
    @TempDir
    private Path folder;

    @Test
    void readsHeaderAndRowsFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "title,year\nHer,2013\nÉmile,1990\n");
        CsvTable table = CsvTable.read(file);
        assertThat(table.columns()).containsExactly("title", "year");
        assertThat(table.rows())
                .containsExactly(
                        new CsvTable.Row(2, List.of("Her", "2013")), new CsvTable.Row(3, List.of("Émile", "1990")));
        assertThat(table.column("year")).containsExactly("2013", "1990");
    }

    @Test
    void aQuotedFieldHoldsSeparatorsQuotesAndLineBreaks() {
        CsvTable table = parse("a,b\r\n\"one, \"\"two\"\"\r\nthree\",4\r\nx,\r\n");
        assertThat(table.rows())
                .containsExactly(
                        new CsvTable.Row(2, List.of("one, \"two\"\r\nthree", "4")),
                        new CsvTable.Row(4, List.of("x", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void findsTheSeparatorInTheHeader(String separator) {
        CsvTable table = parse("a,b,c\n1,two words,3\n".replace(",", separator));
        assertThat(table.columns()).containsExactly("a", "b", "c");
        assertThat(table.rows().get(0).values()).containsExactly("1", "two words", "3");
    }

    @Test
    void ignoresSeparatorsInsideQuotesAndBelowTheHeader() {
        CsvTable table = parse("\"a;b;c\",d\n1;;;;,2\n");
        assertThat(table.columns()).containsExactly("a;b;c", "d");
        assertThat(table.column("a;b;c")).containsExactly("1;;;;");
    }

    @Test
    void theCommaWinsATie() {
        assertThat(parse("a,b;c\n1,2\n").columns()).containsExactly("a", "b;c");
    }

    @Test
    void dropsTheByteOrderMarkAndEmptyLinesButKeepsTheirNumbers() {
        CsvTable table = parse("\uFEFF\n a , b \n\n1,2\r\n\r\n\n 3 ,4\n\n");
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows())
                .containsExactly(new CsvTable.Row(4, List.of("1", "2")), new CsvTable.Row(7, List.of(" 3 ", "4")));
    }

    @Test
    void inATableOfOneColumnAnEmptyLineIsNoRowButAnEmptyQuotedFieldIs() {
        CsvTable table = parse("text\none\n\n\"\"\ntwo");
        assertThat(table.column("text")).containsExactly("one", "", "two");
        assertThat(table.rows().get(2).line()).isEqualTo(5);
    }

    @Test
    void namesColumnsThatHaveNoName() {
        assertThat(parse(",b,\n1,2,3\n").columns()).containsExactly("column 1", "b", "column 3");
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() {
        assertThat(parse("a,b\n").rows()).isEmpty();
    }

    @Test
    void readsAnotherEncodingWhenItIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("l.csv"), "a\nÉmile\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(CsvTable.read(file, StandardCharsets.ISO_8859_1).column("a")).containsExactly("Émile");
        byte[] wide = "\uFEFFa;b\nÉmile;1\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(CsvTable.parse(wide, "w", StandardCharsets.UTF_16LE).columns())
                .containsExactly("a", "b");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] bytes = "a,b\né,\"x\ny\"\nÉmile,2\n".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "a,b\n1,\"x\ny\"\nÉmile,2\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(CsvTable.parse(bytes, "u", StandardCharsets.UTF_8).rows()).hasSize(2);
        assertThatThrownBy(() -> CsvTable.parse(latin, "films.csv", StandardCharsets.UTF_8))
                .isInstanceOf(InputException.class)
                .hasMessage("films.csv: line 4 holds the byte 0xC9 (byte 13 of the file), which is not UTF-8 there; if "
                        + "the file has another encoding, name it, for example --encoding ISO-8859-1");
    }

    @Test
    void refusesAFileCutInTheMiddleOfACharacter() {
        byte[] cut = {'a', '\n', 'b', (byte) 0xC3};
        assertThatThrownBy(() -> CsvTable.parse(cut, "c.csv", StandardCharsets.UTF_8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("c.csv: line 2 holds the byte 0xC3 (byte 4 of the file)");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, UTF-8, UTF-16", "ISO-8859-1, US-ASCII, UTF-8"})
    void suggestsALikelyEncoding(Charset real, Charset named, String suggested) {
        assertThatThrownBy(() -> CsvTable.parse("a\né\n".getBytes(real), "f.csv", named))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("--encoding " + suggested);
    }

    @Test
    void refusesARowThatDoesNotFitTheHeader() {
        assertThatThrownBy(() -> parse("a,b\n\"x\n\ny\",2\n\n1,2,3\n"))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv: the row on line 6 has 3 value(s), but the header names 2 column(s) (a, b); put a "
                        + "field that holds the separator or a line break in double quotes");
        assertThatThrownBy(() -> parse("a,b\n1\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 2 has 1 value(s)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n\"x\"y,2\n", "a,b\n1,2\n\"x,2\n3,4\n"})
    void refusesQuotesThatDoNotMatch(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv: the quotes of the row that begins on line 3 do not match; close every quoted "
                        + "field, and write a quote inside one twice");
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        assertThatThrownBy(() -> parse("a,b, a\n1,2,3\n"))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv: the header on line 1 has two columns called 'a'; give each its own name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n", " \r\n"})
    void refusesAnEmptyFile(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv is empty; a table needs a header line with the names of its columns");
    }

    @Test
    void namesAMissingColumnAndTheOnesFound() {
        CsvTable table = parse("title,year\nHer,2013\n");
        assertThat(table.indexOf("year")).isEqualTo(1);
        assertThatThrownBy(() -> table.column("plot"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("t.csv has no column 'plot'; its columns are: title, year;");
    }

    @Test
    void saysWhenAFileIsNotThere() {
        Path missing = folder.resolve("none.csv");
        assertThatThrownBy(() -> CsvTable.read(missing))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist; check the path");
        assertThatThrownBy(() -> CsvTable.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " is a directory; give the path of a file");
    }

    @Test
    void readsBackWhateverIsQuotedByTheRules() {
        Random random = new Random(7);
        for (int trial = 0; trial < 500; trial++) {
            String separator = List.of(",", ";", "\t").get(random.nextInt(3));
            String end = random.nextBoolean() ? "\n" : "\r\n";
            List<List<String>> wanted = new ArrayList<>();
            StringBuilder text = new StringBuilder("a" + separator + "b" + end);
            for (int row = random.nextInt(4); row >= 0; row--) {
                List<String> values = List.of(randomText(random), randomText(random));
                wanted.add(values);
                text.append(values.stream()
                                .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(separator)))
                        .append(end.repeat(1 + random.nextInt(2)));
            }
            assertThat(parse(text.toString()).rows())
                    .extracting(CsvTable.Row::values)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void anyTextAtAllIsATableOrAnInputException() {
        Random random = new Random(8);
        int tables = 0;
        for (int trial = 0; trial < 5000; trial++) {
            String text = randomText(random);
            try {
                CsvTable table = parse(text);
                assertThat(table.rows())
                        .allMatch(row -> row.values().size() == table.columns().size());
                tables++;
            } catch (InputException e) {
                assertThat(e).hasMessageStartingWith("t.csv");
            }
        }
        assertThat(tables).isBetween(500, 4500);
    }

    private static String randomText(Random random) {
        List<String> pieces = List.of("a", "é", "😀", ",", ";", "\t", "\"", " ", "\n", "\r\n", "\r");
        return random.ints(random.nextInt(9), 0, pieces.size())
                .mapToObj(pieces::get)
                .collect(Collectors.joining());
    }

    private static CsvTable parse(String text) {
        return CsvTable.parse(text.getBytes(StandardCharsets.UTF_8), "t.csv", StandardCharsets.UTF_8);
    }
}
