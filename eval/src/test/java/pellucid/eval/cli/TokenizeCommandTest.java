package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeCommandTest {
    @TempDir
    private Path folder;

    private Path input;

    @BeforeEach
    void write() throws IOException {
        input = Files.writeString(
                folder.resolve("texts.jsonl"),
                "{\"text\": \"Hello, World!\"}\n{\"text\": \"\"}\n{\"text\": \"unaffable \\u00e9\"}\n");
    }

    @Test
    void writesTheIdsOfTheRealModel() {
        Commands.Result result = Commands.run("tokenize", "--input", input);
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        "{\"ids\":[101,7592,1010,2088,999,102]}\n{\"ids\":[101,102]}\n{\"ids\":[101,14477,20961,3468,1041,102]}\n");
    }

    @Test
    void cutsAndCountsAndWritesAFile() {
        Path output = folder.resolve("ids.jsonl");
        Commands.Result result = Commands.run("tokenize", "--input", input, "--max-length", 5, "--output", output);
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).endsWith("2 texts were longer than 5 tokens; only the first 5 of each were used\n");
        assertThat(output)
                .hasContent(
                        "{\"ids\":[101,7592,1010,2088,102]}\n{\"ids\":[101,102]}\n{\"ids\":[101,14477,20961,3468,102]}");
    }

    @Test
    void takesTheLengthFromTheModel() throws IOException {
        Path model = Commands.tinyBert(folder);
        Files.writeString(input, "{\"text\": \"" + "a ".repeat(40) + "\"}\n");
        Commands.Result result = Commands.run("tokenize", "--input", input, "--model", model);
        assertThat(result.out().split(",")).hasSize(32);
        assertThat(result.err()).isEqualTo("1 text was longer than 32 tokens; only the first 32 of each were used\n");
    }

    @Test
    void aWrongLineLeavesNoFile() throws IOException {
        Path model = Commands.tinyBert(folder);
        Files.writeString(input, "{\"text\": \"fine\"}\n{\"txt\": \"wrong\"}\n");
        Path output = folder.resolve("ids.jsonl");
        Commands.Result result = Commands.run("tokenize", "--input", input, "--output", output, "--model", model);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("line 2 has no field 'text' (found: txt)");
        assertThat(result.err().lines()).hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(input, model);
        }
    }
}
