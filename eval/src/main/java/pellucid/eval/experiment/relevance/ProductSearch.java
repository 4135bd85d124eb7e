package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.retrieval.Bm25Search;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Fusion;
import pellucid.eval.retrieval.Hit;
import pellucid.eval.retrieval.TextAnalysis;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;

/** All ways of searching among the same products, each from what was typed to the best products. */
final class ProductSearch {
    /** How many of each ranking are fused. */
    static final int DEPTH = 100;

    /** The names of the two rankings of the hybrid search, for its weights. */
    static final String TEXT = "text";

    static final String VECTOR = "vector";

    static final EncodeOptions UNIT = EncodeOptions.DEFAULTS.withNormalization(Normalization.ALWAYS);

    private final SentenceEncoder base;
    private final Bm25Search words;
    private final ExactSearch whole;
    private final FieldVectors fields;
    private final Tuned tuned;
    private final Boosts boosts;

    /** The fine-tuned model and its vectors of the whole product texts. */
    record Tuned(SentenceEncoder encoder, ExactSearch whole) {}

    /**
     * The boosts of the rows that have any.
     *
     * @param text of the fields in BM25
     * @param fields of their vectors
     * @param hybrid of the two rankings
     */
    record Boosts(Map<String, Double> text, Map<String, Double> fields, Map<String, Double> hybrid) {}

    /**
     * @param words over the same fields, with equal boosts
     * @param whole vectors of the whole product texts by the base model
     */
    ProductSearch(
            SentenceEncoder base,
            Bm25Search words,
            ExactSearch whole,
            FieldVectors fields,
            Tuned tuned,
            Boosts boosts) {
        this.base = base;
        this.words = words;
        this.whole = whole;
        this.fields = fields;
        this.tuned = tuned;
        this.boosts = boosts;
    }

    /** BM25 over the fields of some products. */
    static Bm25Search words(Catalogue corpus) {
        return Bm25Search.of(corpus.fields(), TextAnalysis.ENGLISH);
    }

    /** A boost of 1 for each. */
    static Map<String, Double> equal(List<String> names) {
        Map<String, Double> equal = new LinkedHashMap<>();
        names.forEach(name -> equal.put(name, 1.0));
        return equal;
    }

    /** The best products by one of the ways. */
    List<Hit> search(SearchRow row, String query, int top) {
        Map<String, Double> equal = equal(fields.names());
        return switch (row) {
            case TEXTSEARCH -> words.search(query, top);
            case TEXTSEARCH_BOOSTED -> words.boosted(boosts.text()).search(query, top);
            case VECTORSEARCH -> whole.nearest(vector(base, query), top);
            case VECTORSEARCH_MULTIFIELD -> fields.nearest(vector(base, query), equal, top);
            case VECTORSEARCH_MULTIFIELD_BOOSTED -> fields.nearest(vector(base, query), boosts.fields(), top);
            case HYBRID ->
                weighted(
                        search(SearchRow.TEXTSEARCH, query, DEPTH),
                        search(SearchRow.VECTORSEARCH, query, DEPTH),
                        equal(List.of(TEXT, VECTOR)),
                        top);
            case HYBRID_BOOSTED ->
                weighted(
                        search(SearchRow.TEXTSEARCH_BOOSTED, query, DEPTH),
                        search(SearchRow.VECTORSEARCH, query, DEPTH),
                        boosts.hybrid(),
                        top);
            case RRF ->
                Fusion.reciprocalRanks(
                        List.of(
                                search(SearchRow.TEXTSEARCH, query, DEPTH),
                                search(SearchRow.VECTORSEARCH, query, DEPTH)),
                        top);
            case RRF_MULTI -> Fusion.reciprocalRanks(byField(query), top);
            case VECTORSEARCH_FINETUNE -> tuned.whole().nearest(vector(tuned.encoder(), query), top);
            case RRF_FINETUNE ->
                Fusion.reciprocalRanks(
                        List.of(
                                search(SearchRow.TEXTSEARCH, query, DEPTH),
                                search(SearchRow.VECTORSEARCH_FINETUNE, query, DEPTH)),
                        top);
        };
    }

    /** A ranking by text and one by vectors for each field. */
    private List<List<Hit>> byField(String query) {
        float[] vector = vector(base, query);
        List<List<Hit>> rankings = new ArrayList<>();
        for (String field : fields.names()) {
            Map<String, Double> alone = new LinkedHashMap<>();
            fields.names().forEach(name -> alone.put(name, name.equals(field) ? 1.0 : 0.0));
            rankings.add(words.boosted(alone).search(query, DEPTH));
            rankings.add(fields.nearest(field, vector, DEPTH));
        }
        return rankings;
    }

    /** The two rankings as one. */
    static List<Hit> weighted(List<Hit> text, List<Hit> vector, Map<String, Double> weights, int top) {
        return Fusion.weighted(
                Map.of(
                        TEXT, new Fusion.Weighted(text, weights.get(TEXT)),
                        VECTOR, new Fusion.Weighted(vector, weights.get(VECTOR))),
                top);
    }

    static float[] vector(SentenceEncoder encoder, String query) {
        return encoder.encode(List.of(query), UNIT).rows();
    }
}
