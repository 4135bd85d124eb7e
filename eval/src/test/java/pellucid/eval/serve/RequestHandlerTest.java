package pellucid.eval.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to whom, whatever the page is about. */
class RequestHandlerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private SearchServer server;

    @BeforeEach
    void serve() {
        List<String> texts = List.of("a cat naps", "the sea");
        server = SearchServer.bind(0);
        server.start(new SearchPage(
                "two.csv",
                "dense",
                3,
                List.of(new PageRow(2, "cat", texts.get(0), ""), new PageRow(3, "sea", texts.get(1), "")),
                null,
                List.of(new ServedModel(ServedModel.BASE, "letters", new LetterSearch(texts, 1)))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html; charset=utf-8",
        "/?q=sea,text/html; charset=utf-8",
        "/app.js,text/javascript; charset=utf-8",
        "/dom.js,text/javascript; charset=utf-8",
        "/map.js,text/javascript; charset=utf-8",
        "/plane.js,text/javascript; charset=utf-8",
        "/style.css,text/css; charset=utf-8",
        "/icon.svg,image/svg+xml"
    })
    void sendsTheFilesOfThePage(String path, String type) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe", "http");
        assertThat(response.body()).doesNotContain("https://", "onclick", "style=\"", "innerHTML");
        HttpResponse<String> head = client.send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(response.headers().firstValue("Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/index.html",
                "/api",
                "/api/search/",
                "/../pom.xml",
                "/%2e%2e/pom.xml",
                "/pellucid/eval/films.csv",
                "/SearchServer.class"
            })
    void knowsNoOtherPath(String path) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(server.address().toString().replaceAll("/$", "") + path))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(new ObjectMapper().readTree(response.body()).path("error").asText())
                .startsWith("there is nothing at ")
                .endsWith("; the page is at /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void answersNoOtherMethod(String method) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(server.address().resolve("/api/search?q=sea"))
                        .method(method, BodyPublishers.ofString("q=sea"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(response.body()).contains("the method is " + method + "; only GET and HEAD are answered");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "LocalHost:8080,200",
        "127.0.0.1,200",
        "127.0.0.1:99,200",
        "[::1]:8080,200",
        "evil.example,403",
        "evil.example:8080,403",
        "localhost.evil.example,403",
        "127.0.0.1.evil.example,403",
        "127.0.0.1@evil.example,403",
        "127.0.0.2,403",
        "192.168.0.1:8080,403",
        "'',403"
    })
    void answersOnlyToALocalName(String host, int status) throws IOException {
        for (String path : List.of("/", "/api/search?q=sea", "/nothing")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 " + (path.equals("/nothing") && status == 200 ? 404 : status));
            assertThat(answer.contains("this server answers to localhost, 127.0.0.1 and [::1] only"))
                    .isEqualTo(status == 403);
        }
    }

    @Test
    void answersNobodyWhoNamesNoHostOrTwo() throws Exception {
        assertThat(raw("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET //app.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("GET /api/search?q=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
