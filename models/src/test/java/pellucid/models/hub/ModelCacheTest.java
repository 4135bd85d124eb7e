package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.weights.DurableFiles;

class ModelCacheTest {
    @TempDir
    Path root;

    private ModelCache cache;
    private final AtomicInteger fillings = new AtomicInteger();

    @BeforeEach
    void open() {
        cache = new ModelCache(root);
    }

    private ModelCache.Entry build() throws Refusal {
        return cache.findOrBuild("key", origin -> true, this::fill);
    }

    private String fill(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("data"), "0123456789");
        fillings.incrementAndGet();
        return "origin " + fillings;
    }

    private void assertOnlyTheModelIsThere() throws IOException {
        assertThat(DurableFiles.filesBelow(root).stream()
                        .map(file -> root.relativize(file).toString()))
                .containsExactlyInAnyOrder(
                        "locks/key.lock",
                        "models/key/config.json",
                        "models/key/pellucid-manifest.json",
                        "models/key/sub/data");
    }

    @Test
    void buildsOnce() throws Exception {
        assertThatThrownBy(() -> cache.find("key")).isInstanceOf(Refusal.class).hasMessageContaining("not in");
        ModelCache.Entry built = build();
        assertThat(built).isEqualTo(new ModelCache.Entry(root.resolve("models/key"), "origin 1"));
        assertThat(cache.find("key")).isEqualTo(built);
        assertThat(build()).isEqualTo(built);
        assertOnlyTheModelIsThere();
    }

    @Test
    void buildsAnewWhatIsIncompleteChangedOrFromElsewhere() throws Exception {
        Path folder = build().folder();
        Files.delete(folder.resolve("config.json"));
        assertThatThrownBy(() -> cache.find("key")).hasMessageContaining("lacks config.json");
        assertThat(build().origin()).isEqualTo("origin 2");

        Files.writeString(folder.resolve("sub/data"), "01234");
        assertThatThrownBy(() -> cache.find("key")).hasMessageContaining("has 5 bytes of sub/data and 10 were written");
        assertThat(build().origin()).isEqualTo("origin 3");

        Files.delete(folder.resolve(ModelCache.MANIFEST));
        assertThatThrownBy(() -> cache.find("key")).hasMessageContaining("lacks pellucid-manifest.json");
        assertThat(build().origin()).isEqualTo("origin 4");

        Files.writeString(folder.resolve(ModelCache.MANIFEST), "{\"layout\": 0}");
        assertThatThrownBy(() -> cache.find("key")).hasMessageContaining("another layout");
        assertThat(build().origin()).isEqualTo("origin 5");

        Files.writeString(folder.resolve(ModelCache.MANIFEST), "{\"layout\":");
        assertThatThrownBy(() -> cache.find("key")).hasMessageContaining("cannot be read");
        assertThat(build().origin()).isEqualTo("origin 6");

        assertThat(cache.findOrBuild("key", "origin 7"::equals, this::fill).origin())
                .isEqualTo("origin 7");
        assertThat(folder.resolve("sub/data")).hasContent("0123456789");
        assertOnlyTheModelIsThere();
    }

    @Test
    void leavesNothingAfterAFailureAndKeepsWhatWasThere() throws Exception {
        assertThatThrownBy(() -> cache.findOrBuild("key", origin -> true, folder -> {
                    fill(folder);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("disk full");
        assertThat(DurableFiles.filesBelow(root)).containsExactly(root.resolve("locks/key.lock"));

        build();
        assertThatThrownBy(() -> cache.findOrBuild("key", origin -> false, folder -> {
                    fill(folder);
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertOnlyTheModelIsThere();
        assertThat(cache.find("key").origin()).isEqualTo("origin 2");
    }

    @Test
    void clearsAwayWhatAKilledProcessLeft() throws Exception {
        Files.createDirectories(root.resolve("partial/key/deep"));
        Files.writeString(root.resolve("partial/key/deep/model.safetensors"), "half");
        Files.createDirectories(root.resolve("partial/key.old"));
        build();
        assertOnlyTheModelIsThere();
    }

    @Test
    void saysThatTheCacheCannotBeMade() throws Exception {
        Files.writeString(root.resolve("locks"), "a file where a folder is wanted");
        assertThatThrownBy(this::build)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the model cache " + root)
                .hasMessageContaining("-Dpellucid.cache");
    }

    @Test
    void buildsOnceForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            Future<?>[] tasks = new Future<?>[8];
            for (int i = 0; i < tasks.length; i++) {
                tasks[i] = threads.submit(() -> {
                    start.await();
                    return build();
                });
            }
            start.countDown();
            for (Future<?> task : tasks) {
                assertThat(task.get()).isEqualTo(new ModelCache.Entry(root.resolve("models/key"), "origin 1"));
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Takes the lock as another process would, tells so, and holds it until its input ends. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                System.out.write('L');
                System.out.flush();
                while (System.in.read() >= 0) {
                    continue;
                }
            }
        }
    }

    @Test
    void waitsForAnotherProcess() throws Exception {
        Path lock = Files.createDirectories(root.resolve("locks")).resolve("key.lock");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(LockHolder.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        LockHolder.class.getName(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('L');
            Future<ModelCache.Entry> built = thread.submit(this::build);
            assertThatThrownBy(() -> built.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(fillings).hasValue(0);

            other.getOutputStream().close();

            assertThat(built.get().origin()).isEqualTo("origin 1");
        } finally {
            other.destroy();
            thread.shutdownNow();
        }
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        FolderLock held = FolderLock.acquire(root.resolve("locks/key.lock"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> waiting = thread.submit(() ->
                    assertThatThrownBy(this::build).isInstanceOf(Refusal.class).hasMessageContaining("interrupted"));
            thread.shutdownNow();
            waiting.get(30, TimeUnit.SECONDS);
        } finally {
            held.close();
        }
        assertThat(build().origin()).isEqualTo("origin 1");
    }
}
