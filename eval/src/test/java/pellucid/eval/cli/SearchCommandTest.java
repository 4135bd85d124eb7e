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
    void searchesByWordsWithBoostsAndExplains() throws IOException {
        Path data = Files.writeString(
                folder.resolve("products.csv"),
                "name,notes\nBoots,\"for snow, not for the sun\"\nSun hat,keeps cool\nShovel,for snow\n");
        Commands.Result words =
                Commands.run("search", "sun", "--data", data, "--method", "bm25", "--model", "/no/model");
        assertThat(words.code()).isZero();
        assertThat(words.err()).isEmpty();
        assertThat(words.lines().stream().filter(line -> line.matches(" \\d  .*")))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("Boots"),
                        line -> assertThat(line).endsWith("Sun hat"));
        Path json = folder.resolve("result.json");
        Commands.Result boosted = Commands.run(
                "search",
                "sun",
                "--data",
                data,
                "--method",
                "bm25",
                "--boost",
                "name=9",
                "--boost",
                "notes=0.5",
                "--explain",
                "--json",
                json);
        assertThat(boosted.lines().get(0)).endsWith("Sun hat");
        assertThat(boosted.out()).contains("name:sun", "boost");
        JsonNode best =
                new ObjectMapper().readTree(json.toFile()).path("results").get(0);
        assertThat(best.path("explanation").asText()).contains("name:sun");
        Commands.Result none = Commands.run("search", "zebra", "--data", data, "--method", "bm25");
        assertThat(none.code()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("no row shares a word with the query");
        Commands.Result column = Commands.run("search", "sun", "--data", data, "--method", "bm25", "--boost", "note=2");
        assertThat(column.code()).isEqualTo(1);
        assertThat(column.err()).contains("there is no field 'note' to boost; the fields are [name, notes]");
    }

    @Test
    void searchesByBothWithWeights() throws IOException {
        Path data = Files.writeString(folder.resolve("products.csv"), PRODUCTS);
        for (String method : new String[] {"hybrid", "rrf"}) {
            Commands.Result both =
                    Commands.run("search", "snow", "--data", data, "--method", method, "--model", tiny, "--explain");
            assertThat(both.code()).isZero();
            assertThat(both.out()).contains("Boots", "Straw hat", "notes:snow");
        }
        Commands.Result words = Commands.run(
                "search",
                "snow",
                "--data",
                data,
                "--method",
                "hybrid",
                "--weight",
                "dense=0",
                "--weight",
                "bm25=4",
                "--model",
                tiny);
        assertThat(words.lines().get(0)).isEqualTo(" 1  4.0000  Boots");
        Commands.Result unknown = Commands.run(
                "search", "snow", "--data", data, "--method", "hybrid", "--weight", "words=1", "--model", tiny);
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("there is no ranking 'words' to weigh, only dense and bm25");
    }

    @Test
    void searchesVectorsThatWereEmbeddedBefore() throws IOException {
        Path data = Files.writeString(folder.resolve("products.csv"), PRODUCTS);
        Path texts = Files.writeString(folder.resolve("texts.txt"), "lined with wool, for snow\nkeeps the sun away\n");
        Path vectors = folder.resolve("vectors.safetensors");
        Object[] embed = {"embed", "--input", texts, "--output", vectors, "--model", tiny, "--prompt-name", "document"};
        Object[] search = {
            "search", "keeps the sun away", "--data", data, "--column", "notes", "--vectors", vectors, "--model", tiny
        };
        assertThat(Commands.run(embed).code()).isZero();
        assertThat(Commands.run(search).out())
                .isEqualTo(Commands.run(
                                "search", "keeps the sun away", "--data", data, "--column", "notes", "--model", tiny)
                        .out());
        assertThat(Commands.run(with(search, "--truncate-dim", 9)).lines().get(0))
                .matches(" 1  0\\.\\d{4}  line 4");
        for (String kind : new String[] {"int8", "uint8", "binary", "ubinary"}) {
            assertThat(Commands.run(with(embed, "--quantize", kind, "--truncate-dim", 24))
                            .code())
                    .isZero();
            assertThat(Commands.run(with(search, "--truncate-dim", 24)).lines().get(0))
                    .endsWith("line 4");
        }
        Commands.Result longer = Commands.run(search);
        assertThat(longer.code()).isEqualTo(1);
        assertThat(longer.err()).contains("the query has 32 numbers, the vectors have 24");
        Files.writeString(texts, "one\n");
        assertThat(Commands.run(embed).code()).isZero();
        Commands.Result fewer = Commands.run(search);
        assertThat(fewer.code()).isEqualTo(1);
        assertThat(fewer.err()).contains("holds 1 vectors, but").contains("has 2 rows that hold text");
    }

    @Test
    void refusesOptionsThatTheMethodDoesNotRead() {
        assertUsage("--explain is given, but --method is dense, which does not look at words", "--explain");
        assertUsage("--boost is given, but --method is dense", "--boost", "title=2");
        assertUsage("--vectors is given, but --method is bm25", "--method", "bm25", "--vectors", folder);
        assertUsage("--truncate-dim is given, but --method is bm25", "--method", "bm25", "--truncate-dim", 3);
        assertUsage("--weight is given, but --method is rrf", "--method", "rrf", "--weight", "dense=2");
        assertUsage("--truncate-dim is 0", "--truncate-dim", 0);
    }

    private static void assertUsage(String sentence, Object... options) {
        Commands.Result result = Commands.run(with(new Object[] {"search", "sea"}, options));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(sentence);
        assertThat(result.out()).isEmpty();
    }

    private static Object[] with(Object[] some, Object... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
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
