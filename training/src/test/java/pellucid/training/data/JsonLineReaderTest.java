package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.InputException;

class JsonLineReaderTest {
    private static final String WANTED = "; every line must be an object like {\"text\": \"…\"}";

    @TempDir
    private Path folder;

    @Test
    void readsTheTextOfEveryLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("in.jsonl"),
                "{\"text\": \"one\\ntwo\"}\n{\"id\": [1], \"text\": \"\\u00e9 é\"}\r\n  {\"text\":\"\"}");
        List<String> texts = new ArrayList<>();
        try (JsonLineReader in = JsonLineReader.open(file)) {
            in.forEachRemaining(texts::add);
        }
        assertThat(texts).containsExactly("one\ntwo", "é é", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | is empty",
                "{\"text\": \"a             | is not JSON at column",
                "{\"text\": \"a\"} {}       | is not JSON at column",
                "plain text                 | is not JSON at column",
                "[\"text\"]                 | holds an array",
                "\"text\"                   | holds a string",
                "null                       | holds null",
                "{}                         | has no field 'text' (found: none)",
                "{\"Text\": \"a\", \"id\": 1} | has no field 'text' (found: Text, id)",
                "{\"text\": 12}             | has the number 12 as its 'text'",
                "{\"text\": null}           | has null as its 'text'",
                "{\"text\": {}}             | has an object as its 'text'",
            })
    void namesTheLineThatIsWrong(String line, String fault) throws IOException {
        Path file = Files.writeString(folder.resolve("in.jsonl"), "{\"text\": \"fine\"}\n" + line + "\n");
        try (JsonLineReader in = JsonLineReader.open(file)) {
            assertThat(in.next()).isEqualTo("fine");
            assertThatThrownBy(in::next)
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(file + ": line 2 " + fault)
                    .hasMessageEndingWith(WANTED);
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        byte[] bytes = "{\"text\": \"ok\"}\n{\"text\": \"?\"}\n".getBytes(StandardCharsets.UTF_8);
        bytes[25] = (byte) 0xFF;
        Path file = Files.write(folder.resolve("in.jsonl"), bytes);
        try (JsonLineReader in = JsonLineReader.open(file)) {
            in.next();
            assertThatThrownBy(in::hasNext)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("line 2 holds the byte 0xFF (byte 26 of the file)");
        }
    }

    @Test
    void saysWhenAFileCannotBeOpened() {
        Path missing = folder.resolve("none").resolve("x.jsonl");
        assertThatThrownBy(() -> JsonLineReader.open(missing))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist; check the path");
    }
}
