package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

class TextLinesTest {
    @TempDir
    private Path folder;

    @Test
    void onlyANewlineSeparatesAndTheLastOneAddsNothing() throws IOException {
        assertLines("");
        assertLines("a", "a");
        assertLines("a\n", "a");
        assertLines("\n", "");
        assertLines("\n\n", "", "");
        assertLines("a\n\nb", "a", "", "b");
        assertLines("a\n\nb\n", "a", "", "b");
        assertLines("a\r\nb\rc\u2028d\f\u0085e\n", "a\r", "b\rc\u2028d\f\u0085e");
        assertLines(" \t x \n\uFEFF", " \t x ", "\uFEFF");
    }

    @Test
    void aLineMayBeLongerThanAnyBuffer() throws IOException {
        for (int length : new int[] {65_535, 65_536, 65_537, 200_001}) {
            String line = "é".repeat(length / 2) + "x".repeat(length % 2);
            assertLines(line + "\n" + line + "\nend", line, line, "end");
        }
    }

    @Test
    void refusesALineThatIsNotUtf8AfterGivingThoseBefore() throws IOException {
        byte[] bytes = {'o', 'k', '\n', '\n', (byte) 0xC3, (byte) 0xA9, (byte) 0xE9, '\n', 'z'};
        Path file = Files.write(folder.resolve("bad.txt"), bytes);
        assertThat(TextLines.count(file)).isEqualTo(4);
        try (TextLines lines = TextLines.open(file)) {
            assertThat(lines.next()).isEqualTo("ok");
            assertThat(lines.next()).isEmpty();
            assertThatThrownBy(lines::next)
                    .isInstanceOf(InputException.class)
                    .hasMessage(file + ": line 3 holds the byte 0xE9 (byte 7 of the file), which is not UTF-8 there; "
                            + "save the file as UTF-8");
        }
    }

    @Test
    void refusesSurrogatesAndOverlongForms() throws IOException {
        for (byte[] bytes : List.of(
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xE2, (byte) 0x82})) {
            Path file = Files.write(folder.resolve("bad.txt"), bytes);
            try (TextLines lines = TextLines.open(file)) {
                assertThatThrownBy(lines::hasNext)
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("line 1 holds the byte");
            }
        }
    }

    @Test
    void endsWithNoSuchElement() throws IOException {
        Path file = Files.writeString(folder.resolve("one.txt"), "one\n");
        try (TextLines lines = TextLines.open(file)) {
            lines.next();
            assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void saysWhenTheFileIsNotThere() {
        Path missing = folder.resolve("none.txt");
        assertThatThrownBy(() -> TextLines.open(missing))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist; check the path");
        assertThatThrownBy(() -> TextLines.count(missing)).isInstanceOf(InputException.class);
    }

    private void assertLines(String content, String... wanted) throws IOException {
        Path file = Files.writeString(folder.resolve("lines.txt"), content);
        List<String> found = new ArrayList<>();
        try (TextLines lines = TextLines.open(file)) {
            lines.forEachRemaining(found::add);
        }
        assertThat(found).containsExactly(wanted);
        assertThat(TextLines.count(file)).isEqualTo(wanted.length);
    }
}
