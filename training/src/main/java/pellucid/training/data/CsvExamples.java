package pellucid.training.data;

import java.nio.file.Path;
import java.util.List;
import pellucid.tensor.InputException;

/** Examples from the rows of a table. */
final class CsvExamples extends ExampleReader {
    private final CsvRows rows;
    private final ExampleColumns columns;
    private final List<Integer> texts;
    private final int label;

    private CsvExamples(CsvRows rows, String source, ExampleFormat format) {
        super(source, format);
        this.rows = rows;
        this.columns = ExampleColumns.choose(source, rows.columns(), format);
        this.texts = columns.texts().stream().map(rows.columns()::indexOf).toList();
        this.label = columns.label() == null ? -1 : rows.columns().indexOf(columns.label());
    }

    static CsvExamples of(Path file, ExampleFormat format) {
        CsvRows rows = CsvRows.open(file, format.table());
        try {
            return new CsvExamples(rows, file.toString(), format);
        } catch (InputException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public ExampleColumns columns() {
        return columns;
    }

    @Override
    Example read() {
        if (!rows.hasNext()) {
            return null;
        }
        CsvTable.Row row = rows.next();
        return example(
                row.line(),
                texts.stream().map(row.values()::get).toList(),
                label < 0 ? null : row.values().get(label));
    }

    @Override
    public void close() {
        rows.close();
    }
}
