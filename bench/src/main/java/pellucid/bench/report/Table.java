package pellucid.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Measured values under a title: one row a case, and notes that say how they were measured. */
public final class Table {
    private final String title;
    private final List<Column> columns;
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** A table without rows; every column has a heading of its own. */
    public Table(String title, Column... columns) {
        this.title = title;
        this.columns = List.of(columns);
        if (this.columns.stream().map(Column::heading).distinct().count() != columns.length) {
            throw new IllegalArgumentException(
                    "table '" + title + "' has two columns of one heading; in JSON the second would replace the first");
        }
    }

    /** Adds a row: one value a column, numbers as {@link Double} or {@link Float}, null where nothing was measured. */
    public Table row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "table '" + title + "' has " + columns.size() + " columns, the row given " + values.length);
        }
        rows.add(Collections.unmodifiableList(Arrays.asList(values.clone())));
        return this;
    }

    /** Adds a paragraph below the rows. */
    public Table note(String text) {
        notes.add(text);
        return this;
    }

    public String title() {
        return title;
    }

    public List<Column> columns() {
        return columns;
    }

    public List<List<Object>> rows() {
        return Collections.unmodifiableList(rows);
    }

    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    /** The cells as text, row by row. */
    List<List<String>> cells() {
        List<List<String>> cells = new ArrayList<>();
        for (List<Object> row : rows) {
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                shown.add(columns.get(i).show(row.get(i)));
            }
            cells.add(shown);
        }
        return cells;
    }
}
