package pellucid.training.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * How a table is written down. {@link #CSV} and {@link #TSV} are the usual ones; change what differs:
 *
 * <pre>  TableFormat.CSV.withEncoding(StandardCharsets.ISO_8859_1).withDelimiter(';')  </pre>
 *
 * @param encoding of the file
 * @param delimiter what separates the fields; null for the one of comma, semicolon and tab that occurs most often in
 *     the header line outside quotes (the comma when they tie, or when there is only one column)
 * @param quotes whether {@code "} encloses fields (RFC 4180). Without, it is a character like any other, and no field
 *     can hold the delimiter or a line break.
 */
public record TableFormat(Charset encoding, Character delimiter, boolean quotes) {
    /** UTF-8, quoted as in RFC 4180, with a delimiter that is found. */
    public static final TableFormat CSV = new TableFormat(StandardCharsets.UTF_8, null, true);

    /** UTF-8, tabs, and no quotes, as IANA registers text/tab-separated-values and as data sets are published. */
    public static final TableFormat TSV = new TableFormat(StandardCharsets.UTF_8, '\t', false);

    public TableFormat {
        Objects.requireNonNull(encoding, "encoding");
        if (delimiter != null && (delimiter == '"' || delimiter == '\n' || delimiter == '\r')) {
            throw new InputException("the delimiter is a " + (delimiter == '"' ? "double quote" : "line break")
                    + "; give another one, such as a comma or a tab");
        }
        if (!quotes && delimiter == null) {
            throw new InputException("a table without quotes needs a delimiter; name it");
        }
    }

    public TableFormat withEncoding(Charset charset) {
        return new TableFormat(charset, delimiter, quotes);
    }

    public TableFormat withDelimiter(char separator) {
        return new TableFormat(encoding, separator, quotes);
    }

    public TableFormat withQuotes(boolean enclosing) {
        return new TableFormat(encoding, delimiter, enclosing);
    }
}
