package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.eval.experiment.word2vec.SampleTexts;
import pellucid.models.word2vec.format.VectorFile;
import pellucid.models.word2vec.format.VectorFormat;
import pellucid.models.word2vec.format.WordVectorReader;
import pellucid.tensor.backend.Backends;

class Word2VecTrainCommandTest {
    @TempDir
    private Path folder;

    private Commands.Result train(Path corpus, Object... options) {
        Map<Object, Object> usual = new LinkedHashMap<>();
        usual.put("--output", vectors());
        usual.put("--dim", 6);
        usual.put("--epochs", 1);
        usual.put("--min-count", 2);
        usual.keySet().removeAll(List.of(options));
        List<Object> words = new ArrayList<>(List.of("word2vec", "train", "--corpus", corpus));
        usual.forEach((option, value) -> words.addAll(List.of(option, value)));
        words.addAll(List.of(options));
        return Commands.run(words.toArray());
    }

    private Path vectors() {
        return folder.resolve("V.bin");
    }

    private Path lines() throws IOException {
        return Files.writeString(
                folder.resolve("text.txt"), "The cat sat on the mat.\nA dog sat on a log!\n".repeat(50));
    }

    private VectorFile read() {
        return WordVectorReader.read(vectors(), Backends.get());
    }

    @Test
    void writesVectorsThatCanBeRead() throws IOException {
        Path json = folder.resolve("t.json");
        Commands.Result result = train(lines(), "--json", json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.out()).contains("words     8 of 6 numbers, from 600 words of text");
        assertThat(result.err()).contains("text.txt, read as lines: 100 documents, 600 words", "epoch 1  loss ");
        assertThat(read().format()).isEqualTo(VectorFormat.WORD2VEC_BINARY);
        assertThat(read().vectors().vocabulary().word(0)).isIn("sat", "on", "the", "a");
        assertThat(read().vectors().width()).isEqualTo(6);

        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("documents").asInt()).isEqualTo(100);
        assertThat(content.path("words").asInt()).isEqualTo(600);
        assertThat(content.path("vocabulary").asInt()).isEqualTo(8);
        assertThat(content.path("epochs").path(0).path("words").asInt()).isEqualTo(600);
        assertThat(content.path("epochs").path(0).path("mean_loss").asDouble()).isPositive();
        assertThat(content.path("options").path("architecture").asText()).isEqualTo("skip_gram");

        assertThat(train(lines(), "--text-format").code()).isZero();
        assertThat(read().format()).isEqualTo(VectorFormat.WORD2VEC_TEXT);
    }

    @ParameterizedTest
    @CsvSource({"cbow, ns", "cbow, hs", "sg, hs", "sg, softmax", "cbow, softmax"})
    void trainsEveryVariant(String architecture, String objective) throws IOException {
        Commands.Result result = train(lines(), "--architecture", architecture, "--objective", objective);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(read().vectors().size()).isEqualTo(8);
    }

    @Test
    void givesTheSameFileAgainWhenItIsToBeDeterministic() throws IOException {
        train(lines(), "--deterministic", "--threads", 2);
        byte[] first = Files.readAllBytes(vectors());
        train(lines(), "--deterministic", "--threads", 1);
        assertThat(Files.readAllBytes(vectors())).isEqualTo(first);
        train(lines(), "--deterministic", "--seed", 7);
        assertThat(Files.readAllBytes(vectors())).isNotEqualTo(first);
    }

    @Test
    void guessesTheFormWhereItIsSure() throws IOException {
        Path imdb = SampleTexts.imdb(folder, 40);
        assertThat(train(imdb).err()).contains("imdb.csv, read as imdb: 40 documents");
        assertThat(train(imdb, "--column", "review").err()).contains("read as csv: 40 documents");
        Path groups = SampleTexts.write(folder, 40).newsgroups();
        assertThat(train(groups).err()).contains("read as newsgroups: 40 documents");
        assertThat(train(lines(), "--form", "text").err()).contains("read as text: 1 documents");
        assertThat(train(lines(), "--fraction", 0.5, "--seed", 3).err()).doesNotContain(" 100 documents");
        Path table = Files.writeString(folder.resolve("table.csv"), "title,text\na b,a b c d e f g\n");
        Commands.Result unsure = train(table);
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.err())
                .contains("has the columns title, text; name the one that holds the text with --column");
    }

    @Test
    void preparesTheText() throws IOException {
        Path text = Files.writeString(
                folder.resolve("new.txt"),
                "Geese ate 12 breads in New York, NY.\n".repeat(300),
                StandardCharsets.UTF_8);
        train(text, "--lemmas", "--numbers", "tag", "--no-stop-words");
        assertThat(read().vectors().vocabulary().id("goose")).isNotNegative();
        assertThat(read().vectors().vocabulary().id("<number>")).isNotNegative();
        assertThat(read().vectors().vocabulary().id("in")).isNegative();
        train(text, "--stemming", "porter", "--special", "separate");
        assertThat(read().vectors().vocabulary().id("bread")).isNotNegative();
        assertThat(read().vectors().vocabulary().id(".")).isNotNegative();
        train(text, "--keep-case");
        assertThat(read().vectors().vocabulary().id("Geese")).isNotNegative();
        train(text, "--tokens");
        assertThat(read().vectors().vocabulary().id("York,")).isNotNegative();
        train(text, "--max-words", 3);
        assertThat(read().vectors().size()).isEqualTo(3);
    }

    @Test
    void joinsWordsThatOftenStandTogether() throws IOException {
        Path text = Files.writeString(
                folder.resolve("cities.txt"),
                "alpha new york beta\nbeta new york alpha\nalpha beta gamma\n".repeat(100));
        train(text, "--phrases", "--phrase-threshold", 4);
        assertThat(read().vectors().vocabulary().id("new_york")).isNotNegative();
        assertThat(read().vectors().vocabulary().id("york")).isNegative();
        assertThat(read().vectors().vocabulary().id("beta_gamma")).isNegative();
        train(text, "--phrases", "2", "--phrase-threshold", 4);
        assertThat(read().vectors().vocabulary().id("beta_gamma")).isNotNegative();
    }

    @Test
    void countsMalformedBytes() throws IOException {
        Path broken = folder.resolve("broken.txt");
        Files.write(broken, "caf\u00e9 and bread and butter\n".repeat(20).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(train(broken).err()).contains("20 malformed byte sequences were replaced");
        assertThat(train(broken, "--encoding", "ISO-8859-1").err()).doesNotContain("malformed");
        assertThat(read().vectors().vocabulary().id("caf\u00e9")).isNotNegative();
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        Path text = lines();
        refused(2, train(text, "--negative", 0), "negative sampling with 0 negatives would train nothing");
        refused(2, train(text, "--dim", 0), "the vectors' width is 0");
        refused(2, train(text, "--fraction", 2), "--fraction is 2.0; it must be above 0 and at most 1");
        refused(2, train(text, "--lr", 0), "--lr is 0.0; it must be above 0");
        refused(2, train(text, "--column", "x"), "--column x belongs to a table");
        refused(2, train(text, "--strip", "quotes"), "--strip leaves out parts of newsgroup messages");
        refused(2, train(text, "--encoding", "no-such"), "--encoding no-such is none that Java knows");
        refused(2, train(text, "--tokens", "--sentences"), "--tokens takes the text as it stands");
        refused(2, train(text, "--lemmas", "--stemming", "porter"), "choose one of them");
        refused(1, train(text, "--min-count", 500), "the vocabulary is empty");
        refused(1, train(text, "--window", 5000), "a window of 5000 reaches beyond all of them");
        refused(1, train(folder.resolve("missing.txt")), "missing.txt does not exist");
        refused(1, train(folder.resolve("missing.csv")), "missing.csv does not exist");
        refused(2, train(text, "--output", text), "--output and --corpus are the same file");
        refused(1, train(text, "--output", folder.resolve("no").resolve("V.bin")), "there is no folder");
        assertThat(vectors()).doesNotExist();
    }

    private static void refused(int code, Commands.Result result, String sentence) {
        assertThat(result.err()).contains(sentence);
        assertThat(result.code()).isEqualTo(code);
    }
}
