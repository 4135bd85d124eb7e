package pellucid.training.data;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * A table from a CSV file, held in memory as text.
 *
 * <p>The format is RFC 4180 with a header line: fields may be quoted with {@code "}, a quote inside is written twice,
 * and a quoted field may hold separators and line breaks. Lines end in {@code \n} or {@code \r\n}. The separator is the
 * one of comma, semicolon and tab that occurs most often in the header line outside quotes (the comma when they tie, or
 * when there is only one column). A byte-order mark is dropped, and so are lines with nothing on them. Spaces around
 * the names of columns are dropped, those around values are kept. {@link TableFormat} names what else there is.
 *
 * @param source where the table comes from, for messages
 * @param columns the names in the header, in their order, all different; a column without a name is called
 *     {@code column N}, with N counted from 1
 * @param rows the rows below the header, each with as many values as there are columns; there may be none
 */
public record CsvTable(String source, List<String> columns, List<Row> rows) {
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
     * @throws InputException as {@link #read(Path, TableFormat)} does
     */
    public static CsvTable read(Path file) {
        return read(file, TableFormat.CSV);
    }

    /**
     * Reads a file in the given encoding.
     *
     * @throws InputException as {@link #read(Path, TableFormat)} does
     */
    public static CsvTable read(Path file, Charset encoding) {
        return read(file, TableFormat.CSV.withEncoding(encoding));
    }

    /**
     * Reads a file of the given format.
     *
     * @throws InputException when the file cannot be read, is empty, is not text in that encoding, repeats the name of a
     *     column, has quotes that do not match or a row whose length differs from the header's; the message names the
     *     line
     */
    public static CsvTable read(Path file, TableFormat format) {
        try (CsvRows rows = CsvRows.open(file, format)) {
            return collect(rows, file.toString());
        }
    }

    /**
     * Parses a table that is already in memory.
     *
     * @param source what to call it in messages
     * @throws InputException as {@link #read(Path, TableFormat)} does
     */
    public static CsvTable parse(byte[] bytes, String source, Charset encoding) {
        try (CsvRows rows =
                CsvRows.of(new ByteArrayInputStream(bytes), source, TableFormat.CSV.withEncoding(encoding))) {
            return collect(rows, source);
        }
    }

    private static CsvTable collect(CsvRows source, String name) {
        List<Row> rows = new ArrayList<>();
        source.forEachRemaining(rows::add);
        return new CsvTable(name, source.columns(), rows);
    }

    /**
     * The place of a column, from 0.
     *
     * @throws InputException when there is no such column; the message lists the ones there are
     */
    public int indexOf(String column) {
        return CsvRows.indexOf(column, columns, source);
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
}
