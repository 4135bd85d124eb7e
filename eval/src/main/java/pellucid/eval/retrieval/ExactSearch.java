package pellucid.eval.retrieval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * The nearest vectors by cosine, found by comparing the query with every one of them: exact, and fast enough for some
 * hundred thousand vectors. Immutable.
 */
public final class ExactSearch {
    private static final Comparator<Hit> WORST_FIRST =
            Comparator.comparingDouble(Hit::score).thenComparing(Hit::row, Comparator.reverseOrder());

    private final float[] rows;
    private final int count;
    private final int dimension;
    private final double[] lengths;

    /**
     * A vector that was found.
     *
     * @param row its number, from 0
     * @param score its cosine with the query
     */
    public record Hit(int row, double score) {}

    /** Searches among these; they are not copied. */
    public ExactSearch(Embeddings embeddings) {
        this.rows = embeddings.rows();
        this.count = embeddings.count();
        this.dimension = embeddings.dimension();
        this.lengths = new double[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = Cosine.length(rows, i * dimension, dimension);
        }
    }

    /**
     * The nearest vectors, the best first; among equals, the lower row first.
     *
     * @param query as many numbers as the vectors have
     * @param top how many to return; all if there are fewer
     */
    public List<Hit> nearest(float[] query, int top) {
        if (query.length != dimension) {
            throw new ShapeException("search: the query has " + query.length + " numbers, the vectors have " + dimension
                    + "; take both from the same model");
        }
        if (top < 1) {
            throw new InputException("search: " + top + " results are asked for; ask for at least 1");
        }
        double queryLength = Cosine.length(query, 0, dimension);
        PriorityQueue<Hit> best = new PriorityQueue<>(WORST_FIRST);
        for (int i = 0; i < count; i++) {
            best.add(new Hit(i, Cosine.dot(query, rows, i * dimension) / (queryLength * lengths[i])));
            if (best.size() > top) {
                best.remove();
            }
        }
        List<Hit> hits = new ArrayList<>(best);
        hits.sort(Collections.reverseOrder(WORST_FIRST));
        return hits;
    }
}
