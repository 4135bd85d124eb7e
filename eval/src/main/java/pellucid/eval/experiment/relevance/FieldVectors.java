package pellucid.eval.experiment.relevance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.eval.retrieval.SearchMetric;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.backend.Backends;

/**
 * A vector for each field of each product, searched all at once. With vectors of length 1 side by side,
 *
 * <pre>
 *   Σ over fields f  weight(f) · cos(q, d_f)  =  [w_1 q, w_2 q, …] · [d_1, d_2, …]
 * </pre>
 *
 * so that one exact search by dot products finds the products with the largest sum. A field without text has a vector of
 * zeros, which adds nothing.
 */
final class FieldVectors {
    private final Map<String, ExactSearch> byField = new LinkedHashMap<>();
    private final ExactSearch all;

    /**
     * @param fields by name one vector of length 1, or 0, for each product
     */
    FieldVectors(Map<String, Embeddings> fields) {
        int dimension = 0;
        int count = 0;
        for (Embeddings field : fields.values()) {
            dimension += field.dimension();
            count = field.count();
        }
        float[] sideBySide = new float[count * dimension];
        int at = 0;
        for (Map.Entry<String, Embeddings> field : fields.entrySet()) {
            Embeddings vectors = field.getValue();
            for (int row = 0; row < count; row++) {
                System.arraycopy(
                        vectors.rows(),
                        row * vectors.dimension(),
                        sideBySide,
                        row * dimension + at,
                        vectors.dimension());
            }
            at += vectors.dimension();
            byField.put(field.getKey(), new ExactSearch(vectors));
        }
        this.all = new ExactSearch(new Embeddings(sideBySide, count, dimension, 0), SearchMetric.DOT, Backends.get());
    }

    /** The names of the fields, in their order. */
    List<String> names() {
        return List.copyOf(byField.keySet());
    }

    /**
     * The products with the largest weighted sum of cosines.
     *
     * @param query a vector of length 1
     * @param weights one for each field
     */
    List<Hit> nearest(float[] query, Map<String, Double> weights, int top) {
        return nearest(new Embeddings(query, 1, query.length, 0), weights, top).get(0);
    }

    /** The same for many queries: one list each. */
    List<List<Hit>> nearest(Embeddings queries, Map<String, Double> weights, int top) {
        float[] repeated = new float[queries.rows().length * byField.size()];
        int at = 0;
        for (int i = 0; i < queries.count(); i++) {
            float[] query = queries.row(i);
            for (String name : byField.keySet()) {
                float weight = weights.get(name).floatValue();
                for (float number : query) {
                    repeated[at++] = weight * number;
                }
            }
        }
        return all.nearest(new Embeddings(repeated, queries.count(), queries.dimension() * byField.size(), 0), top);
    }

    /** The products nearest in one field. */
    List<Hit> nearest(String field, float[] query, int top) {
        return byField.get(field).nearest(query, top);
    }
}
