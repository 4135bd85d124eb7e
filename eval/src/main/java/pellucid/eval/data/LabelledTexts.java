package pellucid.eval.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvRows;
import pellucid.training.data.CsvTable;
import pellucid.training.data.TableFormat;

/**
 * Texts of which each belongs to a class.
 *
 * @param texts in the order of the file
 * @param labels the class of each
 * @param incomplete how many rows were left out because their text or their label is blank
 */
public record LabelledTexts(List<String> texts, List<String> labels, long incomplete) {
    public LabelledTexts {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
    }

    /**
     * Reads two columns of a table.
     *
     * @throws InputException when the file cannot be read as {@link CsvTable#read(Path, TableFormat)} reads it, lacks a
     *     column, or all its texts are of one class
     */
    public static LabelledTexts read(Path file, TableFormat format, String textColumn, String labelColumn) {
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        long incomplete = 0;
        try (CsvRows rows = CsvRows.open(file, format)) {
            CsvTable header = new CsvTable(file.toString(), rows.columns(), List.of());
            int text = header.indexOf(textColumn);
            int label = header.indexOf(labelColumn);
            while (rows.hasNext()) {
                List<String> values = rows.next().values();
                if (values.get(text).isBlank() || values.get(label).isBlank()) {
                    incomplete++;
                } else {
                    texts.add(values.get(text));
                    labels.add(values.get(label).strip());
                }
            }
        }
        List<String> classes = labels.stream().distinct().toList();
        if (classes.size() < 2) {
            throw new InputException(
                    classes.isEmpty()
                            ? file + " has no row with both a '" + textColumn + "' and a '" + labelColumn
                                    + "'; give a labelled text on every row"
                            : file + ": all " + labels.size() + " texts have the " + labelColumn + " '" + classes.get(0)
                                    + "'; there must be at least 2 classes to tell apart");
        }
        return new LabelledTexts(texts, labels, incomplete);
    }

    /** How many texts. */
    public int size() {
        return texts.size();
    }
}
