package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {
    @Test
    void breaksBetweenWords() {
        assertThat(Paragraph.lines("one two three", 7)).containsExactly("one two", "three");
        assertThat(Paragraph.lines("one two three", 8)).containsExactly("one two", "three");
        assertThat(Paragraph.lines("  one\n\ttwo\u0007 ", 80)).containsExactly("one two");
        assertThat(Paragraph.lines(" \n", 80)).isEmpty();
    }

    @Test
    void cutsOnlyWordsThatAreLongerThanALine() {
        assertThat(Paragraph.lines("a abcdefgh b", 3)).containsExactly("a", "abc", "def", "gh", "b");
        assertThat(Paragraph.lines("abcdef", 3)).containsExactly("abc", "def");
        assertThat(Paragraph.lines("\uD83D\uDEA2\uD83D\uDEA2\uD83D\uDEA2", 2))
                .containsExactly("\uD83D\uDEA2\uD83D\uDEA2", "\uD83D\uDEA2");
    }

    @Test
    void labelsTheFirstLineAndFillsThePage() {
        String text = "word ".repeat(30);
        assertThat(Paragraph.labelled("  name", 10, text))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("  name    word"))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("          word"));
    }

    @Test
    void bytesAreReadable() {
        assertThat(Bytes.text(1023)).isEqualTo("1023 bytes");
        assertThat(Bytes.text(1024)).isEqualTo("1.0 KiB");
        assertThat(Bytes.text(91_000_000)).isEqualTo("86.8 MiB");
        assertThat(Bytes.text(3L << 40)).isEqualTo("3.0 TiB");
    }
}
