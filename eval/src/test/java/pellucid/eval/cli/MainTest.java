package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class MainTest {
    private static final List<String> COMMANDS =
            List.of("doctor", "search", "embed", "tokenize", "similarity", "evaluate", "word2vec");

    @Test
    void withoutACommandSaysWhichThereAre() {
        Commands.Result result = Commands.run();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(COMMANDS);
    }

    @Test
    void knowsItsVersion() {
        Commands.Result result = Commands.run("--version");
        assertThat(result.code()).isZero();
        assertThat(result.out()).matches("Pellucid \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(Commands.run("search", "--version")).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "doctor", "search", "embed", "tokenize", "similarity", "evaluate", "word2vec"})
    void helpFitsThePageAndShowsExamples(String command) {
        Commands.Result result = command.isEmpty() ? Commands.run("--help") : Commands.run(command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        if (command.isEmpty()) {
            assertThat(result.out()).contains(COMMANDS).contains("mvn -q compile exec:java");
        } else {
            assertThat(result.out()).containsPattern("Examples?:\\R  " + command);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serch|there is no 'serch' here; did you mean search",
                "search|Missing required parameter: 'QUERY'",
                "search romantic movie|'movie' is one argument too many; put a text of several words in quotes",
                "search a --tpo 3|there is no option '--tpo'",
                "search a --top x|Invalid value for option '--top': 'x' is not an int",
                "search a --top 0|--top is 0; it must be at least 1",
                "search ''|QUERY is empty; give a text",
                "search a\uFFFD|in which Java could not read every character",
                "search a --encoding UTF-8|--encoding is given, but no --data",
                "search a --data f.csv --encoding UFT-8|--encoding is 'UFT-8', which Java does not know",
                "search a --data f.csv --json ./f.csv|--json and --data are the same file",
                "similarity a|Missing required parameter: 'B'",
                "similarity a ' '|B is empty; give a text",
                "embed --input a|Missing required option: '--output=FILE'",
                "embed --input a --output a|--output and --input are the same file, a;",
                "embed --input a --output b --truncate-dim 0|--truncate-dim is 0; it must be at least 1",
                "embed --input a --output b --batch-tokens -1|--batch-tokens is -1; it must be at least 1",
                "tokenize|Missing required option: '--input=FILE'",
                "tokenize --input a --output x/../a|--output and --input are the same file",
                "tokenize --input a --max-length 1|--max-length is 1; it must be at least 2",
            },
            quoteCharacter = '"')
    void wrongUsageIsOneSentence(String line, String sentence) {
        Object[] words = line.replace("' '", "'\u00A0'").split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].toString().replace("'", "").replace('\u00A0', ' ');
        }
        Commands.Result result = Commands.run(words);
        assertThat(result.err()).contains(sentence).contains("; see pellucid").endsWith(" --help\n");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void aFailureOnPurposeIsItsOwnSentence() {
        assertThat(reported(new InputException("x.csv does not exist; check the path")))
                .isEqualTo("pellucid: x.csv does not exist; check the path\n");
    }

    @Test
    void anUnexpectedFailureSaysHowToSeeMore() {
        assertThat(reported(new IllegalStateException("gone")))
                .isEqualTo("pellucid: failed unexpectedly (java.lang.IllegalStateException: gone); run it again with"
                        + " -Dpellucid.trace=true to see where\n");
        assertThat(reported(new OutOfMemoryError("Java heap space")))
                .startsWith("pellucid: Java's memory of ")
                .contains("MAVEN_OPTS=-Xmx");
    }

    @Test
    void theTraceIsShownOnRequest() {
        System.setProperty(Main.TRACE, "true");
        try {
            assertThat(reported(new InputException("no"))).contains("\tat " + MainTest.class.getName());
        } finally {
            System.clearProperty(Main.TRACE);
        }
    }

    @Test
    void resultsThatAreLostAreAFailure() {
        Writer closed = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        StringWriter err = new StringWriter();
        int code = Main.run(new String[] {"--version"}, new PrintWriter(closed), new PrintWriter(err));
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("could not all be written to standard output");
    }

    private static String reported(Throwable failure) {
        StringWriter err = new StringWriter();
        Output output = new Output(new PrintWriter(Writer.nullWriter()), new PrintWriter(err), false);
        assertThat(new Failures(output).report(failure)).isEqualTo(1);
        output.finish();
        return err.toString();
    }
}
