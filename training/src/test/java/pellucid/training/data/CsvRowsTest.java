package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class CsvRowsTest {
    @Test
    void readsNoFurtherThanItHasTo() {
        Endless table = new Endless("a,b\n", "some text,\"quoted\n\"\n");
        try (CsvRows rows = CsvRows.of(table, "endless", TableFormat.CSV)) {
            for (int i = 0; i < 100_000; i++) {
                assertThat(rows.next()).isEqualTo(new CsvTable.Row(2 + 2L * i, List.of("some text", "quoted\n")));
            }
        }
        assertThat(table.read).isBetween(100_000L * table.row.length, 100_000L * table.row.length + (1 << 18));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16"})
    void aCharacterMayLieOnTheEdgeOfAnyBuffer(Charset encoding) {
        String text = "aé€😀".repeat(20_000);
        for (int shift = 0; shift < 4; shift++) {
            String padded = "x".repeat(shift) + text;
            InputStream bytes = new ByteArrayInputStream(("t\n" + padded + "\nend\n").getBytes(encoding));
            try (CsvRows rows = CsvRows.of(bytes, "t", TableFormat.CSV.withEncoding(encoding))) {
                assertThat(rows.next().values()).containsExactly(padded);
                assertThat(rows.next()).isEqualTo(new CsvTable.Row(3, List.of("end")));
                assertThat(rows.hasNext()).isFalse();
            }
        }
    }

    @Test
    void namesTheByteThatIsWrongFarInsideAFile() {
        byte[] bytes = ("a\n" + "é,\n".repeat(50_000)).replace(",", "").getBytes(StandardCharsets.UTF_8);
        bytes[2 + 3 * 40_000] = (byte) 0xE9;
        bytes[2 + 3 * 40_000 + 1] = 'x';
        try (CsvRows rows = CsvRows.of(new ByteArrayInputStream(bytes), "far.csv", TableFormat.CSV)) {
            assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("far.csv: line 40002 holds the byte 0xE9 (byte 120003 of the file), which "
                            + "is not UTF-8 there; ");
        }
    }

    @Test
    void withoutQuotesAQuoteIsACharacter() {
        List<CsvTable.Row> rows = rows("s1\ts2\n\"Hello,\" he said\tHe said \"hello\n\n\t\"\n", TableFormat.TSV);
        assertThat(rows)
                .containsExactly(
                        new CsvTable.Row(2, List.of("\"Hello,\" he said", "He said \"hello")),
                        new CsvTable.Row(4, List.of("", "\"")));
    }

    @Test
    void withoutQuotesARaggedRowIsToldHowToBeMended() {
        assertThatThrownBy(() -> rows("a\tb\n1\t2\t3\n", TableFormat.TSV))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "t: the row on line 2 has 3 value(s), but the header names 2 column(s) (a, b); a field may "
                                + "hold neither the separator nor a line break: put spaces in their place, or have quotes read");
    }

    @Test
    void takesTheDelimiterThatIsNamed() {
        assertThat(rows("a|b,c\n1|2,3\n", TableFormat.CSV.withDelimiter('|')))
                .containsExactly(new CsvTable.Row(2, List.of("1", "2,3")));
        assertThat(rows("a\tb\n\"1\t2\"\t3\n", TableFormat.TSV.withQuotes(true)))
                .containsExactly(new CsvTable.Row(2, List.of("1\t2", "3")));
    }

    @Test
    void refusesADelimiterThatCannotBeOne() {
        assertThatThrownBy(() -> TableFormat.CSV.withDelimiter('"'))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the delimiter is a double quote");
        assertThatThrownBy(() -> TableFormat.CSV.withQuotes(false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs a delimiter");
    }

    private static List<CsvTable.Row> rows(String text, TableFormat format) {
        InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (CsvRows rows = CsvRows.of(bytes, "t", format)) {
            List<CsvTable.Row> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        }
    }

    /** A header and then the same row for ever: what only a stream can read. */
    private static final class Endless extends InputStream {
        final byte[] row;
        private final byte[] header;
        long read;

        Endless(String header, String row) {
            this.header = header.getBytes(StandardCharsets.UTF_8);
            this.row = row.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            long at = read++;
            return at < header.length ? header[(int) at] : row[(int) ((at - header.length) % row.length)];
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = Math.min(length, 1000);
            for (int i = 0; i < count; i++) {
                target[from + i] = (byte) read();
            }
            return count;
        }
    }
}
