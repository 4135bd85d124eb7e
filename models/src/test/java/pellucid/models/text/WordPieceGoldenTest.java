package pellucid.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Line by line against Hugging Face's tokenizer, with the real vocabulary of all-MiniLM-L6-v2. */
class WordPieceGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static WordPieceTokenizer uncased;
    private static WordPieceTokenizer cased;

    @BeforeAll
    static void loadTokenizers(@TempDir Path folder) throws IOException {
        String json = resource("/all-minilm-l6-v2-tokenizer.json");
        uncased = load(folder.resolve("uncased.json"), json);
        cased = load(folder.resolve("cased.json"), json.replace("\"lowercase\": true", "\"lowercase\": false"));
    }

    @Test
    void ordinaryTextsGetTheSameIds() throws IOException {
        List<JsonNode> lines = lines("/wordpiece/wordpiece.jsonl");
        assertThat(lines).hasSize(176);
        for (JsonNode line : lines) {
            String text = line.get("text").textValue();
            assertThat(uncased.encode(text, 256).ids()).as(text).isEqualTo(ints(line.get("ids")));
        }
    }

    @Test
    void adversarialTextsGetTheSameIdsTypeIdsAndLengths() throws IOException {
        List<JsonNode> lines = lines("/wordpiece/adversarial.jsonl");
        assertThat(lines).hasSize(500);
        for (JsonNode line : lines) {
            String text = line.get("text").textValue();
            WordPieceTokenizer tokenizer = line.get("cased").booleanValue() ? cased : uncased;
            int maxLength = line.get("max_length").intValue();
            Encoding encoding = line.get("pair").isNull()
                    ? tokenizer.encode(text, maxLength)
                    : tokenizer.encodePair(text, line.get("pair").textValue(), maxLength);
            assertThat(encoding.ids()).as(line.toString()).isEqualTo(ints(line.get("ids")));
            assertThat(encoding.typeIds()).as(line.toString()).isEqualTo(ints(line.get("type_ids")));
            assertThat(encoding.fullLength())
                    .as(line.toString())
                    .isEqualTo(line.get("full_length").intValue());
        }
    }

    @Test
    void manyThreadsGetWhatOneThreadGets() throws IOException {
        List<String> texts = lines("/wordpiece/adversarial.jsonl").stream()
                .map(line -> line.get("text").textValue())
                .toList();
        List<int[]> alone =
                texts.stream().map(text -> uncased.encode(text, 256).ids()).toList();
        List<int[]> together = texts.parallelStream()
                .map(text -> uncased.encode(text, 256).ids())
                .toList();
        assertThat(together).usingRecursiveComparison().isEqualTo(alone);
    }

    @Test
    void knowsTheVocabularyOfTheModel() {
        assertThat(uncased.vocabularySize()).isEqualTo(30522);
        assertThat(uncased.clsId()).isEqualTo(101);
        assertThat(uncased.sepId()).isEqualTo(102);
        assertThat(uncased.padId()).isZero();
        assertThat(uncased.unkId()).isEqualTo(100);
        assertThat(uncased.maskId()).isEqualTo(103);
        assertThat(uncased.idOf("##ing")).isEqualTo(2075);
        assertThat(uncased.tokenOf(2075)).isEqualTo("##ing");
    }

    /** The file says 128, both as the length to cut at and as the length to fill up to. */
    @Test
    void truncationAndPaddingOfTheFileAreNotUsed() {
        assertThat(uncased.encode("a ".repeat(300), 256).length()).isEqualTo(256);
        assertThat(uncased.encode("a", 256).length()).isEqualTo(3);
    }

    private static WordPieceTokenizer load(Path file, String json) throws IOException {
        return WordPieceTokenizer.fromTokenizerJson(Files.writeString(file, json));
    }

    private static List<JsonNode> lines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : resource(name).split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WordPieceGoldenTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }
}
