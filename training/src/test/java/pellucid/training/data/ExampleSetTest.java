package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class ExampleSetTest {
    @TempDir
    private Path folder;

    @Test
    void readsTripletsFromCsv() {
        ExampleSet set = ExampleSet.read(file("t.csv", "id,negative,anchor,positive\n1,n,a,p\n2,m,b,q\n"));
        assertThat(set.columns()).containsExactly("anchor", "positive", "negative");
        assertThat(set.examples()).containsExactly(new Example("a", "p", "n"), new Example("b", "q", "m"));
        assertThat(set).hasToString(folder.resolve("t.csv") + ": 2 examples (anchor, positive, negative)");
    }

    @Test
    void readsScoredPairsFromTsv() {
        ExampleSet set = ExampleSet.read(file("t.tsv", "score\tsentence1\tsentence2\n.5\ta \"b\tc\n-1e-2\td\te\n"));
        assertThat(set.examples())
                .containsExactly(new Example(List.of("a \"b", "c"), 0.5), new Example(List.of("d", "e"), -0.01));
        assertThat(set).hasToString(folder.resolve("t.tsv") + ": 2 examples (sentence1, sentence2; labelled)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.jsonl", "t.json", "T.NDJSON"})
    void readsJsonLines(String name) {
        ExampleSet set = ExampleSet.read(file(
                name, "\uFEFF{\"text\": \"a\", \"label\": 3}\n\n{\"label\": \"4\", \"x\": [], \"text\": \"b\\n\"}"));
        assertThat(set.columns()).containsExactly("text");
        assertThat(set.examples()).containsExactly(new Example(List.of("a"), 3), new Example(List.of("b\n"), 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anchor,positive | anchor,positive |",
                "Positive,label,ANCHOR | ANCHOR,Positive | label",
                "negative_10,negative_2,negative,anchor,positive,negatives "
                        + "| anchor,positive,negative,negative_2,negative_10 |",
                "anchor,positive,sentence1,text | anchor,positive |",
                "sentence 2,sentence-1,score,label | sentence-1,sentence 2 | score",
                "text,sentence,label | text | label",
            })
    void findsColumnsByTheirNames(String found, String texts, String label) {
        assertThat(ExampleColumns.choose("t", List.of(found.split(",")), ExampleFormat.CSV))
                .isEqualTo(new ExampleColumns(List.of(texts.split(",")), label));
    }

    @Test
    void takesTheColumnsThatAreNamed() {
        Path file = file("t.csv", "question,answer,grade,label\nq,a,5,x\nr,b,2.5,y\n");
        ExampleFormat format = ExampleFormat.CSV
                .withTexts("answer", "question")
                .withLabel("grade")
                .withScores(0, 5);
        assertThat(ExampleSet.read(file, format).examples())
                .containsExactly(new Example(List.of("a", "q"), 1), new Example(List.of("b", "r"), 0.5));
        assertThat(ExampleSet.read(file, format.withoutLabel()).isLabelled()).isFalse();
    }

    @Test
    void readsAnotherEncodingAndDelimiter() throws IOException {
        byte[] latin = "text;label\nÉmile, ici;1\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("l.csv"), latin);
        TableFormat table = TableFormat.CSV.withEncoding(StandardCharsets.ISO_8859_1);
        assertThat(ExampleSet.read(file, ExampleFormat.CSV.withTable(table)).examples())
                .containsExactly(new Example(List.of("Émile, ici"), 1));
        assertRefused(file, "line 2 holds the byte 0xC9 (byte 12 of the file), which is not UTF-8 there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anchor,other | has a column 'anchor' and lacks its companion 'positive'; it has 'anchor', 'other'",
                "sentence2 | has a column 'sentence2' and lacks its companion 'sentence1'; it has 'sentence2'",
                "a,b | has the columns 'a', 'b', none of which is known; call them anchor, positive",
            })
    void namesTheColumnsThatAreMissing(String header, String message) {
        assertRefused(file("t.csv", header + "\n" + header + "\n"), message);
    }

    @Test
    void namesTheColumnsThatAreMissingWhereTheyAreGiven() {
        Path file = file("t.csv", "question,text\nq,t\n");
        assertThatThrownBy(() -> ExampleSet.read(
                        file, ExampleFormat.CSV.withTexts("question", "answer").withLabel("grade")))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " lacks the column(s) 'answer', 'grade'; it has 'question', 'text'; use these "
                        + "names, or rename the columns");
    }

    @Test
    void refusesAFileWithoutExamples() {
        assertRefused(file("a.csv", ""), "is empty; a table needs a header line");
        assertRefused(file("b.csv", "anchor,positive\n\n"), "holds no example; add at least one");
        assertRefused(file("c.jsonl", "\n"), "holds no example");
        assertRefused(folder.resolve("none.csv"), "does not exist");
    }

    @Test
    void refusesARaggedRowAnEmptyTextAndJsonThatIsIncomplete() {
        assertRefused(file("a.csv", "anchor,positive\n1,2\n3\n"), "the row on line 3 has 1 value(s)");
        assertRefused(
                file("b.csv", "anchor,positive\n\n1,2\n3, \n"),
                "line 4: the text in column 'positive' is empty; fill it in or remove the row");
        assertRefused(
                file("c.jsonl", "{\"anchor\":\"a\",\"positive\":\"p\"}\n{\"anchor\":\"b\"}\n"),
                "line 2 has no field 'positive' (found: anchor); every line must be an object like");
        assertRefused(
                file("d.jsonl", "{\"anchor\":\"a\",\"positive\":7}\n"), "line 1 has the number 7 as its 'positive'");
        assertRefused(file("e.jsonl", "{\"anchor\":\"a\"}\n"), "(line 1) has a column 'anchor' and lacks");
        assertRefused(file("f.json", "[\n"), "line 1 is not JSON at column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "Infinity", "", "4,5", "0x1p3", "1d", "five", "1e999", "-"})
    void refusesALabelThatIsNoNumber(String label) {
        assertRefused(
                file("t.tsv", "text\tlabel\nfine\t1\nbad\t" + label + "\n"),
                "line 3: the label is '" + label + "', which is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "null", "[1]", "\"x\"", "{}"})
    void refusesALabelThatIsNoNumberInJson(String label) {
        assertRefused(file("t.jsonl", "\n{\"text\": \"a\", \"label\": " + label + "}\n"), "line 2: the label is '");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 1", "' 1 ', 0.2", "+2.50, 0.5"})
    void scalesScores(String written, double scaled) {
        Path file = file("t.tsv", "text\tscore\na\t" + written + "\n");
        assertThat(ExampleSet.read(file, ExampleFormat.TSV.withScores(0, 5))
                        .get(0)
                        .label())
                .isEqualTo(scaled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.01", "-0.1"})
    void refusesAScoreOutsideItsRange(String written) {
        Path file = file("t.tsv", "text\tscore\na\t" + written + "\n");
        assertThatThrownBy(() -> ExampleSet.read(file, ExampleFormat.TSV.withScores(0, 5)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "line 2: the score is " + written + ", outside the range from 0.0 to 5.0; mend it");
    }

    @Test
    void refusesAFormatThatContradictsItself() {
        assertThatThrownBy(() -> ExampleFormat.CSV.withScores(1, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ExampleFormat.CSV.withTexts("a", "a")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ExampleFormat.CSV.withTexts("a").withLabel("a"))
                .isInstanceOf(InputException.class);
    }

    @Test
    void streamsWhatComesBeforeAnError() {
        Path file = file("t.csv", "text,label\n" + "a,1\n".repeat(100_000) + "b,x\n");
        try (ExampleReader in = ExampleReader.open(file)) {
            for (int i = 0; i < 100_000; i++) {
                assertThat(in.next().label()).isEqualTo(1);
            }
            assertThatThrownBy(in::next)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("line 100002: the label is 'x'");
        }
    }

    @Test
    void givesBatchesAndSubsets() {
        ExampleSet set = new ExampleSet("s", List.of("text"), List.of(new Example("a"), new Example("b")));
        assertThat(set.batch(1, 0).columns()).containsExactly(List.of("b", "a"));
        assertThat(set.subset("half", 1)).hasToString("half: 1 example (text)");
        assertThat(set.subset("none").isLabelled()).isFalse();
    }

    @Test
    void refusesExamplesThatAreNotAlike() {
        assertThatThrownBy(() -> new ExampleSet("s", List.of("a", "b"), List.of(new Example("x"))))
                .isInstanceOf(InputException.class)
                .hasMessage("s: example 0 has 1 texts, but there are 2 columns (a, b); give one text for each");
        assertThatThrownBy(() ->
                        new ExampleSet("s", List.of("a"), List.of(new Example("x"), new Example(List.of("y"), 1))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("example 1 has a label, unlike the first");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> ExampleSet.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
