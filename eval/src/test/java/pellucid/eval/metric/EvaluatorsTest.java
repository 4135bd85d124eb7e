package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.TinyBert;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.eval.retrieval.Role;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.training.Evaluator;

/** Every evaluator against the one of sentence-transformers, on the same model and data; its vectors are float32. */
class EvaluatorsTest {
    private static final JsonNode GOLDEN = Golden.read("sentence_transformers.json");
    private static final double CLOSE = 2e-6;

    @TempDir
    private static Path folder;

    private static SentenceEncoder encoder;

    @BeforeAll
    static void load() {
        encoder = SentenceEncoder.load(TinyBert.unpack(folder).toString());
    }

    @Test
    void similarityEqualsSentenceTransformers() {
        double[] scores = scores();
        assertEqual(new EmbeddingSimilarityEvaluator("sts", left(), right(), scores), "sts", 8);
    }

    @Test
    void binaryClassificationEqualsSentenceTransformers() {
        double[] scores = scores();
        boolean[] together = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            together[i] = scores[i] > 2;
        }
        assertEqual(new BinaryClassificationEvaluator("pairs", left(), right(), together), "classification", 32);
    }

    @Test
    void tripletsEqualSentenceTransformers() {
        JsonNode triplets = GOLDEN.get("triplets");
        assertEqual(
                new TripletEvaluator(
                        "triplets", Golden.column(triplets, 0), Golden.column(triplets, 1), Golden.column(triplets, 2)),
                "triplet",
                4);
    }

    @Test
    void retrievalEqualsSentenceTransformers() {
        RankingCutoffs five = new RankingCutoffs(List.of(1, 3, 5, 10), 10, 5);
        for (RankingCutoffs cutoffs : List.of(RankingCutoffs.DEFAULT, five)) {
            InformationRetrievalEvaluator evaluator =
                    new InformationRetrievalEvaluator("search", retrievalSet(), cutoffs);
            assertThat(evaluator.queries()).hasSize(6);
            assertThat(evaluator.dropped()).isEqualTo(2);
            assertEqual(evaluator, "retrieval", 15);
        }
    }

    @Test
    void retrievalGivesEveryQueryItsValue() {
        InformationRetrievalEvaluator evaluator =
                new InformationRetrievalEvaluator("search", retrievalSet(), RankingCutoffs.DEFAULT);
        Embeddings documents = encoder.encode(evaluator.documents(), Role.DOCUMENT.options(encoder));
        Embeddings queries = encoder.encode(evaluator.queries(), Role.QUERY.options(encoder));
        double[] values = evaluator.scores(documents, queries).perQuery("ndcg@10");
        assertThat(values).hasSize(6);
        assertThat(Arrays.stream(values).average().orElseThrow())
                .isEqualTo(evaluator.evaluate(encoder).get("cosine_ndcg@10"));
        assertThatThrownBy(() -> evaluator.scores(queries, documents))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("vectors of 6 documents and 31 queries for 31 documents and 6 queries");
    }

    @Test
    void gradesCountInTheGradedNdcgOnly() {
        Map<String, String> corpus = Map.of("a", "the sea", "b", "a cat", "c", "the sky");
        RetrievalSet graded = new RetrievalSet(
                corpus, Map.of("q", "passage: the sea"), Map.of("q", Map.of("a", 1.0, "b", 3.0, "c", 0.0)));
        RetrievalSet equal = new RetrievalSet(
                corpus, Map.of("q", "passage: the sea"), Map.of("q", Map.of("a", 1.0, "b", 1.0, "c", -1.0)));
        RankingCutoffs cutoffs = new RankingCutoffs(List.of(1), 1, 1);
        Map<String, Double> first = new InformationRetrievalEvaluator("", graded, cutoffs).evaluate(encoder);
        Map<String, Double> second = new InformationRetrievalEvaluator("", equal, cutoffs).evaluate(encoder);
        assertThat(first.get("cosine_ndcg@1")).isEqualTo(second.get("cosine_ndcg@1"));
        assertThat(first.get("cosine_ndcg_linear@1")).isNotEqualTo(second.get("cosine_ndcg_linear@1"));
    }

    @Test
    void refuseWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> new EmbeddingSimilarityEvaluator("", List.of("a"), List.of(), new double[1]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 first texts and 0 second ones");
        assertThatThrownBy(() -> new BinaryClassificationEvaluator("", List.of("a"), List.of("b"), new boolean[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 pairs and 2 labels");
        assertThatThrownBy(() -> new TripletEvaluator("", List.of(), List.of(), List.of()))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new RetrievalSet(Map.of(), Map.of("q", "x"), Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0 documents and 1 queries");
        RetrievalSet unjudged = new RetrievalSet(Map.of("d", "x"), Map.of("q", "x"), Map.of());
        assertThatThrownBy(
                        () -> new InformationRetrievalEvaluator("", unjudged, RankingCutoffs.DEFAULT).evaluate(encoder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no query with a relevant document");
    }

    private static List<String> left() {
        return Golden.column(GOLDEN.get("pairs"), 0);
    }

    private static List<String> right() {
        return Golden.column(GOLDEN.get("pairs"), 1);
    }

    private static double[] scores() {
        return Golden.column(GOLDEN.get("pairs"), 2).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static RetrievalSet retrievalSet() {
        Map<String, Map<String, Double>> grades = new LinkedHashMap<>();
        GOLDEN.get("relevant").fields().forEachRemaining(query -> {
            Map<String, Double> relevant = new LinkedHashMap<>();
            query.getValue().forEach(document -> relevant.put(document.asText(), 1.0));
            grades.put(query.getKey(), relevant);
        });
        return new RetrievalSet(texts(GOLDEN.get("corpus")), texts(GOLDEN.get("queries")), grades);
    }

    private static Map<String, String> texts(JsonNode byId) {
        Map<String, String> texts = new LinkedHashMap<>();
        byId.fields()
                .forEachRemaining(
                        text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }

    /** Compares all metrics that both have. */
    private static void assertEqual(Evaluator evaluator, String golden, int common) {
        JsonNode wanted = GOLDEN.get(golden);
        Map<String, Double> found = evaluator.evaluate(encoder);
        assertThat(found).containsKey(evaluator.primaryMetric());
        List<String> both = found.keySet().stream().filter(wanted::has).toList();
        assertThat(both).hasSize(common);
        for (String metric : both) {
            assertThat(found.get(metric))
                    .as(metric)
                    .isCloseTo(wanted.get(metric).asDouble(), within(CLOSE));
        }
    }
}
