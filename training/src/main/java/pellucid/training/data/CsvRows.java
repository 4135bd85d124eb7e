package pellucid.training.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import pellucid.tensor.InputException;

/**
 * The rows of a table, read as a stream: a file may be larger than memory. {@link CsvTable} says what a table is.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link InputException} for a row that cannot be read.
 */
public final class CsvRows implements Iterator<CsvTable.Row>, AutoCloseable {
    /** How much of the file may be looked at to find the end of its header. */
    private static final int LONGEST_HEADER = 1 << 20;

    private final String source;
    private final boolean quotes;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private CsvTable.Row ahead;

    private CsvRows(Reader text, String source, TableFormat format) {
        this.source = source;
        this.quotes = format.quotes();
        BufferedReader reader = new BufferedReader(text);
        try {
            String header = header(reader);
            this.parser = CSVParser.parse(reader, parserFormat(format, header));
            this.records = parser.iterator();
            this.columns = names(nextRow());
        } catch (IOException e) {
            throw InputFile.unreadable(source, e);
        }
    }

    /**
     * Opens a file and reads its header; close the iterator when done.
     *
     * @throws InputException when the file cannot be opened or is empty, or its header cannot be read or repeats a name
     */
    public static CsvRows open(Path file, TableFormat format) {
        InputStream in = InputFile.open(file);
        try {
            return of(in, file.toString(), format);
        } catch (InputException e) {
            try {
                in.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    static CsvRows of(InputStream in, String source, TableFormat format) {
        return new CsvRows(new StrictReader(in, source, format.encoding()), source, format);
    }

    /**
     * Reads a table from a text that is decoded already; the format's encoding is not looked at.
     *
     * @param source what to call it in messages
     * @throws InputException when the text is empty, or its header cannot be read or repeats a name
     */
    public static CsvRows of(Reader text, String source, TableFormat format) {
        return new CsvRows(text, source, format);
    }

    /** The names in the header, in their order, all different. */
    public List<String> columns() {
        return columns;
    }

    /**
     * The place of a column, from 0.
     *
     * @throws InputException when there is no such column; the message lists the ones there are
     */
    public int indexOf(String column) {
        return indexOf(column, columns, source);
    }

    static int indexOf(String column, List<String> columns, String source) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new InputException(source + " has no column '" + column + "'; its columns are: "
                    + String.join(", ", columns) + "; use one of these names, or rename a column in the header line");
        }
        return index;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = nextRow();
            if (ahead != null && ahead.values().size() != columns.size()) {
                throw ragged(ahead);
            }
        }
        return ahead != null;
    }

    @Override
    public CsvTable.Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no row after line " + parser.getCurrentLineNumber());
        }
        CsvTable.Row row = ahead;
        ahead = null;
        return row;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw InputFile.unreadable(source, e);
        }
    }

    /** The next row that is not an empty line, whatever its length; null at the end. */
    private CsvTable.Row nextRow() {
        long line = parser.getCurrentLineNumber() + 1;
        try {
            while (records.hasNext()) {
                CSVRecord row = records.next();
                boolean emptyLine = row.size() == 1 && row.get(0) == null;
                if (!emptyLine) {
                    return new CsvTable.Row(
                            line,
                            row.stream()
                                    .map(value -> value == null ? "" : value)
                                    .toList());
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            return null;
        } catch (UncheckedIOException e) {
            throw new InputException(
                    source + ": the quotes of the row that begins on line " + line
                            + " do not match; close every quoted field, and write a quote inside one twice",
                    e);
        }
    }

    private List<String> names(CsvTable.Row header) {
        if (header == null) {
            throw empty();
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < header.values().size(); i++) {
            String value = header.values().get(i);
            String name = value.isBlank() ? "column " + (i + 1) : value.strip();
            if (!names.add(name)) {
                throw new InputException(source + ": the header on line " + header.line() + " has two columns called '"
                        + name + "'; give each its own name");
            }
        }
        return List.copyOf(names);
    }

    private InputException ragged(CsvTable.Row row) {
        return new InputException(source + ": the row on line " + row.line() + " has "
                + row.values().size() + " value(s), but the header names " + columns.size() + " column(s) ("
                + String.join(", ", columns) + "); "
                + (quotes
                        ? "put a field that holds the separator or a line break in double quotes"
                        : "a field may hold neither the separator nor a line break: put spaces in their place, or "
                                + "have quotes read"));
    }

    private InputException empty() {
        return new InputException(source + " is empty; a table needs a header line with the names of its columns");
    }

    /** Skips the byte-order mark and looks at the first line that is not blank, up to a line break outside quotes. */
    private String header(BufferedReader reader) throws IOException {
        reader.mark(LONGEST_HEADER);
        if (reader.read() == '\uFEFF') {
            reader.mark(LONGEST_HEADER);
        } else {
            reader.reset();
        }
        StringBuilder line = new StringBuilder();
        boolean blank = true;
        boolean quoted = false;
        for (int read = 1; read < LONGEST_HEADER; read++) {
            int c = reader.read();
            if (c < 0) {
                if (blank) {
                    throw empty();
                }
                break;
            }
            quoted ^= c == '"';
            if (!blank && !quoted && (c == '\n' || c == '\r')) {
                break;
            }
            blank &= Character.isWhitespace(c);
            if (!blank) {
                line.append((char) c);
            }
        }
        reader.reset();
        return line.toString();
    }

    private static CSVFormat parserFormat(TableFormat format, String header) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(format.delimiter() == null ? separator(header) : format.delimiter())
                .setQuote(format.quotes() ? '"' : null)
                .setIgnoreEmptyLines(false)
                // An empty field is null where it is not quoted: that tells an empty line from a line of "".
                .setQuoteMode(QuoteMode.ALL_NON_NULL)
                .get();
    }

    private static char separator(String header) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            quoted ^= c == '"';
            if (!quoted) {
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
}
