package pellucid.eval.retrieval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pellucid.eval.retrieval.Fusion.Weighted;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/** Search by vectors, by words, or by both, over documents that have the same numbers in either. Immutable. */
public final class TextSearch {
    /** How many hits of each ranking are fused, if not more are wanted. */
    public static final int DEPTH = 100;

    /** The names of the two rankings, for the weights of {@link SearchMethod#HYBRID}. */
    public static final String DENSE = "dense";

    public static final String BM25 = "bm25";

    private final SearchMethod method;
    private final DenseSearch vectors;
    private final Bm25Search words;
    private final Map<String, Double> weights;

    /**
     * @param vectors null where the method does not read vectors
     * @param words null where the method does not read words
     * @param weights of {@value #DENSE} and {@value #BM25} in a hybrid search; 1 for what is not named
     * @throws InputException for a weight of something else
     */
    public TextSearch(SearchMethod method, DenseSearch vectors, Bm25Search words, Map<String, Double> weights) {
        this.method = method;
        this.vectors = vectors;
        this.words = words;
        this.weights = new LinkedHashMap<>(Map.of(DENSE, 1.0, BM25, 1.0));
        weights.forEach((name, weight) -> {
            if (this.weights.put(name, weight) == null) {
                throw new InputException(
                        "hybrid search: there is no ranking '" + name + "' to weigh, only " + DENSE + " and " + BM25);
            }
        });
    }

    /**
     * The best documents for each query.
     *
     * @param texts the queries
     * @param queries their vectors; null where the method does not read vectors
     * @param top how many to return for each; all if there are fewer
     */
    public List<List<Hit>> search(List<String> texts, Embeddings queries, int top) {
        if (method.readsVectors() && queries.count() != texts.size()) {
            throw new ShapeException("search: there are " + texts.size() + " queries and vectors of " + queries.count()
                    + "; give one for each");
        }
        int depth = method == SearchMethod.HYBRID || method == SearchMethod.RRF ? Math.max(top, DEPTH) : top;
        List<List<Hit>> near = method.readsVectors() ? vectors.nearest(queries, depth) : List.of();
        List<List<Hit>> worded = new ArrayList<>();
        if (method.readsWords()) {
            texts.forEach(text -> worded.add(words.search(text, depth)));
        }
        return switch (method) {
            case DENSE -> near;
            case BM25 -> worded;
            default ->
                IntStream.range(0, texts.size())
                        .mapToObj(i -> fused(near.get(i), worded.get(i), top))
                        .toList();
        };
    }

    private List<Hit> fused(List<Hit> near, List<Hit> worded, int top) {
        if (method == SearchMethod.RRF) {
            return Fusion.reciprocalRanks(List.of(near, worded), top);
        }
        return Fusion.weighted(
                Map.of(
                        DENSE, new Weighted(near, weights.get(DENSE)),
                        BM25, new Weighted(worded, weights.get(BM25))),
                top);
    }
}
