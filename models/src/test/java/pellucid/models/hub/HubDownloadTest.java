package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class HubDownloadTest {
    private static final String NAME = "some-org/some-model";
    private static final ClassLoader NO_ARTIFACTS = new ClassLoader(null) {};

    @TempDir
    Path temporary;

    private FakeHub hub;
    private TransferProgress progress = TransferProgress.SILENT;

    @BeforeEach
    void start() throws IOException {
        hub = FakeHub.withModel(NAME);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private ModelResolver resolver(URI address, boolean offline, Duration patience) {
        return new ModelResolver(
                new HubSettings(address, temporary.resolve("hf"), temporary.resolve("cache"), offline, patience),
                NO_ARTIFACTS,
                (file, done, total) -> progress.advanced(file, done, total));
    }

    private ResolvedModel find(String name) {
        return resolver(hub.address(), false, Duration.ofSeconds(20)).find(name);
    }

    /** The cache holds no file but the empty lock. */
    private void assertNothingIsLeft() throws IOException {
        if (Files.exists(temporary.resolve("cache"))) {
            assertThat(DurableFiles.filesBelow(temporary.resolve("cache")))
                    .allMatch(file -> file.toString().endsWith(".lock"));
        }
        assertThat(temporary.resolve("cache/partial/some-org--some-model")).doesNotExist();
        assertThat(temporary.resolve("cache/models/some-org--some-model")).doesNotExist();
    }

    private void assertRefused(String... parts) throws IOException {
        assertThatThrownBy(() -> find(NAME)).isInstanceOf(InputException.class).hasMessageContainingAll(parts);
        assertNothingIsLeft();
    }

    @Test
    void fetchesAllFilesOfOneCommitOnce() throws IOException {
        ConcurrentHashMap<String, Long> done = new ConcurrentHashMap<>();
        progress = (file, bytes, total) -> {
            assertThat(total).isEqualTo(hub.files.get(file).length);
            done.put(file, bytes);
        };

        ResolvedModel model = find(NAME);

        assertThat(model.source()).isEqualTo(Source.HUB);
        assertThat(model.folder()).isEqualTo(temporary.resolve("cache/models/some-org--some-model"));
        assertThat(model.detail()).contains(NAME, FakeHub.COMMIT);
        hub.files.forEach((file, content) -> {
            assertThat(model.folder().resolve(file)).hasBinaryContent(content);
            assertThat(done).containsEntry(file, (long) content.length);
        });
        assertThat(hub.requests.get(0)).isEqualTo("/" + NAME + "/resolve/main/modules.json");
        assertThat(hub.requests.subList(1, hub.requests.size()))
                .allMatch(
                        request -> request.contains("/resolve/" + FakeHub.COMMIT + "/") || request.startsWith("cdn/"));
        hub.requests.clear();
        assertThat(resolver(hub.address(), true, Duration.ofSeconds(1)).find(NAME))
                .isEqualTo(model);
        assertThat(hub.requests).isEmpty();
        assertThat(temporary.resolve("cache/partial/some-org--some-model")).doesNotExist();
    }

    @Test
    void triesTheOrganisationOfSentenceTransformersForABareName() throws IOException {
        try (FakeHub other = FakeHub.withModel("sentence-transformers/bare")) {
            ResolvedModel model =
                    resolver(other.address(), false, Duration.ofSeconds(20)).find("bare");

            assertThat(model.folder()).hasFileName("sentence-transformers--bare");
            assertThat(other.requests).startsWith("/bare/resolve/main/modules.json");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsEveryKindOfRedirectAlsoRelativeOnes(int status) throws IOException {
        byte[] weights = hub.files.get("model.safetensors");
        hub.instead.put("model.safetensors", exchange -> {
            exchange.getResponseHeaders().add("X-Linked-Etag", '"' + FakeHub.sha256(weights) + '"');
            FakeHub.redirect(exchange, status, "/" + NAME + "/resolve/main/moved.bin");
        });
        hub.instead.put("moved.bin", exchange -> FakeHub.send(exchange, weights));

        assertThat(find(NAME).folder().resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void givesUpOnEndlessRedirects() throws IOException {
        hub.instead.put(
                "config.json",
                exchange ->
                        FakeHub.redirect(exchange, 302, exchange.getRequestURI().getPath()));
        assertRefused("redirects more than 10 times");
    }

    @Test
    void fetchesShardsAsTheIndexSays() throws IOException {
        hub.files.remove("model.safetensors");
        hub.put("model.safetensors.index.json", """
                {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors",
                                "c": "model-00001-of-00002.safetensors"}}""");
        hub.put("model-00001-of-00002.safetensors", "one");
        hub.put("model-00002-of-00002.safetensors", "two");

        Path folder = find(NAME).folder();

        assertThat(folder.resolve("model-00001-of-00002.safetensors")).hasContent("one");
        assertThat(folder.resolve("model-00002-of-00002.safetensors")).hasContent("two");
    }

    @Test
    void refusesAMissingShard() throws IOException {
        hub.files.remove("model.safetensors");
        hub.put("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"part-1.safetensors\"}}");
        assertRefused("lacks part-1.safetensors");
    }

    @Test
    void fetchesATransformerInItsOwnFolderAndFurtherModulesWithWeights() throws IOException {
        hub.files.clear();
        hub.put("modules.json", """
                [{"path": "0_Transformer", "type": "sentence_transformers.models.Transformer"},
                 {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"path": "2_Dense", "type": "sentence_transformers.models.Dense"}]""");
        for (String file : List.of(
                "0_Transformer/config.json",
                "0_Transformer/vocab.txt",
                "0_Transformer/model.safetensors",
                "1_Pooling/config.json",
                "2_Dense/config.json",
                "2_Dense/model.safetensors")) {
            hub.put(file, "{} " + file);
        }

        Path folder = find(NAME).folder();

        hub.files.forEach((file, content) -> assertThat(folder.resolve(file)).hasBinaryContent(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json"})
    void refusesBytesThatAreNotThoseAnnounced(String file) throws IOException {
        byte[] changed = hub.files.get(file).clone();
        changed[3] ^= 1;
        hub.instead.put("cdn/" + file, exchange -> FakeHub.send(exchange, changed));
        if (file.equals("config.json")) {
            hub.instead.put(file, exchange -> {
                exchange.getResponseHeaders().add("ETag", "\"" + "1".repeat(40) + "\"");
                FakeHub.send(exchange, changed);
            });
        }
        assertRefused(file + " arrived with the SHA-", "and the hub announced");
    }

    @Test
    void refusesAnotherSizeThanAnnounced() throws IOException {
        byte[] weights = hub.files.get("model.safetensors");
        hub.instead.put("model.safetensors", exchange -> {
            exchange.getResponseHeaders().add("X-Linked-Size", "17");
            exchange.getResponseHeaders().add("X-Linked-Etag", FakeHub.sha256(weights));
            FakeHub.send(exchange, weights);
        });
        assertRefused("arrived with 400000 bytes and the hub announced 17");
    }

    @Test
    void takesTheDigestFromTheListWhereTheAnswerHasNone() throws IOException {
        byte[] weights = hub.files.get("model.safetensors");
        hub.instead.put("model.safetensors", exchange -> FakeHub.send(exchange, weights));
        hub.instead.put("api", exchange -> FakeHub.send(exchange, listing(FakeHub.sha256(weights))));
        assertThat(find(NAME).folder().resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void refusesWeightsThatTheListContradictsOrThatNothingVouchesFor() throws IOException {
        byte[] weights = hub.files.get("model.safetensors");
        hub.instead.put("model.safetensors", exchange -> FakeHub.send(exchange, weights));
        hub.instead.put("api", exchange -> FakeHub.send(exchange, listing("2".repeat(64))));
        assertRefused("the hub announced " + "2".repeat(64));
        hub.instead.put("api", exchange -> FakeHub.send(exchange, "[]".getBytes()));
        assertRefused("gives no SHA-256 for model.safetensors");
        hub.instead.remove("api");
        assertRefused("gives no SHA-256 for model.safetensors");
    }

    private static byte[] listing(String sha256) {
        return ("[{\"path\": \"config.json\"}, {\"path\": \"model.safetensors\", \"lfs\": {\"oid\": \"" + sha256
                        + "\"}}]")
                .getBytes();
    }

    @Test
    void skipsOptionalFilesAndRefusesMissingOnes() throws IOException {
        hub.files.remove("1_Pooling/config.json");
        assertRefused("lacks 1_Pooling/config.json");
        hub.put("1_Pooling/config.json", "{}");
        byte[] weights = hub.files.remove("model.safetensors");
        assertRefused("lacks model.safetensors");
        hub.files.put("model.safetensors", weights);
        byte[] tokenizer = hub.files.remove("tokenizer.json");
        assertRefused("neither tokenizer.json nor vocab.txt");
        hub.files.put("tokenizer.json", tokenizer);
        byte[] config = hub.files.remove("config.json");
        assertRefused("has no config.json there (HTTP 404)");
        hub.files.put("config.json", config);

        hub.files.remove("sentence_bert_config.json");
        hub.files.remove("modules.json");
        assertThat(find(NAME).folder().resolve("config.json")).exists();
    }

    @Test
    void refusesPathsThatLeadOutOfTheFolder() throws IOException {
        hub.put("modules.json", "[{\"path\": \"../../evil\", \"type\": \"x.Pooling\"}]");
        assertRefused("'../../evil'", "may lead out of the model's folder");
    }

    @Test
    void saysThatAModelIsGated() throws IOException {
        hub.instead.put("model.safetensors", exchange -> exchange.sendResponseHeaders(403, -1));
        assertRefused(NAME + " is gated (HTTP 403)", "accept its terms");
        hub.instead.put("modules.json", exchange -> {
            exchange.getResponseHeaders().add("X-Error-Code", "GatedRepo");
            exchange.sendResponseHeaders(401, -1);
        });
        assertRefused(NAME + " is gated (HTTP 401)");
        hub.instead.put("modules.json", exchange -> exchange.sendResponseHeaders(401, -1));
        assertRefused(NAME + " does not exist there, or is private or gated (HTTP 401)");
    }

    @Test
    void namesOtherAnswers() throws IOException {
        hub.instead.put("tokenizer.json", exchange -> exchange.sendResponseHeaders(503, -1));
        assertRefused("the request for tokenizer.json", "was HTTP 503");
        hub.instead.clear();
        hub.instead.put("cdn/model.safetensors", exchange -> exchange.sendResponseHeaders(404, -1));
        assertRefused("the request for model.safetensors", "was HTTP 404");
        hub.instead.clear();
        hub.instead.put("modules.json", exchange -> {
            exchange.getResponseHeaders().add("X-Error-Code", "RepoNotFound");
            exchange.sendResponseHeaders(404, -1);
        });
        assertRefused(NAME + " does not exist there (HTTP 404)");
    }

    @Test
    void refusesADownloadThatBreaksOff() throws IOException {
        hub.instead.put("cdn/model.safetensors", exchange -> {
            exchange.sendResponseHeaders(200, 400_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
        });
        assertRefused("model.safetensors: the transfer broke off", "try again");
    }

    @Test
    void refusesADownloadThatFallsSilent() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        hub.instead.put("cdn/model.safetensors", exchange -> {
            exchange.sendResponseHeaders(200, 400_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThatThrownBy(() -> resolver(hub.address(), false, Duration.ofSeconds(1))
                            .find(NAME))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("nothing came for 1 s");
            assertNothingIsLeft();
        } finally {
            end.countDown();
        }
    }

    @Test
    void saysThatThereIsNoConnection() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        assertThatThrownBy(() -> resolver(closed, false, Duration.ofSeconds(5)).find(NAME))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no connection to " + closed);
        assertNothingIsLeft();
    }

    @Test
    void asksNobodyWhenOffline() throws IOException {
        assertThatThrownBy(() ->
                        resolver(hub.address(), true, Duration.ofSeconds(5)).find(NAME))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("HF_HUB_OFFLINE");
        assertThat(hub.requests).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void downloadsOnceForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<ResolvedModel>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(() -> find(NAME));
            }
            for (Future<ResolvedModel> found : threads.invokeAll(tasks)) {
                assertThat(found.get().folder().resolve("model.safetensors"))
                        .hasBinaryContent(hub.files.get("model.safetensors"));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(hub.requests).containsOnlyOnce("cdn/model.safetensors");
    }
}
