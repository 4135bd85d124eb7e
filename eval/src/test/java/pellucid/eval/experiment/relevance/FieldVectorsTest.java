package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.eval.retrieval.Hit;
import pellucid.models.sentence.Embeddings;

class FieldVectorsTest {
    private static final float[] QUERY = {0.6f, 0.8f};

    private static FieldVectors fields() {
        Map<String, Embeddings> fields = new LinkedHashMap<>();
        fields.put("name", new Embeddings(new float[] {1, 0, 0, 1, 0.8f, 0.6f}, 3, 2, 0));
        fields.put("maker", new Embeddings(new float[] {0, 1, 0, 0, 1, 0}, 3, 2, 0)); // the second product has none
        return new FieldVectors(fields);
    }

    @Test
    void addsTheCosinesOfTheFields() {
        List<Hit> hits = fields().nearest(QUERY, Map.of("name", 1.0, "maker", 1.0), 3);
        assertThat(hits).extracting(Hit::row).containsExactly(2, 0, 1);
        assertThat(hits.get(0).score()).isCloseTo(0.96 + 0.6, within(1e-6));
        assertThat(hits.get(1).score()).isCloseTo(0.6 + 0.8, within(1e-6));
        assertThat(hits.get(2).score()).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void weighsThem() {
        List<Hit> hits = fields().nearest(QUERY, Map.of("name", 0.5, "maker", 4.0), 2);
        assertThat(hits).extracting(Hit::row).containsExactly(0, 2);
        assertThat(hits.get(0).score()).isCloseTo(0.5 * 0.6 + 4 * 0.8, within(1e-6));
        Embeddings twice = new Embeddings(new float[] {0.6f, 0.8f, 0, 1}, 2, 2, 0);
        assertThat(fields().nearest(twice, Map.of("name", 0.0, "maker", 1.0), 1))
                .extracting(found -> found.get(0).row())
                .containsExactly(0, 0);
    }

    @Test
    void searchesInOneField() {
        assertThat(fields().nearest("name", QUERY, 3)).extracting(Hit::row).containsExactly(2, 1, 0);
        assertThat(fields().nearest("maker", QUERY, 3)).extracting(Hit::row).containsExactly(0, 2, 1);
        assertThat(fields().names()).containsExactly("name", "maker");
    }
}
