package pellucid.eval.metric;

import java.util.List;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
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

    /** The vectors of both sides. */
    Encoded encode(SentenceEncoder encoder) {
        return new Encoded(encoder.encode(left), encoder.encode(right));
    }

    /** The vectors of pairs. */
    record Encoded(Embeddings left, Embeddings right) {
        double[] similarities(Similarity similarity) {
            return similarity.pairs(left, right);
        }
    }
}
