package pellucid.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pellucid.tensor.InputException;

/**
 * The text that stands for each row of a table when it is embedded: the values of the chosen columns, without the blank
 * ones and without the spaces around them, joined by {@code ". "}.
 *
 * <p>Where no columns are given, they are chosen like this (case, spaces, hyphens and underscores in names do not
 * matter):
 *
 * <ol>
 *   <li>a column that by its name holds the text proper (the first there is of description, overview, plot, synopsis,
 *       summary, text, content, body, abstract, sentence, review, product description), after one that holds a name (the
 *       first there is of title, name, product title, product name, headline);
 *   <li>else every column that is not numeric, that is, with at least one value that is neither blank nor a number.
 * </ol>
 *
 * @param columns the columns that make up the text
 * @param texts one for each row of the table, in its order; empty where all chosen values are blank
 */
public record TextRows(List<String> columns, List<String> texts) {
    /** What stands between the values of one row. */
    public static final String SEPARATOR = ". ";

    private static final List<String> TITLES = List.of("title", "name", "producttitle", "productname", "headline");
    private static final List<String> BODIES = List.of(
            "description",
            "overview",
            "plot",
            "synopsis",
            "summary",
            "text",
            "content",
            "body",
            "abstract",
            "sentence",
            "review",
            "productdescription");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+([.,]\\d*)*|[.,]\\d+)([eE][-+]?\\d+)?");

    public TextRows {
        columns = List.copyOf(columns);
        texts = List.copyOf(texts);
    }

    /**
     * Chooses the columns by the rule above.
     *
     * @throws InputException when the table has no rows, or no column that holds text
     */
    public static TextRows of(CsvTable table) {
        requireRows(table);
        return of(table, defaultColumns(table));
    }

    /**
     * Takes the given columns in the given order.
     *
     * @throws InputException when the table has no rows or lacks one of the columns, or when none is given
     */
    public static TextRows of(CsvTable table, List<String> columns) {
        requireRows(table);
        if (columns.isEmpty()) {
            throw new InputException(table.source() + ": no column is named; name at least one of: "
                    + String.join(", ", table.columns()));
        }
        List<Integer> indices = columns.stream().map(table::indexOf).toList();
        List<String> texts = table.rows().stream()
                .map(row -> indices.stream()
                        .map(index -> row.values().get(index).strip())
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.joining(SEPARATOR)))
                .toList();
        return new TextRows(columns, texts);
    }

    private static void requireRows(CsvTable table) {
        if (table.rows().isEmpty()) {
            throw new InputException(table.source() + " has a header line (" + String.join(", ", table.columns())
                    + ") and no row below it; add at least one row");
        }
    }

    private static List<String> defaultColumns(CsvTable table) {
        Optional<String> body = first(BODIES, table);
        if (body.isPresent()) {
            List<String> columns = new ArrayList<>();
            first(TITLES, table).ifPresent(columns::add);
            columns.add(body.get());
            return columns;
        }
        List<String> columns =
                table.columns().stream().filter(name -> holdsText(table, name)).toList();
        if (columns.isEmpty()) {
            throw new InputException(table.source() + " has no column of text: "
                    + String.join(", ", table.columns()) + " hold only numbers or nothing; use a table with text, or "
                    + "name the columns to embed");
        }
        return columns;
    }

    private static Optional<String> first(List<String> wanted, CsvTable table) {
        return wanted.stream()
                .flatMap(name ->
                        table.columns().stream().filter(column -> plain(column).equals(name)))
                .findFirst();
    }

    private static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }

    private static boolean holdsText(CsvTable table, String column) {
        return table.column(column).stream()
                .map(String::strip)
                .anyMatch(value -> !value.isEmpty() && !NUMBER.matcher(value).matches());
    }
}
