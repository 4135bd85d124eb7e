package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceCacheTest {
    private static final String REVISION = "c9745ed1d9f207416be6d2e6f8de32d1f16199bf";

    @TempDir
    Path root;

    private HuggingFaceCache cache;

    @BeforeEach
    void open() {
        cache = new HuggingFaceCache(root);
    }

    /** A snapshot in the cache's own layout: links to blobs. */
    private Path snapshot(String model, String revision) throws IOException {
        Path folder = root.resolve("models--" + model);
        Path snapshot = folder.resolve("snapshots").resolve(revision);
        Files.createDirectories(snapshot);
        Files.createDirectories(folder.resolve("blobs"));
        Files.createDirectories(folder.resolve("refs"));
        Files.writeString(folder.resolve("refs/main"), revision);
        for (String file : new String[] {"config.json", "tokenizer.json", "model.safetensors"}) {
            Path blob = Files.writeString(folder.resolve("blobs").resolve("blob-of-" + file), "{}");
            Files.createSymbolicLink(snapshot.resolve(file), snapshot.relativize(blob));
        }
        return snapshot;
    }

    @Test
    void takesTheSnapshotThatMainPointsTo() throws Exception {
        snapshot("some-org--some-model", "0000000");
        Path wanted = snapshot("some-org--some-model", REVISION);

        ResolvedModel model = cache.obtain("some-org/some-model");

        assertThat(model).isEqualTo(new ResolvedModel(wanted, Source.HUGGING_FACE_CACHE, "revision " + REVISION));
        assertThat(cache.examine("some-org/some-model")).isEqualTo(wanted.toString());
    }

    @Test
    void triesTheBareNameAndThenSentenceTransformers() throws Exception {
        Path published = snapshot("sentence-transformers--plain", REVISION);
        assertThat(cache.obtain("plain").folder()).isEqualTo(published);
        Path bare = snapshot("plain", REVISION);
        assertThat(cache.obtain("plain").folder()).isEqualTo(bare);
    }

    @Test
    void knowsWhoPublishesTheModelsItKnows() throws Exception {
        Path minilm = snapshot("sentence-transformers--all-MiniLM-L6-v2", REVISION);
        Path bge = snapshot("BAAI--bge-small-en-v1.5", REVISION);
        assertThat(cache.obtain("all-MiniLM-L6-v2").folder()).isEqualTo(minilm);
        assertThat(cache.obtain("bge-small-en-v1.5").folder()).isEqualTo(bge);
    }

    @Test
    void skipsAnIncompleteSnapshotWithTheReason() throws Exception {
        Path snapshot = snapshot("plain", REVISION);
        Files.delete(root.resolve("models--plain/blobs/blob-of-model.safetensors"));
        assertThatThrownBy(() -> cache.obtain("plain"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("snapshot " + REVISION + " is incomplete, it lacks model.safetensors")
                .hasMessageContaining("no models--sentence-transformers--plain");

        Path other = snapshot("sentence-transformers--plain", REVISION);
        assertThat(cache.obtain("plain").folder()).isEqualTo(other).isNotEqualTo(snapshot);
    }

    @Test
    void refusesACacheWithoutMainOrItsSnapshot() throws Exception {
        snapshot("org--a", REVISION);
        Files.delete(root.resolve("models--org--a/refs/main"));
        assertThatThrownBy(() -> cache.obtain("org/a")).hasMessageContaining("no refs/main");

        Files.writeString(root.resolve("models--org--a/refs/main"), "abc\n");
        assertThatThrownBy(() -> cache.obtain("org/a")).hasMessageContaining("no snapshot abc");

        Files.writeString(root.resolve("models--org--a/refs/main"), "../../..");
        assertThatThrownBy(() -> cache.obtain("org/a")).hasMessageContaining("holds no revision");

        assertThatThrownBy(() -> cache.obtain("org/b")).hasMessageContaining("no models--org--b");
    }

    @Test
    void refusesNamesThatAreNone() {
        for (String name : new String[] {"a/b/c", "../x", "", "a b", "org/", "-x", "a--b", "a..b"}) {
            assertThatThrownBy(() -> cache.obtain(name)).as(name).hasMessageContaining("organisation/name");
        }
    }
}
