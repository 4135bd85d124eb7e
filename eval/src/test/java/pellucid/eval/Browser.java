package pellucid.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven by the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/):
 * commands and answers are JSON messages of a web socket.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0");

    /** For a machine that does other work beside. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration VERSION_PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path folder;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private Browser(Process process, Path folder, URI page) throws InterruptedException {
        this.process = process;
        this.folder = folder;
        this.socket = get(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Listener()));
    }

    /** Where Chromium is installed, if it is; a name that only tells how to install it does not count. */
    public static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(Browser::tellsItsVersion)
                .findFirst();
    }

    private static boolean tellsItsVersion(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(VERSION_PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException cannotRun) {
            return false;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @param folder an empty one for the browser's files, deleted when the browser is closed */
    public static Browser start(Path program, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + folder);
        command.add("about:blank");
        File log = folder.resolve("log.txt").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            Path port = folder.resolve("DevToolsActivePort");
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("Chromium does not start: " + Files.readString(log.toPath()));
                }
                Thread.sleep(POLL_MILLIS);
            }
            URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
            String targets = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                    .body();
            for (JsonNode target : JSON.readTree(targets)) {
                if (target.path("type").asText().equals("page")) {
                    return new Browser(
                            process,
                            folder,
                            URI.create(target.path("webSocketDebuggerUrl").asText()));
                }
            }
            throw new IOException("Chromium has no page: " + targets);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    /** Goes to a page. What it asks for and complains about is written down from now on. */
    public void open(URI address) throws InterruptedException {
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", node());
        }
        send("Page.navigate", node().put("url", address.toString()));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** The value of an expression of JavaScript; of a promise, what it is fulfilled with. */
    public JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode result = send(
                "Runtime.evaluate",
                node().put("expression", expression).put("returnByValue", true).put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression is true. */
    public void await(String expression) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(expression).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("this did not come true: " + expression + "; the page says "
                        + evaluate("document.body.innerText"));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The texts of all elements that a selector of CSS names. */
    public List<String> texts(String selector) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        evaluate("[...document.querySelectorAll('" + selector + "')].map((e) => e.textContent)")
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Types a text where the caret is. */
    public void type(String text) throws InterruptedException {
        send("Input.insertText", node().put("text", text));
    }

    /** Presses a key, and lets it go. */
    public void press(String key, int code) throws InterruptedException {
        ObjectNode down = node().put("type", "keyDown").put("key", key).put("windowsVirtualKeyCode", code);
        send("Input.dispatchKeyEvent", key.equals("Enter") ? down.put("text", "\r") : down);
        send(
                "Input.dispatchKeyEvent",
                node().put("type", "keyUp").put("key", key).put("windowsVirtualKeyCode", code));
    }

    /** Moves the pointer to the middle of the first element that a selector names. */
    public void pointAt(String selector) throws InterruptedException {
        mouse("mouseMoved", middle(selector));
    }

    public void click(String selector) throws InterruptedException {
        double[] at = middle(selector);
        mouse("mouseMoved", at);
        mouse("mousePressed", at);
        mouse("mouseReleased", at);
    }

    private double[] middle(String selector) throws InterruptedException {
        JsonNode box = evaluate("(() => { const e = document.querySelector('" + selector + "');"
                + " e.scrollIntoView({block: 'nearest'}); const b = e.getBoundingClientRect();"
                + " return [b.x + b.width / 2, b.y + b.height / 2]; })()");
        return new double[] {box.get(0).asDouble(), box.get(1).asDouble()};
    }

    private void mouse(String type, double[] at) throws InterruptedException {
        ObjectNode event = node().put("type", type).put("x", at[0]).put("y", at[1]);
        send(
                "Input.dispatchMouseEvent",
                type.equals("mouseMoved") ? event : event.put("button", "left").put("clickCount", 1));
    }

    /** @param dark whether the page is told that its reader wants dark colours */
    public void resize(int width, int height, boolean dark) throws InterruptedException {
        send(
                "Emulation.setDeviceMetricsOverride",
                node().put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = node();
        ArrayNode features = media.putArray("features");
        features.addObject().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", media);
    }

    /** Writes a picture of what is in the window, PNG. */
    public void screenshot(Path file) throws IOException, InterruptedException {
        JsonNode picture = send("Page.captureScreenshot", node().put("format", "png"));
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    /** What went wrong on the page: exceptions, and what the browser complained about. */
    public List<String> complaints() {
        return events.stream()
                .filter(event -> List.of("Runtime.exceptionThrown", "Log.entryAdded")
                        .contains(event.path("method").asText()))
                .map(JsonNode::toString)
                .toList();
    }

    /** Every address that the page asked for. */
    public List<String> requests() {
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asText())
                .toList();
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode send(String method, ObjectNode parameters) throws InterruptedException {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode message = node().put("id", id).put("method", method);
        message.set("params", parameters);
        get(socket.sendText(message.toString(), true));
        JsonNode answered = get(answer);
        if (answered.has("error")) {
            throw new IllegalStateException(method + ": " + answered.path("error"));
        }
        return answered.path("result");
    }

    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("Chromium does not answer", failure);
        }
    }

    /** Ends the browser and all its processes, and deletes its files. */
    @Override
    public void close() {
        try {
            askToEnd();
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
            deleteFiles();
        }
    }

    private void askToEnd() throws InterruptedException {
        try {
            send("Browser.close", node());
        } catch (IllegalStateException gone) {
            // It closed the socket before it answered.
        }
    }

    private void deleteFiles() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException busy) {
            // One of its processes still writes: what is left stays behind.
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                receive(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            fail(new IOException("the socket was closed, " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            fail(failure);
        }

        private void fail(Throwable failure) {
            waiting.values().forEach(answer -> answer.completeExceptionally(failure));
        }

        private void receive(String text) {
            try {
                JsonNode content = JSON.readTree(text);
                if (content.has("id")) {
                    waiting.remove(content.path("id").asInt()).complete(content);
                } else {
                    events.add(content);
                }
            } catch (IOException e) {
                throw new IllegalStateException("Chromium speaks something else than JSON: " + text, e);
            }
        }
    }
}
