package pellucid.training.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import pellucid.tensor.InputException;

/**
 * A table from a CSV file, held in memory as text.
 *
 * <p>The format is RFC 4180 with a header line: fields may be quoted with {@code "}, a quote inside is written twice,
 * and a quoted field may hold separators and line breaks. Lines end in {@code \n} or {@code \r\n}. The separator is the
 * one of comma, semicolon and tab that occurs most often in the header line outside quotes (the comma when they tie, or
 * when there is only one column). A byte-order mark is dropped, and so are lines with nothing on them. Spaces around
 * the names of columns are dropped, those around values are kept.
 *
 * @param source where the table comes from, for messages
 * @param columns the names in the header, in their order, all different; a column without a name is called
 *     {@code column N}, with N counted from 1
 * @param rows the rows below the header, each with as many values as there are columns; there may be none
 */
public record CsvTable(String source, List<String> columns, List<Row> rows) {
    private static final String OTHER_ENCODING = "if the file has another encoding, name it, for example --encoding ";

    /**
     * A row.
     *
     * @param line the line of the file on which the row begins, from 1
     * @param values one for each column, in the order of the columns; an empty field is an empty string
     */
    public record Row(long line, List<String> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file in UTF-8.
     *
     * @throws InputException as {@link #read(Path, Charset)} does
     */
    public static CsvTable read(Path file) {
        return read(file, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file in the given encoding.
     *
     * @throws InputException when the file cannot be read, is empty, is not text in that encoding, repeats the name of a
     *     column, has quotes that do not match or a row whose length differs from the header's; the message names the
     *     line
     */
    public static CsvTable read(Path file, Charset encoding) {
        return parse(InputFile.readAll(file), file.toString(), encoding);
    }

    /**
     * Parses a table that is already in memory.
     *
     * @param source what to call it in messages
     * @throws InputException as {@link #read(Path, Charset)} does
     */
    public static CsvTable parse(byte[] bytes, String source, Charset encoding) {
        String text =
                new StrictDecoder(source, encoding, OTHER_ENCODING + otherThan(encoding, bytes)).decode(bytes, 1, 0);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text.isBlank()) {
            throw new InputException(source + " is empty; a table needs a header line with the names of its columns");
        }
        return parse(text, source);
    }

    /**
     * The place of a column, from 0.
     *
     * @throws InputException when there is no such column; the message lists the ones there are
     */
    public int indexOf(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new InputException(source + " has no column '" + column + "'; its columns are: "
                    + String.join(", ", columns) + "; use one of these names, or rename a column in the header line");
        }
        return index;
    }

    /**
     * All values of a column, from the first row to the last.
     *
     * @throws InputException when there is no such column
     */
    public List<String> column(String column) {
        int index = indexOf(column);
        return rows.stream().map(row -> row.values().get(index)).toList();
    }

    private static CsvTable parse(String text, String source) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator(text))
                .setIgnoreEmptyLines(false)
                .get();
        List<String> columns = null;
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            while (records.hasNext()) {
                CSVRecord row = records.next();
                if (!isEmptyLine(row, text)) {
                    if (columns == null) {
                        columns = header(row, source, line);
                    } else {
                        rows.add(row(row, columns, source, line));
                    }
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    source + ": the quotes of the row that begins on line " + line
                            + " do not match; close every quoted field, and write a quote inside one twice",
                    e);
        }
        return new CsvTable(source, columns, rows);
    }

    private static boolean isEmptyLine(CSVRecord row, String text) {
        char first = text.charAt((int) row.getCharacterPosition());
        return row.size() == 1 && (first == '\n' || first == '\r');
    }

    private static List<String> header(CSVRecord row, String source, long line) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < row.size(); i++) {
            String name =
                    row.get(i).isBlank() ? "column " + (i + 1) : row.get(i).strip();
            if (!names.add(name)) {
                throw new InputException(source + ": the header on line " + line + " has two columns called '" + name
                        + "'; give each its own name");
            }
        }
        return List.copyOf(names);
    }

    private static Row row(CSVRecord row, List<String> columns, String source, long line) {
        if (row.size() != columns.size()) {
            throw new InputException(source + ": the row on line " + line + " has " + row.size() + " value(s), but the "
                    + "header names " + columns.size() + " column(s) (" + String.join(", ", columns)
                    + "); put a field that holds the separator or a line break in double quotes");
        }
        return new Row(line, row.toList());
    }

    /** Counts in the first line that is not blank, up to a line break outside quotes. */
    private static char separator(String text) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        String header = text.stripLeading();
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                if (c == '\n' || c == '\r') {
                    break;
                }
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
                tabs += c == '\t' ? 1 : 0;
            }
        }
        if (tabs > commas && tabs >= semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    private static String otherThan(Charset encoding, byte[] bytes) {
        boolean marked = bytes.length >= 2 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF;
        if (marked) {
            return "UTF-16";
        }
        return encoding.equals(StandardCharsets.UTF_8) ? "ISO-8859-1" : "UTF-8";
    }
}
