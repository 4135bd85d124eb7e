package pellucid.eval.metric;

import java.util.List;
import java.util.stream.Stream;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * How often things of each class were taken for each class.
 *
 * @param labels the classes, sorted
 * @param counts {@code counts[i][j]}: things of class i that were taken for class j, [labels, labels]
 */
public record ConfusionMatrix(List<String> labels, long[][] counts) {
    public ConfusionMatrix {
        labels = List.copyOf(labels);
    }

    /**
     * Counts.
     *
     * @param truth the class of each thing
     * @param predicted the class it was taken for
     */
    public static ConfusionMatrix of(List<String> truth, List<String> predicted) {
        if (truth.size() != predicted.size()) {
            throw new ShapeException("classification: there are " + truth.size() + " true labels and "
                    + predicted.size() + " predicted ones; give one of each for every thing");
        }
        if (truth.isEmpty()) {
            throw new InputException("classification: there is no label; give at least one");
        }
        List<String> labels = Stream.concat(truth.stream(), predicted.stream())
                .distinct()
                .sorted()
                .toList();
        long[][] counts = new long[labels.size()][labels.size()];
        for (int i = 0; i < truth.size(); i++) {
            counts[labels.indexOf(truth.get(i))][labels.indexOf(predicted.get(i))]++;
        }
        return new ConfusionMatrix(labels, counts);
    }

    /** How many things are of the i-th class. */
    public long actual(int i) {
        long sum = 0;
        for (long count : counts[i]) {
            sum += count;
        }
        return sum;
    }

    /** How many things were taken for the i-th class. */
    public long taken(int i) {
        long sum = 0;
        for (long[] row : counts) {
            sum += row[i];
        }
        return sum;
    }

    /** How many things there are. */
    public long total() {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += actual(i);
        }
        return sum;
    }
}
