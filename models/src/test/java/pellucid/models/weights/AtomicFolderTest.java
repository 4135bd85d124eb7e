package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

class AtomicFolderTest {
    private static final Predicate<String> NOTHING = file -> false;

    @TempDir
    private Path temporary;

    private static void old(Path folder) throws IOException {
        Files.createDirectory(folder.resolve("part"));
        Files.writeString(folder.resolve("part/a.txt"), "new");
    }

    /** Everything below the temporary folder, hidden files included. */
    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(temporary)) {
            return paths.filter(path -> !path.equals(temporary))
                    .map(path -> temporary.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void appearsWithTheFoldersAboveIt() throws IOException {
        AtomicFolder.write(temporary.resolve("runs/model"), NOTHING, folder -> {
            old(folder);
            assertThat(temporary.resolve("runs/model")).doesNotExist();
        });
        assertThat(files()).containsExactly("runs", "runs/model", "runs/model/part", "runs/model/part/a.txt");
    }

    @Test
    void takesThePlaceOfAnEmptyFolderAndOfWhatMayBeReplaced() throws IOException {
        Path target = temporary.resolve("model");
        Files.createDirectory(target);
        AtomicFolder.write(target, NOTHING, AtomicFolderTest::old);
        AtomicFolder.write(target, "part/a.txt"::equals, folder -> Files.writeString(folder.resolve("b.txt"), "newer"));
        assertThat(files()).containsExactly("model", "model/b.txt");
    }

    @Test
    void aFileThatWouldBeLostIsNamed() throws IOException {
        Path target = temporary.resolve("model");
        AtomicFolder.write(target, NOTHING, AtomicFolderTest::old);
        Files.writeString(target.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> AtomicFolder.write(target, "part/a.txt"::equals, AtomicFolderTest::old))
                .isInstanceOf(InputException.class)
                .hasMessage(target + " cannot be replaced: it has a file 'notes.txt' that would be lost; name a new or"
                        + " an empty folder");
        assertThat(files()).containsExactly("model", "model/notes.txt", "model/part", "model/part/a.txt");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path target = Files.writeString(temporary.resolve("model"), "text");
        assertThatThrownBy(() -> AtomicFolder.write(target, file -> true, AtomicFolderTest::old))
                .hasMessageContaining("it exists and is not a folder");
        assertThat(target).hasContent("text");
    }

    @Test
    void aFullDiskLeavesWhatWasThere() throws IOException {
        Path target = temporary.resolve("model");
        AtomicFolder.write(target, NOTHING, AtomicFolderTest::old);
        assertThatThrownBy(() -> AtomicFolder.write(target, file -> true, folder -> {
                    old(folder);
                    throw new FileSystemException(folder.toString(), null, "No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage(target + " cannot be written: No space left on device; what was there before is unchanged");
        assertThat(files()).containsExactly("model", "model/part", "model/part/a.txt");
        assertThat(target.resolve("part/a.txt")).hasContent("new");
    }

    @Test
    void aRefusalFromBelowSpeaksOfTheTarget() {
        Path target = temporary.resolve("model");
        assertThatThrownBy(() -> AtomicFolder.write(
                        target,
                        NOTHING,
                        folder -> AtomicFile.create(folder.resolve("x".repeat(300)))
                                .close()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(target + " cannot be written: ");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aBugInTheContentLeavesNothing() {
        assertThatThrownBy(() -> AtomicFolder.write(temporary.resolve("model"), NOTHING, folder -> {
                    old(folder);
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void behindALinkTheFolderItselfIsReplaced() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("real"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), real);
        AtomicFolder.write(link, NOTHING, AtomicFolderTest::old);
        assertThat(link).isSymbolicLink();
        assertThat(real.resolve("part/a.txt")).hasContent("new");
    }
}
