package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ways of searching that the study compares, by its names and in its order, with what it reports: MRR, MAP, NDCG and
 * seconds for all its queries, of another model and other fields than ours.
 */
enum SearchRow {
    TEXTSEARCH("text", 0.261, 0.113, 0.170, 178.5, "BM25 over the fields, each with the boost 1"),
    TEXTSEARCH_BOOSTED(
            "text b.", 0.318, 0.149, 0.218, 207.4, "BM25 over the fields with boosts tuned on training queries"),
    VECTORSEARCH("vector", 0.331, 0.159, 0.237, 509.6, "cosine with one vector of the whole product text"),
    VECTORSEARCH_MULTIFIELD("multi", 0.241, 0.097, 0.156, 623, "sum of the cosines with a vector of each field"),
    VECTORSEARCH_MULTIFIELD_BOOSTED(
            "multi b.", 0.255, 0.106, 0.168, 662.4, "the same sum with weights tuned on training queries"),
    HYBRID(
            "hybrid",
            0.325,
            0.163,
            0.238,
            662.6,
            "textsearch and vectorsearch, scores brought between 0 and 1 and added"),
    HYBRID_BOOSTED(
            "hybrid b.",
            0.342,
            0.170,
            0.251,
            716.3,
            "textsearch_boosted and vectorsearch, added with weights tuned on training queries"),
    RRF("rrf", 0.361, 0.174, 0.260, 4026.2, "reciprocal ranks of textsearch and vectorsearch, k = 60"),
    RRF_MULTI(
            "rrf multi",
            0.328,
            0.148,
            0.227,
            7013.1,
            "reciprocal ranks of text and vector search in each field, k = 60"),
    VECTORSEARCH_FINETUNE("vector ft", 0.382, 0.182, 0.276, 203.4, "vectorsearch with the fine-tuned model"),
    RRF_FINETUNE(
            "rrf ft", 0.383, 0.186, 0.279, 1175.5, "reciprocal ranks of textsearch and vectorsearch_finetune, k = 60");

    private final String brief;
    private final Reported reported;
    private final String words;

    SearchRow(String brief, double mrr, double map, double ndcg, double seconds, String words) {
        this.brief = brief;
        this.reported = new Reported(mrr, map, ndcg, seconds);
        this.words = words;
    }

    /** What the study has for a row. */
    record Reported(double mrr, double map, double ndcg, double seconds) {}

    /** Its name in the study: {@code textsearch_boosted}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Short enough to stand below a bar. */
    String brief() {
        return brief;
    }

    Reported reported() {
        return reported;
    }

    /** What it does, in a phrase. */
    String words() {
        return words;
    }

    /** Whether it reads vectors of the tuned model. */
    boolean isTuned() {
        return this == VECTORSEARCH_FINETUNE || this == RRF_FINETUNE;
    }

    /** Those without the tuned model. */
    static List<SearchRow> untuned() {
        return Arrays.stream(values()).filter(row -> !row.isTuned()).toList();
    }
}
