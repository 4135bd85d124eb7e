package pellucid.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * Examples in memory, all of the same columns. {@link ExampleReader} reads those that do not fit.
 *
 * @param source where they come from, for messages
 * @param columns the names of the columns of texts, in the order of {@link Example#texts}
 * @param examples may be empty; all or none have labels
 */
public record ExampleSet(String source, List<String> columns, List<Example> examples) {
    public ExampleSet {
        columns = List.copyOf(columns);
        examples = List.copyOf(examples);
        if (columns.isEmpty()) {
            throw new InputException(source + ": examples without columns; name at least one");
        }
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            if (example.texts().size() != columns.size()) {
                throw new InputException(source + ": example " + i + " has "
                        + example.texts().size() + " texts, but there are " + columns.size() + " columns ("
                        + String.join(", ", columns) + "); give one text for each");
            }
            if (example.isLabelled() != examples.get(0).isLabelled()) {
                throw new InputException(source + ": example " + i + " has " + (example.isLabelled() ? "a" : "no")
                        + " label, unlike the first; give all examples a label, or none");
            }
        }
    }

    /**
     * Reads a file of the format that its name tells.
     *
     * @throws InputException as {@link #read(Path, ExampleFormat)} does
     */
    public static ExampleSet read(Path file) {
        return read(file, ExampleFormat.of(file));
    }

    /**
     * Reads a whole file.
     *
     * @throws InputException when the file cannot be opened, lacks a column, holds no example, or has a line that cannot
     *     be read; the message names the line
     */
    public static ExampleSet read(Path file, ExampleFormat format) {
        try (ExampleReader reader = ExampleReader.open(file, format)) {
            List<Example> examples = new ArrayList<>();
            reader.forEachRemaining(examples::add);
            return new ExampleSet(file.toString(), reader.columns().texts(), examples);
        }
    }

    /** How many examples. */
    public int size() {
        return examples.size();
    }

    public Example get(int index) {
        return examples.get(index);
    }

    /** Whether the examples have labels; false where there is no example. */
    public boolean isLabelled() {
        return !examples.isEmpty() && examples.get(0).isLabelled();
    }

    /** The examples of these numbers, from 0, side by side. */
    public Batch batch(int... indices) {
        return Batch.of(at(indices));
    }

    /** The examples of these numbers, from 0, as a set of their own. */
    public ExampleSet subset(String name, int... indices) {
        return new ExampleSet(name, columns, at(indices));
    }

    private List<Example> at(int[] indices) {
        return Arrays.stream(indices).mapToObj(examples::get).toList();
    }

    /** What it is and how many rows it holds, in one line. */
    @Override
    public String toString() {
        return source + ": " + size() + (size() == 1 ? " example (" : " examples (") + String.join(", ", columns)
                + (isLabelled() ? "; labelled)" : ")");
    }
}
