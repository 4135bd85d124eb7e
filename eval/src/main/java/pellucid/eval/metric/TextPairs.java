package pellucid.eval.metric;

import java.util.List;
import pellucid.tensor.ShapeException;

/**
 * Pairs of texts.
 *
 * @param left the first of each pair
 * @param right the second of each pair, as many
 */
record TextPairs(List<String> left, List<String> right) {
    TextPairs {
        left = List.copyOf(left);
        right = List.copyOf(right);
        if (left.size() != right.size()) {
            throw new ShapeException("pairs: there are " + left.size() + " first texts and " + right.size()
                    + " second ones; give one of each for every pair");
        }
    }

    /** Refuses labels that are not one for each pair. */
    void requireLabels(int count) {
        if (count != left.size()) {
            throw new ShapeException("pairs: there are " + left.size() + " pairs and " + count
                    + " labels; give one label for every pair");
        }
    }
}
