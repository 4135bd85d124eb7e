package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.eval.data.BeirFolder;
import pellucid.eval.metric.EmbeddingSimilarityEvaluator;
import pellucid.eval.metric.InformationRetrievalEvaluator;
import pellucid.eval.metric.RankingCutoffs;
import pellucid.models.sentence.SentenceEncoder;

class EvaluateCommandTest {
    private static final List<String> LEFT = List.of(
            "the sea", "a cat", "blue", "he reads", "snow", "two dogs", "ice", "a quiet film", "she runs", "a book");
    private static final List<String> RIGHT = List.of(
            "a quiet sea", "a dog", "the sky", "snow", "ice", "a dog runs", "fire", "the sea", "he sleeps", "he reads");
    private static final double[] SCORES = {4, 2.5, 3, 0, 3.5, 4.5, 1, 0.5, 1.5, 2};

    @TempDir
    private Path folder;

    private Path model;
    private Path pairs;
    private Path collection;
    private Path json;

    @BeforeEach
    void write() throws IOException {
        model = Commands.tinyBert(folder);
        pairs = folder.resolve("pairs.csv");
        json = folder.resolve("result.json");
        StringBuilder csv = new StringBuilder("sentence1,sentence2,score\n");
        for (int i = 0; i < LEFT.size(); i++) {
            csv.append(LEFT.get(i))
                    .append(',')
                    .append(RIGHT.get(i))
                    .append(',')
                    .append(SCORES[i])
                    .append('\n');
        }
        Files.writeString(pairs, csv);
        collection = Files.createDirectories(folder.resolve("beir/qrels")).getParent();
        Files.writeString(
                collection.resolve("corpus.jsonl"),
                "{\"_id\": \"a\", \"text\": \"the sea\"}\n{\"_id\": \"b\", \"text\": \"a cat\"}\n"
                        + "{\"_id\": \"c\", \"text\": \"" + "long ".repeat(60) + "\"}\n");
        Files.writeString(
                collection.resolve("queries.jsonl"),
                "{\"_id\": \"1\", \"text\": \"sea\"}\n{\"_id\": \"2\", \"text\": \"dog\"}\n"
                        + "{\"_id\": \"3\", \"text\": \"nothing\"}\n");
        Files.writeString(
                collection.resolve("qrels/test.tsv"),
                "query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t2\n2\tx\t1\n3\tc\t0\n");
    }

    @Test
    void stsPrintsAndWritesWhatTheEvaluatorMeasures() throws IOException {
        Commands.Result result = sts("--json", json, "--seed", 3);
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        Map<String, Double> wanted = new EmbeddingSimilarityEvaluator("", LEFT, RIGHT, SCORES)
                .evaluate(SentenceEncoder.load(model.toString()));
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        wanted.forEach((metric, value) ->
                assertThat(content.get("metrics").get(metric).asDouble()).isEqualTo(value));
        assertThat(content.get("metrics").size()).isEqualTo(8);
        assertThat(content.get("pairs").asInt()).isEqualTo(10);
        assertThat(content.get("model").asText()).isEqualTo(model.toString());
        assertThat(content.get("intervals").get("seed").asInt()).isEqualTo(3);
        assertThat(content.get("intervals").get("spearman_cosine").get("low").asDouble())
                .isLessThanOrEqualTo(wanted.get("spearman_cosine"));
        assertThat(content.has("spearman_ceiling")).isFalse();
        assertThat(result.lines().get(0)).isEqualTo("10 pairs of " + pairs + ", " + model);
        assertThat(result.lines())
                .contains(String.format(
                        Locale.ROOT,
                        "%-10s   %7.4f   %7.4f",
                        "cosine",
                        wanted.get("pearson_cosine"),
                        wanted.get("spearman_cosine")));
        assertThat(sts("--seed", 3)).isEqualTo(sts("--seed", 3)).isNotEqualTo(sts("--seed", 4));
    }

    @Test
    void stsPrintsTheCeilingOfTwoScores() throws IOException {
        Files.writeString(pairs, "sentence1,sentence2,label\na,b,0\nc,d,1\ne,f,1\ng,h,0\n");
        Commands.Result result = sts("--json", json);
        assertThat(result.out())
                .contains("the higher for 50.0% of the pairs")
                .contains("can be above sqrt(3 p (1 - p)) = 0.8660.");
        assertThat(new ObjectMapper()
                        .readTree(json.toFile())
                        .get("spearman_ceiling")
                        .asDouble())
                .isEqualTo(Math.sqrt(0.75));
    }

    @Test
    void retrievalPrintsAndWritesWhatTheEvaluatorMeasures() throws IOException {
        Commands.Result result = retrieval("--k", "1,2", "--json", json);
        assertThat(result.code()).isZero();
        Map<String, Double> wanted = new InformationRetrievalEvaluator(
                        "", BeirFolder.read(collection, null), new RankingCutoffs(List.of(1, 2), 2, 100))
                .evaluate(SentenceEncoder.load(model.toString()));
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        wanted.forEach(
                (metric, value) -> assertThat(content.get("metrics").get(metric).asDouble())
                        .as(metric)
                        .isEqualTo(value));
        assertThat(content.get("metrics").size()).isEqualTo(wanted.size());
        assertThat(content.get("documents").asInt()).isEqualTo(3);
        assertThat(content.get("queries").asInt()).isEqualTo(2);
        assertThat(content.get("dropped_queries").asInt()).isEqualTo(1);
        assertThat(content.get("missing_documents").asInt()).isEqualTo(1);
        assertThat(result.lines().get(0)).isEqualTo("3 documents and 2 queries of " + collection + ", " + model);
        assertThat(result.out())
                .containsPattern("\nndcg@2 +\\d\\.\\d{4}   95% in \\d\\.\\d{4} \\.\\.\\. \\d\\.\\d{4}\n");
        assertThat(result.err().lines())
                .containsExactly(
                        "1 text was longer than 32 tokens; only the first 32 of each were used",
                        "1 of 3 queries have no relevant document and were left out",
                        "1 relevant document(s) are not in the corpus and count as not found");
    }

    @Test
    void retrievalByWordsNeedsNoModelAndByBothMixesTheTwo() throws IOException {
        Files.writeString(collection.resolve("corpus.jsonl"), """
                {"_id": "c", "text": "a ship at sea"}
                {"_id": "a", "text": "roses and tulips"}
                {"_id": "b", "text": "the sea, the sea"}
                """);
        Files.writeString(
                collection.resolve("queries.jsonl"),
                "{\"_id\": \"1\", \"text\": \"sea ships\"}\n{\"_id\": \"2\", \"text\": \"rose\"}\n");
        Files.writeString(
                collection.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\n1\tc\t1\n2\ta\t1\n9\ta\t1\n");
        Commands.Result words = Commands.run(
                "evaluate",
                "retrieval",
                "--data",
                collection,
                "--k",
                "1,3",
                "--method",
                "bm25",
                "--model",
                folder.resolve("none"),
                "--json",
                json);
        assertThat(words.code()).isZero();
        assertThat(words.err()).isEqualTo("1 judged query id(s) are not among the queries and were left out\n");
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.get("metrics").get("bm25_mrr@3").asDouble()).isEqualTo(1);
        assertThat(content.get("unknown_queries").asInt()).isEqualTo(1);
        assertThat(content.has("model")).isFalse();
        for (String method : List.of("hybrid", "rrf")) {
            assertThat(retrieval("--k", "1,3", "--method", method, "--json", json)
                            .code())
                    .isZero();
            JsonNode both = new ObjectMapper().readTree(json.toFile());
            assertThat(both.get("metrics").has(method + "_ndcg@3")).isTrue();
            assertThat(both.get("method").asText()).isEqualTo(method);
        }
        // Vectors that do not count leave the ranking by words.
        Commands.Result weighted = retrieval("--k", "1,3", "--method", "hybrid", "--weight", "dense=0", "--json", json);
        assertThat(weighted.code()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(json.toFile())
                        .get("metrics")
                        .get("hybrid_mrr@3")
                        .asDouble())
                .isEqualTo(1);
        assertFailure(retrieval("--k", "1", "--weight", "dense=0"), 2, "--weight is given, but --method is dense");
    }

    @Test
    void wrongDataIsOneSentence() throws IOException {
        Files.writeString(pairs, "");
        assertFailure(sts(), 1, pairs + " is empty");
        Files.writeString(pairs, "sentence1,score\na,1\n");
        assertFailure(sts("--json", json), 1, "lacks its companion 'sentence2'");
        assertThat(json).doesNotExist();
        assertFailure(retrieval(), 2, "--k is 10, but " + collection + " has only 3 document(s)");
        assertFailure(retrieval("--k", "0"), 2, "--k is 0; it must be at least 1");
        assertFailure(retrieval("--split", "dev"), 1, "has no dev.tsv (found: test.tsv)");
        Files.writeString(collection.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq\ta\t1\n");
        assertFailure(retrieval("--k", "1"), 1, "none of the 3 queries has a relevant document");
        assertFailure(Commands.run("evaluate", "sts", "--data", pairs, "--json", pairs), 2, "are the same file");
        assertFailure(Commands.run("evaluate", "sts"), 2, "Missing required option: '--data=FILE'");
    }

    private static void assertFailure(Commands.Result result, int code, String sentence) {
        assertThat(result.err()).contains(sentence);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void withoutAKindSaysWhichThereAre() {
        Commands.Result result = Commands.run("evaluate");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("sts", "retrieval", "classification");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts", "retrieval", "classification"})
    void helpFitsThePageAndShowsExamples(String kind) {
        Commands.Result result = Commands.run("evaluate", kind, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.out())
                .containsPattern("Examples?:\\R  evaluate " + kind)
                .doesNotContain("%%");
    }

    private Commands.Result sts(Object... more) {
        return run("sts", pairs, more);
    }

    private Commands.Result retrieval(Object... more) {
        return run("retrieval", collection, more);
    }

    private Commands.Result run(String kind, Path data, Object... more) {
        Object[] fixed = {"evaluate", kind, "--model", model, "--data", data};
        Object[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Commands.run(all);
    }
}
