package pellucid.eval.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import pellucid.eval.serve.PageFiles.PageFile;
import pellucid.tensor.PellucidException;

/** Answers requests: files by their path, questions by {@link Answers}, all others by a refusal. */
final class RequestHandler implements HttpHandler {
    /** What a request may call this server; the port may be another one, of a tunnel that ends here. */
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final String JSON = "application/json; charset=utf-8";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    /** An answer to a question. */
    @FunctionalInterface
    private interface Question {
        ObjectNode answer(Parameters asked) throws Refusal;
    }

    private final Map<String, PageFile> files = PageFiles.load();
    private final Map<String, Question> questions;

    RequestHandler(Answers answers) {
        this.questions = Map.of(
                "/api/about", asked -> answers.about(), "/api/search", answers::search, "/api/map", answers::map);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        int status = HttpURLConnection.HTTP_OK;
        PageFile content;
        try {
            content = answer(exchange);
        } catch (Refusal refusal) {
            status = refusal.status();
            content = error(refusal.getMessage());
        } catch (PellucidException failure) {
            status = HttpURLConnection.HTTP_INTERNAL_ERROR;
            content = error(failure.getMessage());
        } catch (RuntimeException | Error failure) {
            status = HttpURLConnection.HTTP_INTERNAL_ERROR;
            content = error("the search failed unexpectedly (" + failure + ")");
        }
        send(exchange, status, content);
    }

    private PageFile answer(HttpExchange exchange) throws Refusal {
        requireLocal(exchange.getRequestHeaders().get("Host"));
        if (!METHODS.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            throw new Refusal(
                    HttpURLConnection.HTTP_BAD_METHOD,
                    "the method is " + exchange.getRequestMethod() + "; only GET and HEAD are answered");
        }
        String path = exchange.getRequestURI().getPath();
        if (files.containsKey(path)) {
            return files.get(path);
        }
        if (questions.containsKey(path)) {
            return json(questions
                    .get(path)
                    .answer(new Parameters(exchange.getRequestURI().getRawQuery())));
        }
        throw new Refusal(HttpURLConnection.HTTP_NOT_FOUND, "there is nothing at " + path + "; the page is at /");
    }

    /** Another name is one that somebody else has pointed here, to read the answers from a page of theirs. */
    private static void requireLocal(List<String> hosts) throws Refusal {
        if (hosts == null || hosts.size() != 1 || !LOCAL.matcher(hosts.get(0)).matches()) {
            throw new Refusal(
                    HttpURLConnection.HTTP_FORBIDDEN,
                    "the request is addressed to " + (hosts == null ? "nobody" : String.join(" and ", hosts))
                            + "; this server answers to localhost, 127.0.0.1 and [::1] only");
        }
    }

    private static PageFile error(String sentence) {
        return json(JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    private static PageFile json(ObjectNode node) {
        try {
            return new PageFile(JSON, MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private static void send(HttpExchange exchange, int status, PageFile content) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            HEADERS.forEach(headers::set);
            headers.set("Content-Type", content.type());
            if (exchange.getRequestMethod().equals("HEAD")) {
                headers.set("Content-Length", Integer.toString(content.content().length));
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, content.content().length);
                exchange.getResponseBody().write(content.content());
            }
        }
    }
}
