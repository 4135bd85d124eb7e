package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.TinyBert;
import pellucid.eval.experiment.relevance.ProductSearch.Boosts;
import pellucid.eval.retrieval.Bm25Search;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Fusion;
import pellucid.eval.retrieval.Hit;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;

class ProductSearchTest {
    private static final String QUERY = "oak table Norvik 12 in.";

    private static final Map<String, Double> TEXT = Map.of("brand", 0.5, "sizes", 0.0, "rest", 2.0);
    private static final Map<String, Double> FIELDS = Map.of("brand", 2.0, "sizes", 0.25, "rest", 0.5);
    private static final Map<String, Double> HYBRID = Map.of("text", 0.5, "vector", 2.0);

    @TempDir
    private Path folder;

    private Bm25Search words;
    private ExactSearch near;
    private ExactSearch tuned;
    private FieldVectors fields;
    private float[] asked;
    private ProductSearch search;

    @BeforeEach
    void build() throws IOException {
        SentenceEncoder encoder = SentenceEncoder.load(TinyBert.unpack(folder).toString());
        Catalogue corpus = Catalogue.of(SampleShop.read(folder));
        words = ProductSearch.words(corpus);
        near = new ExactSearch(encoder.encode(corpus.texts(), ProductSearch.UNIT));
        List<String> others = new ArrayList<>(corpus.texts());
        Collections.rotate(others, 17);
        tuned = new ExactSearch(encoder.encode(others, ProductSearch.UNIT));
        Map<String, Embeddings> vectors = new LinkedHashMap<>();
        corpus.fields().forEach((name, texts) -> vectors.put(name, encoder.encode(texts, ProductSearch.UNIT)));
        fields = new FieldVectors(vectors);
        asked = ProductSearch.vector(encoder, QUERY);
        search = new ProductSearch(
                encoder,
                words,
                near,
                fields,
                new ProductSearch.Tuned(encoder, tuned),
                new Boosts(TEXT, FIELDS, HYBRID));
    }

    private List<Hit> found(SearchRow row) {
        return search.search(row, QUERY, 10);
    }

    @Test
    void searchesByText() {
        assertThat(found(SearchRow.TEXTSEARCH)).hasSize(10).isEqualTo(words.search(QUERY, 10));
        assertThat(found(SearchRow.TEXTSEARCH_BOOSTED))
                .isEqualTo(words.boosted(TEXT).search(QUERY, 10))
                .isNotEqualTo(found(SearchRow.TEXTSEARCH));
    }

    @Test
    void searchesByVectors() {
        Map<String, Double> equal = Map.of("brand", 1.0, "sizes", 1.0, "rest", 1.0);
        assertThat(found(SearchRow.VECTORSEARCH)).isEqualTo(near.nearest(asked, 10));
        assertThat(found(SearchRow.VECTORSEARCH_FINETUNE)).isEqualTo(tuned.nearest(asked, 10));
        assertThat(found(SearchRow.VECTORSEARCH_MULTIFIELD)).isEqualTo(fields.nearest(asked, equal, 10));
        assertThat(found(SearchRow.VECTORSEARCH_MULTIFIELD_BOOSTED))
                .isEqualTo(fields.nearest(asked, FIELDS, 10))
                .isNotEqualTo(found(SearchRow.VECTORSEARCH_MULTIFIELD));
    }

    @Test
    void addsTextAndVectors() {
        List<Hit> text = words.search(QUERY, 100);
        List<Hit> vector = near.nearest(asked, 100);
        assertThat(found(SearchRow.HYBRID))
                .isEqualTo(Fusion.weighted(
                        Map.of("a", new Fusion.Weighted(text, 1), "b", new Fusion.Weighted(vector, 1)), 10));
        List<Hit> boosted = words.boosted(TEXT).search(QUERY, 100);
        assertThat(found(SearchRow.HYBRID_BOOSTED))
                .isEqualTo(Fusion.weighted(
                        Map.of("a", new Fusion.Weighted(boosted, 0.5), "b", new Fusion.Weighted(vector, 2)), 10));
    }

    @Test
    void fusesRanks() {
        List<Hit> text = words.search(QUERY, 100);
        assertThat(found(SearchRow.RRF))
                .isEqualTo(Fusion.reciprocalRanks(List.of(text, near.nearest(asked, 100)), 60, 10));
        assertThat(found(SearchRow.RRF_FINETUNE))
                .isEqualTo(Fusion.reciprocalRanks(List.of(text, tuned.nearest(asked, 100)), 60, 10))
                .isNotEqualTo(found(SearchRow.RRF));
        List<List<Hit>> rankings = new ArrayList<>();
        for (String field : fields.names()) {
            Map<String, Double> alone = new LinkedHashMap<>(Map.of("brand", 0.0, "sizes", 0.0, "rest", 0.0));
            alone.put(field, 1.0);
            rankings.add(words.boosted(alone).search(QUERY, 100));
            rankings.add(fields.nearest(field, asked, 100));
        }
        assertThat(found(SearchRow.RRF_MULTI)).isEqualTo(Fusion.reciprocalRanks(rankings, 60, 10));
    }
}
