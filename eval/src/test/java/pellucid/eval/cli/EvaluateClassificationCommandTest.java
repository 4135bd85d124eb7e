package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.classification.LogisticRegression;
import pellucid.eval.classification.StratifiedSplit;
import pellucid.eval.data.Vectors;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.SentenceEncoder;

class EvaluateClassificationCommandTest {
    private static final List<String> WORDS =
            List.of("the sea", "a cat", "snow", "ice", "two dogs", "a quiet film", "she runs", "a book");

    @TempDir
    private Path folder;

    private Path model;
    private Path data;
    private Path json;
    private final List<String> texts = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        model = Commands.tinyBert(folder);
        data = folder.resolve("texts.csv");
        json = folder.resolve("result.json");
        StringBuilder csv = new StringBuilder("id,body,kind\n");
        for (int i = 0; i < 40; i++) {
            texts.add(WORDS.get(i % 8) + " " + WORDS.get(i / 8));
            labels.add(i % 8 < 4 ? "cold" : "warm");
            csv.append(i).append(',').append(texts.get(i)).append(',').append(labels.get(i));
            csv.append('\n');
        }
        Files.writeString(data, csv + "40,,cold\n41,a book, \n");
    }

    @Test
    void crossValidationMeasuresOnEveryTextWithWhatDidNotSeeIt() throws IOException {
        Commands.Result result = run("--folds", 4, "--seed", 3, "--json", json);
        assertThat(result.code()).isZero();
        Vectors vectors = Vectors.of(SentenceEncoder.load(model.toString()).encode(texts, EncodeOptions.DEFAULTS));
        long right = 0;
        for (StratifiedSplit fold : StratifiedSplit.folds(labels, 4, 3)) {
            List<String> known =
                    Arrays.stream(fold.train()).mapToObj(labels::get).toList();
            List<String> predicted = LogisticRegression.fit(vectors.select(fold.train()), known, 1)
                    .predict(vectors.select(fold.test()));
            right += IntStream.range(0, predicted.size())
                    .filter(i -> predicted.get(i).equals(labels.get(fold.test()[i])))
                    .count();
        }
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        double accuracy = content.get("metrics").get("accuracy").asDouble();
        assertThat(accuracy).isCloseTo(right / 40.0, within(1e-12));
        assertThat(content.get("texts").asInt()).isEqualTo(40);
        assertThat(content.get("measured_on").asInt()).isEqualTo(40);
        assertThat(content.get("incomplete_rows").asInt()).isEqualTo(2);
        JsonNode counts = content.get("confusion_matrix").get("counts");
        assertThat(counts.get(0).get(0).asInt() + counts.get(1).get(1).asInt()).isEqualTo((int) right);
        assertThat(content.get("classes").get(1).get("label").asText()).isEqualTo("warm");
        assertThat(content.get("classes").get(1).get("support").asInt()).isEqualTo(20);
        assertThat(content.get("intervals").get("accuracy").get("low").asDouble())
                .isLessThanOrEqualTo(accuracy);
        assertThat(result.lines().get(0)).isEqualTo("40 texts of 2 classes in " + data + ", " + model);
        assertThat(result.lines())
                .contains("measured on all by cross-validation in 4 parts")
                .anyMatch(line -> line.startsWith(String.format(Locale.ROOT, "Accuracy: %.4f   95%% in", accuracy)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(200));
        assertThat(result.err().lines()).containsExactly("2 row(s) without a text or a label were left out");
        assertThat(run("--folds", 4, "--seed", 3).out()).isEqualTo(result.out());
        assertThat(run("--folds", 4, "--seed", 4).out()).isNotEqualTo(result.out());
    }

    @Test
    void aShareIsHeldOut() {
        Commands.Result result = run();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("learned from 32, measured on 8", "is \\ taken for", "weighted avg");
        assertThat(run("--test-share", 0.5).out()).contains("learned from 20, measured on 20");
    }

    @Test
    void manyClassesShowWhatIsMixedUp() throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        for (int i = 0; i < 90; i++) {
            csv.append(WORDS.get(i % 8)).append(",class ").append(i % 9).append('\n');
        }
        Files.writeString(data, csv + "fire,alone\n");
        Commands.Result result = Commands.run("evaluate", "classification", "--data", data, "--model", model);
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Most often taken for another class")
                .containsPattern("\\d  class \\d, taken");
        assertThat(result.err()).contains("1 class(es) have only one text", "'alone'");
    }

    @Test
    void otherEncodingsAreReadByName() throws IOException {
        Files.write(data, "body,kind\ncaf\u00e9,a\nsea,b\nsnow,a\nice,b\n".getBytes(StandardCharsets.ISO_8859_1));
        assertFailure(run("--folds", 2), 1, "which is not UTF-8");
        assertThat(run("--folds", 2, "--encoding", "ISO-8859-1").code()).isZero();
    }

    @Test
    void wrongDataIsOneSentence() throws IOException {
        assertFailure(
                Commands.run("evaluate", "classification", "--data", data, "--model", model),
                1,
                "has no column 'text'; its columns are: id, body, kind");
        assertFailure(run("--folds", 1), 2, "--folds is 1; it must be at least 2");
        assertFailure(run("--folds", 41), 1, "the number of folds is 41");
        assertFailure(run("--folds", 2, "--test-share", 0.5), 2, "exclude each other");
        assertFailure(run("--test-share", 1), 2, "--test-share is 1.0");
        assertFailure(run("--C", 0), 2, "--C is 0.0");
        assertFailure(run("--text-column", "kind"), 2, "are both 'kind'");
        assertFailure(run("--json", data), 2, "are the same file");
        assertFailure(
                Commands.run("evaluate", "classification", "--data", folder.resolve("texts.jsonl")),
                2,
                "JSON by its name; give a CSV or a TSV file");
        Files.writeString(data, "body,kind\nsea,a\nice,a\n");
        assertFailure(run("--json", json), 1, "all 2 texts have the kind 'a'; there must be at least 2 classes");
        assertThat(json).doesNotExist();
        Files.writeString(data, "body,kind\n");
        assertFailure(run(), 1, "has no row with both a 'body' and a 'kind'");
    }

    private static void assertFailure(Commands.Result result, int code, String sentence) {
        assertThat(result.err()).contains(sentence);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(code);
    }

    private Commands.Result run(Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("evaluate", "classification", "--model", model, "--data", data, "--label-column", "kind"));
        if (!Arrays.asList(more).contains("--text-column")) {
            all.addAll(List.of("--text-column", "body"));
        }
        all.addAll(Arrays.asList(more));
        return Commands.run(all.toArray());
    }
}
