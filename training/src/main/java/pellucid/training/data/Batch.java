package pellucid.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * What one training step looks at: examples side by side, column by column.
 *
 * @param columns [columns][batch]: {@code columns.get(c).get(i)} is the text of example i in column c
 * @param labels [batch], all finite; null where the examples have no labels. Copied on the way in and out.
 */
public record Batch(List<List<String>> columns, double[] labels) {
    public Batch {
        if (columns.isEmpty() || columns.get(0).isEmpty()) {
            throw new InputException("a batch needs at least one column with at least one text in it");
        }
        int size = columns.get(0).size();
        for (int c = 1; c < columns.size(); c++) {
            if (columns.get(c).size() != size) {
                throw new InputException(
                        "column " + c + " of a batch has " + columns.get(c).size() + " texts, column 0 has " + size
                                + "; give all columns the same number");
            }
        }
        columns = columns.stream().map(List::copyOf).toList();
        if (labels != null) {
            if (labels.length != size) {
                throw new InputException("a batch of " + size + " examples has " + labels.length
                        + " labels; give one for each example, or none at all");
            }
            for (int i = 0; i < size; i++) {
                if (!Double.isFinite(labels[i])) {
                    throw new InputException("label " + i + " of a batch is " + labels[i] + "; give a finite number");
                }
            }
            labels = labels.clone();
        }
    }

    /**
     * Puts examples side by side.
     *
     * @throws InputException when there is none, when they differ in the number of texts, or when only some have labels
     */
    public static Batch of(List<Example> examples) {
        if (examples.isEmpty()) {
            throw new InputException("a batch of no examples; give at least one");
        }
        Example first = examples.get(0);
        List<List<String>> columns = new ArrayList<>();
        for (int c = 0; c < first.texts().size(); c++) {
            columns.add(new ArrayList<>(examples.size()));
        }
        double[] labels = first.isLabelled() ? new double[examples.size()] : null;
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            if (example.texts().size() != columns.size() || example.isLabelled() != first.isLabelled()) {
                throw new InputException("example " + i + " of a batch has " + described(example) + ", example 0 has "
                        + described(first) + "; all must be alike");
            }
            for (int c = 0; c < columns.size(); c++) {
                columns.get(c).add(example.texts().get(c));
            }
            if (labels != null) {
                labels[i] = example.label();
            }
        }
        return new Batch(columns, labels);
    }

    private static String described(Example example) {
        return example.texts().size() + " texts and " + (example.isLabelled() ? "a label" : "no label");
    }

    /** [batch], or null. */
    @Override
    public double[] labels() {
        return labels == null ? null : labels.clone();
    }

    public boolean isLabelled() {
        return labels != null;
    }

    /** How many examples. */
    public int size() {
        return columns.get(0).size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Batch batch && columns.equals(batch.columns) && Arrays.equals(labels, batch.labels);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "Batch[columns=" + columns + ", labels=" + Arrays.toString(labels) + "]";
    }
}
