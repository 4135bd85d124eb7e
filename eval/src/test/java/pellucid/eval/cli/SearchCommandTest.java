package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {
    private static final String PRODUCTS = """
            name,price,notes
            Boots,90,"lined with wool, for snow"
            ,5,
            Straw hat,20,keeps the sun away
            """;

    @TempDir
    private Path folder;

    private Path tiny;

    @BeforeEach
    void unpack() {
        tiny = Commands.tinyBert(folder);
    }

    @Test
    void findsTitanicByWhatItIsAbout() {
        Commands.Result first = Commands.run("search", "romantic movie on a cruise ship");
        assertThat(first.code()).isZero();
        assertThat(first.lines().get(0)).matches(" 1  0\\.\\d{4}  Titanic \\(1997\\)");
        assertThat(first.lines().get(1)).startsWith("    On the maiden voyage");
        assertThat(first.lines().stream().filter(line -> line.matches("[ 1]\\d  0\\.\\d{4}  \\S.*")))
                .hasSize(10);
        assertThat(first.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));

        Commands.Result again = Commands.run("search", "romantic movie on a cruise ship");
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(again.err()).isEmpty();
    }

    @Test
    void searchesATableOfTheUser() throws IOException {
        Path data = Files.writeString(folder.resolve("products.csv"), PRODUCTS);
        Path json = folder.resolve("result.json");
        Commands.Result result = Commands.run(
                "search", "keeps the sun away", "--data", data, "--column", "notes", "--json", json, "--model", tiny);
        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches(" 1  \\d\\.\\d{4}  line 4"),
                        line -> assertThat(line).isEqualTo("    keeps the sun away"),
                        line -> assertThat(line).matches(" 2  -?\\d\\.\\d{4}  line 2"),
                        line -> assertThat(line).isEqualTo("    lined with wool, for snow"));
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("query").asText()).isEqualTo("keeps the sun away");
        assertThat(content.path("results")).hasSize(2);
        JsonNode best = content.path("results").get(0);
        assertThat(best.path("rank").asInt()).isEqualTo(1);
        assertThat(best.path("line").asInt()).isEqualTo(4);
        assertThat(best.path("row").path("price").asText()).isEqualTo("20");
    }

    @Test
    void headsAResultWithTheFirstColumnAndTheYear() throws IOException {
        Path data = Files.writeString(
                folder.resolve("books.csv"), "Year;Title;Summary\n1605;Quixote;a knight\n;Anon;a\u001b[31m thief\n");
        Commands.Result result = Commands.run("search", "knight", "--data", data, "--model", tiny);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).containsPattern("  Quixote \\(1605\\)\\R    a knight\\R");
        assertThat(result.out()).containsPattern("  Anon\\R    a \\[31m thief\\R");
    }

    @Test
    void readsOtherEncodingsAndKeepsToTheTop() throws IOException {
        Path data = Files.write(
                folder.resolve("latin.csv"), "text\ncaf\u00e9\nbar\n".getBytes(StandardCharsets.ISO_8859_1));
        Commands.Result refused = Commands.run("search", "a", "--data", data, "--model", tiny);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("line 2 holds the byte 0xE9").contains("--encoding ISO-8859-1");
        assertThat(refused.err().lines()).hasSize(1);

        Commands.Result read = Commands.run(
                "search", "caf\u00e9", "--data", data, "--encoding", "ISO-8859-1", "--top", 1, "--model", tiny);
        assertThat(read.lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("line 2"),
                        line -> assertThat(line).isEqualTo("    caf\u00e9"));
    }

    @Test
    void usesThePromptsOfTheModel() throws IOException {
        Path data = Files.writeString(folder.resolve("one.csv"), "text\nthe sea\n");
        Commands.Result result = Commands.run("search", "the sea", "--data", data, "--model", tiny);
        // Query and document have different prompts in this model: the same text is not the same vector.
        assertThat(result.lines().get(0)).matches(" 1  0\\.\\d{4}  line 2").doesNotContain("1.0000");
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        Path data = Files.writeString(folder.resolve("empty.csv"), "text,n\n ,1\n");
        Path json = folder.resolve("result.json");
        Commands.Result blank = Commands.run("search", "a", "--data", data, "--column", "text", "--json", json);
        assertThat(blank.code()).isEqualTo(1);
        assertThat(blank.err()).contains("all 1 rows are empty in text");
        Commands.Result missing = Commands.run("search", "a", "--data", folder.resolve("none.csv"), "--json", json);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("pellucid: " + folder.resolve("none.csv") + " does not exist; check the path\n");
        Commands.Result column = Commands.run("search", "a", "--column", "plot", "--json", json);
        assertThat(column.code()).isEqualTo(1);
        assertThat(column.err()).contains("films.csv has no column 'plot'; its columns are: title, year");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(data, tiny);
        }
        Commands.Result nowhere = Commands.run("search", "a", "--json", folder.resolve("no/where.json"));
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).contains("there is no folder " + folder.resolve("no") + "; create it first");
    }

    @Test
    void namesAModelThatIsNowhere() {
        Commands.Result result = Commands.run("search", "a", "--model", "no-such-model");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("pellucid: model 'no-such-model' was found in none of four places");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
    }
}
