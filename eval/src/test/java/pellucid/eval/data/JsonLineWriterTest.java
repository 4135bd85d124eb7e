package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

class JsonLineWriterTest {
    @TempDir
    private Path folder;

    @Test
    void writesIdsALineAndReplacesTheFileAtCommit() throws IOException {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "old");
        try (JsonLineWriter out = JsonLineWriter.open(file)) {
            out.ids(new int[] {101, 7592, 102});
            out.ids(new int[0]);
            assertThat(file).hasContent("old");
            out.commit();
        }
        assertThat(Files.readString(file)).isEqualTo("{\"ids\":[101,7592,102]}\n{\"ids\":[]}\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leavesTheOldFileWhenItIsNotCommitted() throws IOException {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "old");
        try (JsonLineWriter out = JsonLineWriter.open(file)) {
            for (int i = 0; i < 100_000; i++) {
                out.ids(new int[] {i});
            }
        }
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhenAFileCannotBeOpened() {
        assertThatThrownBy(() -> JsonLineWriter.open(folder.resolve("none").resolve("x.jsonl")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("none"));
        assertThatThrownBy(() -> JsonLineWriter.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a plain file");
    }
}
