package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub serves, in the ways it may serve it. */
class HubDownloadTest extends LocalHub {
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

    @Test
    void takesTheDigestFromTheListWhereTheAnswerHasNone() throws IOException {
        byte[] weights = hub.files.get("model.safetensors");
        hub.instead.put("model.safetensors", exchange -> FakeHub.send(exchange, weights));
        hub.instead.put("api", exchange -> FakeHub.send(exchange, listing(FakeHub.sha256(weights))));
        assertThat(find(NAME).folder().resolve("model.safetensors")).hasBinaryContent(weights);
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
