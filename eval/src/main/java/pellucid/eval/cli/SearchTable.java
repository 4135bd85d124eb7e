package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.autograd.Variable;
import pellucid.eval.retrieval.DenseSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.eval.retrieval.VectorCache;
import pellucid.eval.retrieval.VectorFile;
import pellucid.eval.retrieval.VectorKey;
import pellucid.eval.serve.PageRow;
import pellucid.eval.serve.RowGroups;
import pellucid.models.hub.HubSettings;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvTable;
import pellucid.training.data.TextRows;

/**
 * A table that is searched, and how its rows are shown: with several columns of text the first one is the heading, with
 * the year behind it where there is such a column; with one column the heading is the line of the file.
 */
final class SearchTable {
    private static final int INDENT = 4;
    private static final String TASK = "embedding";

    private final CsvTable table;
    private final List<Integer> columns; // what is searched
    private final int year; // -1 without such a column
    private final List<Integer> rows; // those that hold text
    private final List<String> texts; // one for each of those

    private SearchTable(CsvTable table, TextRows text) {
        this.table = table;
        this.columns = text.columns().stream().map(table::indexOf).toList();
        this.year = IntStream.range(0, table.columns().size())
                .filter(i -> table.columns().get(i).equalsIgnoreCase("year"))
                .findFirst()
                .orElse(-1);
        this.rows = IntStream.range(0, text.texts().size())
                .filter(row -> !text.texts().get(row).isEmpty())
                .boxed()
                .toList();
        this.texts = rows.stream().map(text.texts()::get).toList();
        if (rows.isEmpty()) {
            throw new InputException(table.source() + ": all " + table.rows().size() + " rows are empty in "
                    + String.join(", ", text.columns()) + "; name columns that hold text with --column");
        }
    }

    /** @param columns what to search in; null to choose by the rules of {@link TextRows} */
    static SearchTable of(CsvTable table, List<String> columns) {
        return new SearchTable(table, columns == null ? TextRows.of(table) : TextRows.of(table, columns));
    }

    /** The vector of every row that holds text; those of a table that was searched before come from the cache. */
    Embeddings encode(SentenceEncoder encoder, EncodeOptions options, Path model, Output output) {
        String key = new VectorKey()
                .program(Backend.class)
                .program(Variable.class)
                .program(SentenceEncoder.class)
                .files(model)
                .texts(List.of(encoder.backend().name(), encoder.backend().describe()))
                .texts(List.of(Objects.toString(options.promptName())))
                .texts(texts)
                .hex();
        VectorCache cache = new VectorCache(HubSettings.ofThisProcess().cache().resolve("vectors"));
        try (Progress progress = output.progress("texts", 1)) {
            EncodeOptions watched = options.withProgress((done, total) -> progress.advanced(TASK, done, total));
            Embeddings embeddings = cache.get(key, () -> encoder.encode(texts, watched));
            Truncation.tell(output, embeddings.truncated(), encoder.maxLength());
            return embeddings;
        }
    }

    /** Where the rows come from. */
    String source() {
        return table.source();
    }

    /** The search among vectors that were made before, which must be as many as there are rows that hold text. */
    DenseSearch stored(Path vectors, Backend backend) {
        DenseSearch search = VectorFile.search(vectors, backend);
        if (search.count() != rows.size()) {
            throw new InputException(vectors + " holds " + search.count() + " vectors, but " + table.source() + " has "
                    + rows.size() + " rows that hold text; embed the texts of these rows, in their order");
        }
        return search;
    }

    /** The columns that are searched, each with its text in every row that holds text. */
    Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int column : columns) {
            fields.put(table.columns().get(column), values(column));
        }
        return fields;
    }

    /** A result as the user reads it. */
    List<String> lines(int rank, Hit hit) {
        CsvTable.Row row = row(hit);
        String start = String.format(Locale.ROOT, "%2d  %.4f  ", rank, hit.score());
        List<String> lines = new ArrayList<>(Paragraph.labelled(start, start.length(), heading(row)));
        String indent = " ".repeat(INDENT);
        for (int column : columns.subList(columns.size() > 1 ? 1 : 0, columns.size())) {
            lines.addAll(Paragraph.labelled(indent, INDENT, row.values().get(column)));
        }
        return lines;
    }

    /** A result with all columns of its row. */
    ObjectNode json(int rank, Hit hit) {
        CsvTable.Row row = row(hit);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rank", rank).put("score", hit.score()).put("line", row.line());
        ObjectNode values = node.putObject("row");
        for (int i = 0; i < table.columns().size(); i++) {
            values.put(table.columns().get(i), row.values().get(i));
        }
        return node;
    }

    /** The rows as a page shows them. */
    List<PageRow> pageRows() {
        return rows.stream().map(table.rows()::get).map(this::pageRow).toList();
    }

    private PageRow pageRow(CsvTable.Row row) {
        String first = row.values().get(columns.get(0)).strip();
        boolean headed = columns.size() > 1 && !first.isEmpty();
        String text = columns.subList(columns.size() > 1 ? 1 : 0, columns.size()).stream()
                .map(column -> row.values().get(column).strip())
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(" \u00b7 "));
        return new PageRow(row.line(), heading(row), text, headed ? first : text);
    }

    /**
     * The rows by the values of a column.
     *
     * @param column null for one that fits, if there is any
     * @return null if none fits
     */
    RowGroups groups(String column) {
        if (column != null) {
            return RowGroups.of(column, values(table.indexOf(column)));
        }
        Map<String, List<String>> others = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (!columns.contains(i)) {
                others.put(table.columns().get(i), values(i));
            }
        }
        return RowGroups.guess(others).orElse(null);
    }

    private List<String> values(int column) {
        return rows.stream()
                .map(row -> table.rows().get(row).values().get(column))
                .toList();
    }

    private CsvTable.Row row(Hit hit) {
        return table.rows().get(rows.get(hit.row()));
    }

    private String heading(CsvTable.Row row) {
        String first = row.values().get(columns.get(0));
        if (columns.size() == 1 || first.isBlank()) {
            return "line " + row.line();
        }
        boolean dated =
                year >= 0 && !columns.contains(year) && !row.values().get(year).isBlank();
        return dated ? first + " (" + row.values().get(year) + ")" : first;
    }
}
