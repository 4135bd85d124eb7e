package pellucid.models.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hub with one model, on the loopback address: small files come from the hub itself with their Git blob id as the ETag;
 * weights by a redirect to a second server, with the SHA-256 in the first answer.
 */
final class FakeHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** Answers one request in place of the usual answer. */
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** Answers that stand in for the usual one, by the path of a file on the hub, or {@code cdn/} and its path. */
    final Map<String, Answer> instead = new ConcurrentHashMap<>();

    private final String model;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer hub;
    private final HttpServer storage;

    FakeHub(String model) throws IOException {
        this.model = model;
        this.hub = server(this::answerAsHub);
        this.storage = server(this::answerAsStorage);
    }

    private HttpServer server(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.give(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
        return server;
    }

    /** A complete model. */
    static FakeHub withModel(String model) throws IOException {
        FakeHub hub = new FakeHub(model);
        hub.put("modules.json", """
                [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
                 {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]""");
        hub.put("config.json", "{\"hidden_size\": 32}");
        hub.put("tokenizer.json", "{}");
        hub.put("sentence_bert_config.json", "{\"max_seq_length\": 256}");
        hub.put("1_Pooling/config.json", "{\"pooling_mode_mean_tokens\": true}");
        hub.put("model.safetensors", "weights ".repeat(50_000));
        return hub;
    }

    void put(String file, String content) {
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    URI storageAddress() {
        return URI.create("http://127.0.0.1:" + storage.getAddress().getPort());
    }

    static String sha256(byte[] content) {
        return digest("SHA-256", content);
    }

    private static String digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void answerAsHub(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        if (path.startsWith("/api/models/" + model + "/tree/") && instead.containsKey("api")) {
            instead.get("api").give(exchange);
            return;
        }
        String prefix = "/" + model + "/resolve/";
        if (!path.startsWith(prefix)) {
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        String file = path.substring(path.indexOf('/', prefix.length()) + 1);
        byte[] content = files.get(file);
        if (instead.containsKey(file)) {
            instead.get(file).give(exchange);
        } else if (content == null) {
            exchange.getResponseHeaders().add("X-Error-Code", "EntryNotFound");
            exchange.sendResponseHeaders(404, -1);
        } else if (file.endsWith(".safetensors")) {
            redirectToStorage(exchange, file, content);
        } else {
            byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("ETag", '"' + digest("SHA-1", header, content) + '"');
            exchange.getResponseHeaders().add("X-Repo-Commit", COMMIT);
            send(exchange, content);
        }
    }

    private void redirectToStorage(HttpExchange exchange, String file, byte[] content) throws IOException {
        exchange.getResponseHeaders().add("X-Linked-Etag", '"' + sha256(content) + '"');
        exchange.getResponseHeaders().add("X-Linked-Size", Integer.toString(content.length));
        exchange.getResponseHeaders().add("X-Repo-Commit", COMMIT);
        redirect(exchange, 302, storageAddress() + "/" + file);
    }

    static void redirect(HttpExchange exchange, int status, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(status, -1);
    }

    private void answerAsStorage(HttpExchange exchange) throws IOException {
        String file = exchange.getRequestURI().getPath().substring(1);
        requests.add("cdn/" + file);
        if (instead.containsKey("cdn/" + file)) {
            instead.get("cdn/" + file).give(exchange);
            return;
        }
        // A storage server's own ETag may look like a SHA-256 and says nothing about the content.
        exchange.getResponseHeaders().add("ETag", '"' + "0".repeat(64) + '"');
        send(exchange, files.get(file));
    }

    static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    @Override
    public void close() {
        hub.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }
}
