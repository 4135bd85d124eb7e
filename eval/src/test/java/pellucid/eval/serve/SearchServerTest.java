package pellucid.eval.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.eval.data.Vectors;
import pellucid.tensor.InputException;

class SearchServerTest {
    private static final String MARKUP = "<img src=x onerror=\"alert('a & b')\"></script>";
    private static final List<String> TEXTS =
            List.of("a cat naps", "a dog barks", MARKUP, "the sea", "ships at sea", "xyz", "buzz");

    private final HttpClient client = HttpClient.newHttpClient();
    private SearchServer server;

    @BeforeEach
    void serve() {
        server = SearchServer.bind(0);
        server.start(new SearchPage(
                "animals.csv",
                "dense",
                3,
                IntStream.range(0, TEXTS.size())
                        .mapToObj(i -> new PageRow(i + 2, "row " + i, TEXTS.get(i), TEXTS.get(i)))
                        .toList(),
                RowGroups.of("kind", List.of("pet", "pet", "other", "sea", "sea", "pet", "sea")),
                List.of(
                        new ServedModel(ServedModel.BASE, "letters", new LetterSearch(TEXTS, 1)),
                        new ServedModel(ServedModel.TUNED, "no letters", new LetterSearch(TEXTS, -1)))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        return new ObjectMapper().readTree(response.body());
    }

    private static String query(String text) {
        return "/api/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatThePageIsAbout() throws Exception {
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
        assertThat(json("/api/about"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{'source':'animals.csv','rows':7,'method':'dense','top':3,'models':["
                                .concat("{'role':'base','model':'letters'},")
                                .concat("{'role':'tuned','model':'no letters'}],'colours':{'column':'kind',")
                                .concat("'names':['pet','sea','other']},'sample':null}")
                                .replace('\'', '"')));
    }

    @Test
    void findsWithBothModelsAndComparesTheRanks() throws Exception {
        JsonNode answer = json(query("sea") + "&top=7");
        assertThat(answer.path("query").asText()).isEqualTo("sea");
        JsonNode base = answer.path("lists").path(0);
        JsonNode tuned = answer.path("lists").path(1);
        assertThat(base.path("role").asText()).isEqualTo("base");
        assertThat(base.path("truncated").asBoolean()).isFalse();
        assertThat(base.path("milliseconds").asDouble()).isPositive();
        JsonNode best = base.path("results").path(0); // as good as the next one, and before it in the file
        assertThat(best.path("text").asText()).isEqualTo(MARKUP);
        assertThat(best.path("otherRank").asInt()).isEqualTo(6);
        JsonNode second = base.path("results").path(1);
        assertThat(second.path("rank").asInt()).isEqualTo(2);
        assertThat(second.path("row").asInt()).isEqualTo(4);
        assertThat(second.path("line").asInt()).isEqualTo(6);
        assertThat(second.path("title").asText()).isEqualTo("row 4");
        assertThat(second.path("query").asText()).isEqualTo("ships at sea");
        assertThat(second.path("score").asDouble()).isEqualTo(6);
        assertThat(tuned.path("results").findValuesAsText("row")).hasSize(7).endsWith("2", "4");
        assertThat(tuned.path("results").path(6).path("otherRank").asInt()).isEqualTo(2);

        JsonNode fewer = json(query("sea"));
        assertThat(fewer.path("lists").path(0).path("results")).hasSize(3);
        JsonNode lost = fewer.path("lists").path(0).path("results").path(0);
        assertThat(lost.path("otherRank").isNull()).isTrue();
    }

    @Test
    void takesAnyTextForAQuery() throws Exception {
        for (String text :
                List.of(MARKUP, "100% & more; q=1 + 1", "船 ⛵ \u0000", "x".repeat(10_000), "船".repeat(10_000))) {
            JsonNode answer = json(query(text));
            assertThat(answer.path("query").asText()).isEqualTo(text);
            assertThat(answer.path("lists").path(0).path("results")).hasSize(3);
            assertThat(answer.path("lists").path(0).path("truncated").asBoolean())
                    .isEqualTo(text.length() > 100);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/search|there is no q; give a text as ?q=…
                    /api/search?q=+%20|there is nothing in q; give a text as ?q=…
                    /api/search?q=a&top=0|top is '0'; it must be a whole number from 1 to 1000
                    /api/search?q=a&top=many|top is 'many'; it must be a whole number from 1 to 1000
                    /api/map?role=third|there is no map 'third'; the roles are base, tuned
                    /api/map|there is no role; give a text as ?role=…
                    """)
    void refusesQuestionsThatMakeNoSense(String path, String sentence) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(response.body()).path("error").asText())
                .isEqualTo(sentence);
    }

    @Test
    void refusesAQueryWithoutEnd() throws Exception {
        HttpResponse<String> response = get(query("x".repeat(20_001)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("q has 20001 characters; at most 20000 are read");
        assertThat(get(query("x".repeat(20_000))).statusCode()).isEqualTo(200);
    }

    @Test
    void drawsAMapOfEachModelInTheBackground() throws Exception {
        for (String role : List.of("base", "tuned")) {
            JsonNode map = json("/api/map?role=" + role);
            while (map.path("state").asText().equals("drawing")) {
                assertThat(map.path("done").asInt())
                        .isLessThanOrEqualTo(map.path("of").asInt());
                Thread.sleep(20);
                map = json("/api/map?role=" + role);
            }
            assertThat(map.path("state").asText()).isEqualTo("ready");
            assertThat(map.path("points").findValuesAsText("row")).containsExactly("0", "1", "2", "3", "4", "5", "6");
            assertThat(map.path("points").findValuesAsText("group")).containsExactly("0", "0", "2", "1", "1", "0", "1");
            assertThat(map.path("points").path(2).path("text").asText()).isEqualTo(MARKUP);
            assertThat(map.path("points")).allSatisfy(point -> {
                assertThat(point.path("x").isDouble()).isTrue();
                assertThat(point.path("y").isDouble()).isTrue();
            });
        }
    }

    @Test
    void givesManyAtOnceTheSameAnswers() throws Exception {
        List<String> queries = Stream.of("sea", "cat", "buzz", "dog")
                .map(SearchServerTest::query)
                .toList();
        List<String> alone = queries.stream().map(this::results).toList();
        List<CompletableFuture<String>> together = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> results(queries.get(i % queries.size()))))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i).get()).isEqualTo(alone.get(i % alone.size()));
        }
    }

    private String results(String path) {
        try {
            return json(path).findValues("results").toString();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesAFreePortOnlyAndGivesItBack() throws Exception {
        int port = server.address().getPort();
        assertThatThrownBy(() -> SearchServer.bind(port))
                .isInstanceOf(InputException.class)
                .hasMessage("port " + port + " of 127.0.0.1 cannot be had (Address already in use); choose another one,"
                        + " or 0 for any that is free");
        server.close();
        server.awaitClose();
        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
        server = SearchServer.bind(port);
        assertThat(server.address().getPort()).isEqualTo(port);
    }

    @Test
    void givesThePortBackWithoutHavingBegun() {
        int port;
        try (SearchServer idle = SearchServer.bind(0)) {
            port = idle.address().getPort();
            idle.close();
        }
        try (SearchServer again = SearchServer.bind(port)) {
            assertThat(again.address().getPort()).isEqualTo(port);
        }
    }

    @Test
    void refusesAPageThatCannotBeShown() {
        List<PageRow> rows = List.of(new PageRow(2, "a", "a", ""), new PageRow(3, "b", "b", ""));
        RowGroups groups = RowGroups.of("kind", List.of("x", "y"));
        ServedModel base = new ServedModel(ServedModel.BASE, "letters", new LetterSearch(List.of("a", "b"), 1));
        assertThat(new SearchPage("", "", 1000, rows, groups, List.of(base)).groups())
                .isEqualTo(groups);
        for (int top : new int[] {0, 1001}) {
            assertThatThrownBy(() -> new SearchPage("", "", top, rows, null, List.of(base)))
                    .isInstanceOf(InputException.class)
                    .hasMessage("top is " + top + "; a page shows 1 to 1000 results");
        }
        for (int count : new int[] {0, 3}) {
            assertThatThrownBy(() -> new SearchPage("", "", 1, rows, null, Collections.nCopies(count, base)))
                    .isInstanceOf(InputException.class)
                    .hasMessage("there are " + count + " models; a page shows one, or two to compare");
        }
        assertThatThrownBy(() -> new SearchPage("", "", 1, rows, null, List.of(base, base)))
                .isInstanceOf(InputException.class)
                .hasMessage("both models have the role 'base'; give them different ones");
        assertThatThrownBy(() -> new SearchPage("", "", 1, rows.subList(0, 1), groups, List.of(base)))
                .isInstanceOf(InputException.class)
                .hasMessage("there are 1 rows, but the groups of 2; group every row");
    }

    @Test
    void saysWhyASearchFails() throws Exception {
        try (SearchServer broken = SearchServer.bind(0)) {
            broken.start(new SearchPage(
                    "", "", 1, List.of(), null, List.of(new ServedModel("base", "", new RowSearch() {
                        @Override
                        public Found search(String query, int top) {
                            if (query.equals("bug")) {
                                throw new IllegalStateException("a bug");
                            }
                            throw new InputException("the model is ill");
                        }

                        @Override
                        public Vectors vectors(int... rows) {
                            throw new InputException("there are none");
                        }
                    }))));
            HttpResponse<String> ill = client.send(
                    HttpRequest.newBuilder(broken.address().resolve("/api/search?q=a"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(ill.statusCode()).isEqualTo(500);
            assertThat(ill.body()).isEqualTo("{\"error\":\"the model is ill\"}");
            HttpResponse<String> bug = client.send(
                    HttpRequest.newBuilder(broken.address().resolve("/api/search?q=bug"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(bug.statusCode()).isEqualTo(500);
            assertThat(bug.body()).contains("the search failed unexpectedly").contains("a bug");
        }
    }
}
