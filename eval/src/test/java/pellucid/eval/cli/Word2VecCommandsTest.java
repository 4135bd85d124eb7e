package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Word2VecCommandsTest {
    private static final String VECTORS = """
            7 3
            man 1 0 0
            woman 0 4 0
            king 2 0 2
            queen 0 0.5 0.5
            crown 0 0 2
            child 8 6 0
            Crown 1 0 9
            """;

    @TempDir
    private Path folder;

    private Path vectors;
    private Path analogies;
    private Path pairs;
    private Path json;

    @BeforeEach
    void write() throws IOException {
        vectors = Files.writeString(folder.resolve("V.txt"), VECTORS);
        analogies = Files.writeString(
                folder.resolve("questions.txt"),
                ": family\nman king woman queen\nman king woman child\nman king woman prince\n: gram1-none\na b c d\n");
        pairs = Files.writeString(
                folder.resolve("pairs.tsv"),
                "# people say\nking\tqueen\t6\nking\tking\t9\nking\tchild\t7\nup\tdown\t1\n");
        json = folder.resolve("result.json");
    }

    private Commands.Result run(String command, Object... more) {
        Object[] fixed = {"word2vec", command, "--vectors", vectors};
        return Commands.run(
                Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray());
    }

    private JsonNode result() throws IOException {
        return new ObjectMapper().readTree(json.toFile());
    }

    @Test
    void similarShowsTheNearestWords() throws IOException {
        Commands.Result result = run("similar", "king", "--top", 3, "--json", json);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.lines()).containsExactly(" 1  0.7809  Crown", " 2  0.7071  man", " 3  0.7071  crown");
        JsonNode content = result();
        assertThat(content.at("/positive/0").asText()).isEqualTo("king");
        assertThat(content.at("/negative")).isEmpty();
        assertThat(content.at("/vectors/words").asInt()).isEqualTo(7);
        assertThat(content.at("/vectors/format").asText()).isEqualTo("GENSIM_TEXT");
        assertThat(content.at("/combination").asText()).isEqualTo("ADD");
        assertThat(content.at("/answers")).hasSize(3);
        assertThat(content.at("/answers/1/word").asText()).isEqualTo("man");
        assertThat(content.at("/answers/1/id").asInt()).isZero();
        assertThat(content.at("/answers/1/score").asDouble()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    }

    @Test
    void similarTakesWordsAgainstAFilterAndTheProduct() {
        assertThat(run("similar", "king", "woman", "--negative", "man", "--top", 2)
                        .lines())
                .containsExactly(" 1  0.9586  queen", " 2  0.5615  crown");
        assertThat(run("similar", "king", "woman", "--negative", "man", "--top", 1, "--multiply")
                        .lines())
                .containsExactly(" 1  1.2803  queen");
        assertThat(run("similar", "king", "--filter", "^c", "--top", 5).lines())
                .containsExactly(" 1  0.7071  crown", " 2  0.5657  child");
        Commands.Result nothing = run("similar", "king", "--filter", "^x");
        assertThat(nothing.code()).isZero();
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("no word passes the filter '^x'");
    }

    @Test
    void analogyTellsThePlaceOfTheRightAnswer() throws IOException {
        Commands.Result result =
                run("analogy", "man", "king", "woman", "--expect", "child", "--top", 2, "--json", json);
        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsExactly(" 1  0.9586  queen", " 2  0.5615  crown", "'child' is answer 4 of 4, with 0.2904");
        assertThat(result().at("/expected/rank").asInt()).isEqualTo(4);
        assertThat(result().at("/expected/of").asInt()).isEqualTo(4);
        assertThat(result().at("/answers/0/word").asText()).isEqualTo("queen");
        assertThat(run("analogy", "man", "king", "woman", "--top", 1).lines()).containsExactly(" 1  0.9586  queen");
    }

    @Test
    void evaluateShowsEverySectionAndThePairs() throws IOException {
        Commands.Result result = run("evaluate", "--analogies", analogies, "--pairs", pairs, "--json", json);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.lines())
                .contains(
                        "section                                     asked    right    share  unknown",
                        "family                                          2        1   50.00%        1",
                        "gram1-none                                      0        0        -        1",
                        "semantic                                        2        1   50.00%        1",
                        "syntactic                                       0        0        -        1",
                        "total                                           2        1   50.00%        2",
                        "Spearman  1.0000");
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("4 analogies")
                .contains("4 word pairs")
                .contains("1 unknown (25.0%)");
        JsonNode content = result();
        assertThat(content.at("/analogies/sections/0/right").asInt()).isEqualTo(1);
        assertThat(content.at("/analogies/sections/1").has("share")).isFalse();
        assertThat(content.at("/analogies/total/share").asDouble()).isEqualTo(0.5);
        assertThat(content.at("/analogies/total/unknown").asInt()).isEqualTo(2);
        assertThat(content.at("/analogies/among").asInt()).isEqualTo(7);
        assertThat(content.at("/pairs/asked").asInt()).isEqualTo(3);
        assertThat(content.at("/pairs/unknown_share").asDouble()).isEqualTo(0.25);
        assertThat(content.at("/pairs/spearman").asDouble()).isEqualTo(1, within(1e-12));
        assertThat(run("evaluate", "--analogies", analogies, "--among", 3).lines())
                .contains("total                                           0        0        -        4");
        assertThat(run("evaluate", "--analogies", analogies, "--multiply").out())
                .contains("3CosMul");
    }

    @Test
    void everyLineFitsThePage() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a-folder-with-a-rather-long-name/and-another-one-in-it"));
        Path far = Files.copy(analogies, deep.resolve("questions.txt"));
        Files.writeString(far, ": a section with a name that is longer than any column\nman king woman queen\n");
        Commands.Result result = run("evaluate", "--analogies", far, "--pairs", pairs);
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.out()).contains("a section with a name that is longer ...        1        1  100.00%");
    }

    @Test
    void whatIsOddAboutTheFileIsTold() throws IOException {
        Files.write(vectors, "3 1\ncaf# 1\na 2\na 3\n".replace('#', '\u00e9').getBytes(StandardCharsets.ISO_8859_1));
        Commands.Result result = run("similar", "a");
        assertThat(result.lines()).containsExactly(" 1  1.0000  caf\uFFFD");
        assertThat(result.err().lines())
                .containsExactly(
                        "1 word(s) of " + vectors + " were not UTF-8; their wrong bytes became U+FFFD",
                        "1 word(s) of " + vectors + " came twice; the first of each was kept");
    }

    @Test
    void onlyTheFirstWordsAreReadOnRequest() {
        assertThat(run("similar", "king", "--limit", 3).lines()).hasSize(2);
        assertFailure(run("similar", "queen", "--limit", 3), 1, "'queen' is not in the vocabulary of 3 words");
    }

    @Test
    void aWrongWordOrFileIsOneSentence() throws IOException {
        assertFailure(
                run("similar", "quene"),
                1,
                "'quene' is not in the vocabulary of 7 words; the nearest spelling is 'queen'");
        assertFailure(run("similar", "king", "--negative", "mann"), 1, "the nearest spelling is 'man'");
        assertFailure(run("analogy", "man", "king", "womann"), 1, "the nearest spelling is 'woman'");
        assertFailure(
                run("analogy", "man", "king", "woman", "--expect", "Queen"), 1, "the nearest spelling is 'queen'");
        assertFailure(run("analogy", "man", "king", "woman", "--expect", "man"), 1, "are never its answer");
        assertFailure(run("similar", "king", "--negative", "king"), 1, "cancel each other out");
        assertFailure(
                run("evaluate", "--pairs", analogies, "--json", json), 1, "a line must have two words and a number");
        assertFailure(run("evaluate", "--analogies", pairs), 1, "a question has 4");
        assertFailure(run("evaluate", "--analogies", folder.resolve("none")), 1, "does not exist");
        Files.writeString(vectors, VECTORS.substring(0, 60));
        assertFailure(run("similar", "king", "--json", json), 1, "cut off");
        Files.writeString(vectors, VECTORS.replace("7 3", "7 4"));
        assertFailure(run("similar", "king"), 1, "'man' has 3 numbers, and the first line says that each vector has 4");
        Files.writeString(vectors, VECTORS.substring(4));
        assertFailure(run("similar", "king"), 1, "the first line must have the number of words");
        Files.writeString(vectors, "");
        assertFailure(run("similar", "king"), 1, "is empty");
        Files.delete(vectors);
        assertFailure(run("similar", "king"), 1, "does not exist");
        assertThat(json).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "similar --vectors V|Missing required parameter: 'WORD'",
                "similar a|Missing required option: '--vectors=FILE'",
                "similar a --vectors V --top 0|--top is 0; it must be at least 1",
                "similar a --vectors V --limit 0|--limit is 0; it must be at least 1",
                "similar a --vectors V --filter [|--filter is '[', which is no regular expression",
                "similar a --vectors V --json V|--json and --vectors are the same file",
                "similar _ --vectors V|WORD is empty; give a text",
                "analogy a b --vectors V|Missing required parameter: 'C'",
                "analogy a b c d --vectors V|'d' is one argument too many",
                "analogy a b c --expect _ --vectors V|--expect is empty",
                "evaluate --vectors V|there is nothing to measure on; give --analogies, --pairs, or both",
                "evaluate --vectors V --pairs P --among 0|--among is 0; it must be at least 1",
                "evaluate --vectors V --pairs P --json P|--json and --pairs are the same file",
                "evaluate --vectors V --analogies P --json P|--json and --analogies are the same file",
            })
    void wrongUsageIsOneSentence(String line, String sentence) {
        Object[] words = ("word2vec " + line).split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("_") ? "" : words[i];
        }
        assertFailure(Commands.run(words), 2, sentence);
    }

    private static void assertFailure(Commands.Result result, int code, String sentence) {
        assertThat(result.err()).contains(sentence);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"similar", "analogy", "evaluate"})
    void helpFitsThePageAndShowsExamples(String command) {
        Commands.Result result = Commands.run("word2vec", command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.out())
                .containsPattern("Examples:\\R  word2vec " + command)
                .doesNotContain("%%");
    }
}
