package pellucid.eval.retrieval;

import java.util.List;
import pellucid.models.sentence.Embeddings;

/** A search among vectors by a vector. */
public interface DenseSearch {
    /**
     * The nearest vectors, the best first; among equals, the lower row first.
     *
     * @param query as many numbers as the vectors have
     * @param top how many to return; all if there are fewer
     */
    default List<Hit> nearest(float[] query, int top) {
        return nearest(new Embeddings(query, 1, query.length, 0), top).get(0);
    }

    /**
     * The same for many queries: one list each.
     *
     * @param queries [queries, dimension]
     */
    List<List<Hit>> nearest(Embeddings queries, int top);

    /** Number of vectors. */
    int count();
}
