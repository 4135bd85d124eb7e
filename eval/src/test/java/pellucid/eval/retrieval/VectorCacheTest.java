package pellucid.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.sentence.Embeddings;

class VectorCacheTest {
    private static final Embeddings MADE = new Embeddings(new float[] {1, 2, 3, 4, 5, 6}, 2, 3, 1);
    private static final Supplier<Embeddings> MUST_NOT_BE_MADE = () -> {
        throw new AssertionError("made again");
    };

    @TempDir
    private Path temporary;

    @Test
    void makesOnceAndKeepsEveryBit() {
        VectorCache cache = new VectorCache(temporary.resolve("a/b"));
        assertThat(cache.get("key", () -> MADE)).isSameAs(MADE);
        Embeddings kept = cache.get("key", MUST_NOT_BE_MADE);
        assertThat(kept).usingRecursiveComparison().isEqualTo(MADE);
        assertThat(cache.get("other", () -> MADE)).isSameAs(MADE);
    }

    @Test
    void makesAnewWhatIsBroken() throws IOException {
        VectorCache cache = new VectorCache(temporary);
        cache.get("key", () -> MADE);
        Path file = temporary.resolve("key.safetensors");
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 30));
        assertThat(cache.get("key", () -> MADE)).isSameAs(MADE);
        assertThat(cache.get("key", MUST_NOT_BE_MADE).count()).isEqualTo(2);
    }

    @Test
    void doesWithoutAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "not a folder");
        assertThat(new VectorCache(file).get("key", () -> MADE)).isSameAs(MADE);
    }

    @Test
    void keepsThoseUsedLast() throws IOException {
        VectorCache cache = new VectorCache(temporary);
        for (int i = 0; i < VectorCache.KEPT; i++) {
            cache.get("key" + i, () -> MADE);
            Files.setLastModifiedTime(temporary.resolve("key" + i + ".safetensors"), FileTime.fromMillis(1000L * i));
        }
        cache.get("key0", MUST_NOT_BE_MADE);
        cache.get("one more", () -> MADE);
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).hasSize(VectorCache.KEPT).doesNotContain(temporary.resolve("key1.safetensors"));
        }
        cache.get("key0", MUST_NOT_BE_MADE);
    }

    @Test
    void aKeyChangesWithAllItStandsFor() throws IOException {
        String key = new VectorKey().texts(List.of("ab", "c")).hex();
        assertThat(new VectorKey().texts(List.of("ab", "c")).hex())
                .isEqualTo(key)
                .hasSize(64);
        assertThat(new VectorKey().texts(List.of("a", "bc")).hex()).isNotEqualTo(key);
        assertThat(new VectorKey().texts(List.of("ab")).texts(List.of("c")).hex())
                .isNotEqualTo(key);

        Path file = Files.writeString(temporary.resolve("weights"), "1");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        String before = new VectorKey().files(temporary).hex();
        Files.setLastModifiedTime(file, FileTime.fromMillis(2000));
        assertThat(new VectorKey().files(temporary).hex()).isNotEqualTo(before);

        String program = new VectorKey().program(VectorKey.class).hex();
        assertThat(new VectorKey().program(VectorKey.class).hex()).isEqualTo(program);
        assertThat(new VectorKey().program(Embeddings.class).hex()).isNotEqualTo(program);
        assertThat(program).isNotEqualTo(new VectorKey().hex());
    }
}
