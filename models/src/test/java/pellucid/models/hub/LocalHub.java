package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.weights.DurableFiles;
import pellucid.tensor.InputException;

/** A resolver that knows only a hub on the loopback address, and the checks that its tests share. */
abstract class LocalHub {
    static final String NAME = "some-org/some-model";
    private static final ClassLoader NO_ARTIFACTS = new ClassLoader(null) {};

    @TempDir
    Path temporary;

    FakeHub hub;
    TransferProgress progress = TransferProgress.SILENT;

    @BeforeEach
    void start() throws IOException {
        hub = FakeHub.withModel(NAME);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    ModelResolver resolver(URI address, boolean offline, Duration patience) {
        return new ModelResolver(
                new HubSettings(address, temporary.resolve("hf"), temporary.resolve("cache"), offline, patience),
                NO_ARTIFACTS,
                (file, done, total) -> progress.advanced(file, done, total));
    }

    ResolvedModel find(String name) {
        return resolver(hub.address(), false, Duration.ofSeconds(20)).find(name);
    }

    /** The cache holds no file but the empty lock. */
    void assertNothingIsLeft() throws IOException {
        if (Files.exists(temporary.resolve("cache"))) {
            assertThat(DurableFiles.filesBelow(temporary.resolve("cache")))
                    .allMatch(file -> file.toString().endsWith(".lock"));
        }
        assertThat(temporary.resolve("cache/partial/some-org--some-model")).doesNotExist();
        assertThat(temporary.resolve("cache/models/some-org--some-model")).doesNotExist();
    }

    void assertRefused(String... parts) throws IOException {
        assertThatThrownBy(() -> find(NAME)).isInstanceOf(InputException.class).hasMessageContainingAll(parts);
        assertNothingIsLeft();
    }

    static byte[] listing(String sha256) {
        return ("[{\"path\": \"config.json\"}, {\"path\": \"model.safetensors\", \"lfs\": {\"oid\": \"" + sha256
                        + "\"}}]")
                .getBytes(StandardCharsets.UTF_8);
    }
}
