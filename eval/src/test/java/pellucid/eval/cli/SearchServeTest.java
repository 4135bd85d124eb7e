package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchServeTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Path tiny;

    @BeforeEach
    void unpack() {
        tiny = Commands.tinyBert(folder);
    }

    private static JsonNode get(ServedSearch served, String path) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(CLIENT.send(
                                HttpRequest.newBuilder(served.address().resolve(path))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    /** What has become of a map when it is no longer being drawn. */
    private static JsonNode map(ServedSearch served, String role) throws IOException, InterruptedException {
        JsonNode map = get(served, "/api/map?role=" + role);
        while (map.path("state").asText().equals("drawing")) {
            Thread.sleep(20);
            map = get(served, "/api/map?role=" + role);
        }
        return map;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "bm25", "hybrid", "rrf"})
    void findsWhatTheCommandFinds(String method) throws Exception {
        String query = "a ship in the ice";
        Path json = folder.resolve("result.json");
        assertThat(Commands.run("search", query, "--model", tiny, "--method", method, "--top", 7, "--json", json)
                        .code())
                .isZero();
        JsonNode expected = new ObjectMapper().readTree(json.toFile()).path("results");
        try (ServedSearch served =
                ServedSearch.start("search", "--serve", "--model", tiny, "--method", method, "--top", 7)) {
            JsonNode answer = get(served, "/api/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            assertThat(answer.path("method").asText()).isEqualTo(method);
            assertThat(answer.path("lists")).hasSize(1);
            JsonNode results = answer.path("lists").path(0).path("results");
            assertThat(results).hasSameSizeAs(expected);
            for (int i = 0; i < results.size(); i++) {
                JsonNode film = expected.path(i).path("row");
                assertThat(results.path(i).path("score"))
                        .isEqualTo(expected.path(i).path("score"));
                assertThat(results.path(i).path("line").asInt())
                        .isEqualTo(expected.path(i).path("line").asInt());
                assertThat(results.path(i).path("title").asText())
                        .isEqualTo(film.path("title").asText() + " ("
                                + film.path("year").asText() + ")");
                assertThat(results.path(i).path("query")).isEqualTo(film.path("title"));
                assertThat(results.path(i).path("text")).isEqualTo(film.path("description"));
            }
            JsonNode about = get(served, "/api/about");
            assertThat(about.path("source").asText()).isEqualTo("films.csv");
            assertThat(about.path("rows").asInt()).isEqualTo(432);
            assertThat(about.path("colours").path("column").asText()).isEqualTo("genres");
            assertThat(about.path("models").path(0).path("model").asText())
                    .isEqualTo(
                            method.equals("dense")
                                    ? tiny.toString()
                                    : method.equals("bm25") ? "bm25" : method + " of bm25 and " + tiny);
        }
    }

    @Test
    void givesManyAtOnceTheSameAnswers() throws Exception {
        try (ServedSearch served = ServedSearch.start(
                "search", "--serve", "--model", tiny, "--tuned", Commands.otherTinyBert(folder), "--method", "rrf")) {
            List<String> paths = Stream.of("ice", "two brothers", "a dog that talks", "war and the sea")
                    .map(query -> "/api/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                    .toList();
            List<String> alone = new ArrayList<>();
            for (String path : paths) {
                alone.add(get(served, path).findValues("results").toString());
            }
            List<CompletableFuture<HttpResponse<String>>> together = IntStream.range(0, 20)
                    .mapToObj(i -> HttpRequest.newBuilder(served.address().resolve(paths.get(i % paths.size())))
                            .build())
                    .map(request -> CLIENT.sendAsync(request, BodyHandlers.ofString()))
                    .toList();
            for (int i = 0; i < together.size(); i++) {
                assertThat(new ObjectMapper()
                                .readTree(together.get(i).get().body())
                                .findValues("results")
                                .toString())
                        .isEqualTo(alone.get(i % alone.size()));
            }
        }
    }

    @Test
    void servesTwoModelsATableAndAFirstQuery() throws Exception {
        Path data = Files.writeString(
                folder.resolve("notes.csv"),
                "note,mood\n<b>calm</b> sea,1\nstormy sea,2\n,3\nshallow water,1\ndeep water,2\nrain,1\n");
        try (ServedSearch served = ServedSearch.start(
                "search",
                "the sea & more",
                "--serve",
                "--data",
                data,
                "--column",
                "note",
                "--colour",
                "mood",
                "--model",
                tiny,
                "--tuned",
                Commands.otherTinyBert(folder),
                "--truncate-dim",
                9)) {
            assertThat(served.line())
                    .isEqualTo("listening on " + served.address() + "?q=the%20sea%20%26%20more (Ctrl-C ends it)");
            JsonNode about = get(served, "/api/about");
            assertThat(about.path("rows").asInt()).isEqualTo(5);
            assertThat(about.path("colours").path("names")).hasSize(2);
            assertThat(about.path("models").findValuesAsText("role")).containsExactly("base", "tuned");
            JsonNode lists = get(served, "/api/search?q=sea").path("lists");
            assertThat(lists.path(0).path("results")).hasSize(5);
            assertThat(lists.path(0).path("results")).isNotEqualTo(lists.path(1).path("results"));
            JsonNode map = map(served, "tuned");
            assertThat(map.path("points").findValuesAsText("title"))
                    .containsExactly("line 2", "line 3", "line 5", "line 6", "line 7");
            assertThat(map.path("points").path(0).path("query").asText()).isEqualTo("<b>calm</b> sea");
            assertThat(served.end()).isEqualTo(0);
        }
    }

    @Test
    void drawsNoMapWhereThereAreNoVectors() throws Exception {
        try (ServedSearch served = ServedSearch.start("search", "--serve", "--method", "bm25")) {
            assertThat(map(served, "base").path("reason").asText())
                    .isEqualTo("a search by words has no vectors to draw a map of");
            assertThat(get(served, "/api/search?q=zebra").path("lists").path(0).path("results"))
                    .isEmpty();
        }
    }

    @Test
    void drawsStoredNumbersButNotCodes() throws Exception {
        Path data = Files.writeString(folder.resolve("five.csv"), "text\nsea\nland\nsky\nfire\nice\n");
        Path texts = Files.writeString(folder.resolve("texts.txt"), "sea\nland\nsky\nfire\nice\n");
        for (String kind : new String[] {"none", "int8"}) {
            Path vectors = folder.resolve(kind + ".safetensors");
            Object[] embed = {"embed", "--input", texts, "--output", vectors, "--model", tiny};
            assertThat((kind.equals("none") ? Commands.run(embed) : Commands.run(with(embed, "--quantize", kind)))
                            .code())
                    .isZero();
            try (ServedSearch served =
                    ServedSearch.start("search", "--serve", "--data", data, "--vectors", vectors, "--model", tiny)) {
                JsonNode map = map(served, "base");
                assertThat(map.path("state").asText()).isEqualTo(kind.equals("none") ? "ready" : "none");
                assertThat(map.path("reason").asText())
                        .isEqualTo(
                                kind.equals("none")
                                        ? ""
                                        : "vectors that are stored as codes are not drawn; store them as numbers for a map");
            }
        }
    }

    private static Object[] with(Object[] some, Object... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    search a --port 80|--port is given, but no --serve; it belongs to the page that --serve shows
                    search a --tuned m|--tuned is given, but no --serve
                    search a --color c|--colour is given, but no --serve
                    search --data f.csv|Missing required parameter: 'QUERY'
                    search --serve --port 65536|--port is 65536; it must be from 0 (any free one) to 65535
                    search --serve --port -1|--port is -1; it must be from 0
                    search --serve --top 1001|--top is 1001; a page shows at most 1000
                    search --serve --json f.json|--json is given, but --serve shows a page
                    search --serve --method bm25 --explain|--explain is given, but --serve shows a page
                    search --serve --method bm25 --tuned m|--tuned is given, but --method is bm25
                    search --serve ''|QUERY is empty; give a text
                    """)
    void refusesWhatDoesNotFit(String line, String sentence) {
        Commands.Result result = Commands.run((Object[]) line.replace("''", "").split(" ", -1));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(sentence);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysWhatIsInTheWayBeforeTheWork() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Commands.Result port =
                    Commands.run("search", "--serve", "--port", taken.getLocalPort(), "--model", "no-such-model");
            assertThat(port.code()).isEqualTo(1);
            assertThat(port.err())
                    .isEqualTo("pellucid: port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had (Address already"
                            + " in use); choose another one, or 0 for any that is free\n");
        }
        Commands.Result colour =
                Commands.run("search", "--serve", "--port", 0, "--colour", "hue", "--model", "no-such-model");
        assertThat(colour.code()).isEqualTo(1);
        assertThat(colour.err()).contains("films.csv has no column 'hue'; its columns are: title, year, genres");
        Path wrong = folder.resolve("wrong.safetensors");
        Path texts = Files.writeString(folder.resolve("one.txt"), "one\n");
        Path data = Files.writeString(folder.resolve("one.csv"), "text\none\n");
        Commands.run("embed", "--input", texts, "--output", wrong, "--model", tiny, "--truncate-dim", 8);
        Commands.Result width =
                Commands.run("search", "--serve", "--port", 0, "--data", data, "--vectors", wrong, "--model", tiny);
        assertThat(width.code()).isEqualTo(1);
        assertThat(width.err()).contains("the query has 32 numbers, the vectors have 8");
        assertThat(width.out()).isEmpty();
    }
}
