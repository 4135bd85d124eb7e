package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static pellucid.models.weights.WriterRefusalTest.filesIn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

/** Whatever happens while a file is written, the old one stays whole until the new one is. */
class AtomicFileTest {
    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void anOldFile() throws IOException {
        target = Files.writeString(folder.resolve("model.safetensors"), "old");
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theNewFileAppearsWithTheCommit() throws IOException {
        try (AtomicFile file = AtomicFile.create(target)) {
            file.write(text("new "));
            file.write(text("content"));
            assertThat(Files.readString(target)).isEqualTo("old");
            file.commit();
            assertThat(Files.readString(target)).isEqualTo("new content");
        }
        assertThat(Files.readString(target)).isEqualTo("new content");
        assertThat(filesIn(folder)).containsExactly("model.safetensors");
    }

    @Test
    void withoutACommitNothingChanges() throws IOException {
        try (AtomicFile file = AtomicFile.create(target)) {
            file.write(text("half"));
        }
        assertThat(Files.readString(target)).isEqualTo("old");
        assertThat(filesIn(folder)).containsExactly("model.safetensors");
    }

    @Test
    void aFailureBetweenTensorsLeavesTheOldFile() throws IOException {
        long[] values = new long[100_000];
        SafetensorsWriter writer = new SafetensorsWriter().longs("ids", new long[] {values.length}, values);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> writer.write(target))
                    .isInstanceOf(InputException.class)
                    .hasMessage(target + " cannot be written: the thread was interrupted, which closes the file; "
                            + "what was there before is unchanged");
        } finally {
            Thread.interrupted();
        }
        assertThat(Files.readString(target)).isEqualTo("old");
        assertThat(filesIn(folder)).containsExactly("model.safetensors");
    }

    @Test
    void aFolderThatDoesNotExist() {
        Path missing = folder.resolve("none").resolve("model.safetensors");
        assertThatThrownBy(() -> AtomicFile.create(missing))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " cannot be written: there is no folder " + folder.resolve("none")
                        + "; create it first");
    }

    @Test
    void aTargetThatIsAFolder() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("model"));
        assertThatThrownBy(() -> AtomicFile.create(inside))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(inside + " cannot be written: it exists and is not a plain file");
        assertThat(inside).isDirectory();
    }

    @Test
    void aDeviceIsNotReplaced() {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).isTrue();
        assertThatThrownBy(() -> AtomicFile.create(full))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("/dev/full cannot be written: it exists and is not a plain file");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void aFolderThatMayNotBeWritten() throws IOException {
        assumeThat(folder.toFile().setWritable(false) && !Files.isWritable(folder))
                .isTrue();
        try {
            assertThatThrownBy(() -> AtomicFile.create(target))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("permission was denied; what was there before is unchanged");
            assertThat(Files.readString(target)).isEqualTo("old");
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aDiskThatTakesOnlyAPart() throws IOException, InterruptedException {
        Path shell = Path.of("/bin/sh");
        assumeThat(Files.isExecutable(shell)).isTrue();
        List<String> command = new ArrayList<>(List.of(shell.toString(), "-c", "ulimit -f 2048 && exec \"$@\"", "sh"));
        command.addAll(dyingWriter("whole"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(DyingWriter.REFUSED);
        assertThat(said).contains(target + " cannot be written: ", "; what was there before is unchanged");
        assertThat(Files.readString(target)).isEqualTo("old");
        assertThat(filesIn(folder)).containsExactly("model.safetensors");
    }

    @Test
    void aProcessThatIsKilledLeavesTheOldFile() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(dyingWriter("killed"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(DyingWriter.KILLED);
        assertThat(Files.readString(target)).isEqualTo("old");
        assertThat(filesIn(folder))
                .hasSize(2)
                .first()
                .asString()
                .startsWith(".model.safetensors.")
                .endsWith(".part");
    }

    @Test
    void aProcessThatIsEndedTidiesUp() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(dyingWriter("ended"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(DyingWriter.ENDED);
        assertThat(Files.readString(target)).isEqualTo("old");
        assertThat(filesIn(folder)).containsExactly("model.safetensors");
    }

    private List<String> dyingWriter(String end) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                DyingWriter.class.getName(),
                end,
                target.toString());
    }
}
