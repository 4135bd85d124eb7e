package pellucid.training.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many texts of a test set occur in the training set, in whichever column. What has been learned by heart says
 * nothing about texts that are new. Texts are the same when they differ only in case and in the space around them.
 *
 * @param columns of the test set, in their order
 * @param examples of the test set
 * @param leaked those of them with at least one text that occurs in the training set
 */
public record Leakage(List<Column> columns, int examples, int leaked) {
    /**
     * A column of the test set.
     *
     * @param texts how many different ones it has
     * @param leaked how many of these occur in the training set
     */
    public record Column(String name, int texts, int leaked) {}

    public Leakage {
        columns = List.copyOf(columns);
    }

    /** Compares all columns of the one with all columns of the other. */
    public static Leakage between(ExampleSet train, ExampleSet test) {
        Set<String> known = train.examples().stream()
                .flatMap(example -> example.texts().stream())
                .map(TextIds::folded)
                .collect(Collectors.toSet());
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < test.columns().size(); c++) {
            int column = c;
            Set<String> texts = test.examples().stream()
                    .map(example -> TextIds.folded(example.texts().get(column)))
                    .collect(Collectors.toCollection(HashSet::new));
            int all = texts.size();
            texts.retainAll(known);
            columns.add(new Column(test.columns().get(c), all, texts.size()));
        }
        long leaked = test.examples().stream()
                .filter(example -> example.texts().stream().map(TextIds::folded).anyMatch(known::contains))
                .count();
        return new Leakage(columns, test.size(), (int) leaked);
    }

    /** What of a text is compared: texts for which this is equal are the same. */
    public static String key(String text) {
        return TextIds.folded(text);
    }

    /** Whether the two sets have no text in common. */
    public boolean isNone() {
        return leaked == 0;
    }

    /** In one line. */
    @Override
    public String toString() {
        return leaked + " of " + examples + " test examples have a text that occurs in training ("
                + columns.stream()
                        .map(column -> column.name() + ": " + column.leaked() + " of " + column.texts() + " texts")
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
