package pellucid.training.corpus;

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
import pellucid.tensor.InputException;
import pellucid.training.corpus.Documents.Counts;
import pellucid.training.data.TableFormat;

class CsvDocumentsTest {
    @TempDir
    Path folder;

    private CorpusFile file(String text) throws IOException {
        return CorpusFile.of(Files.write(folder.resolve("reviews.csv"), text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<Document> all(Documents documents) {
        List<Document> all = new ArrayList<>();
        documents.read(all::add);
        return all;
    }

    @Test
    void reads_the_form_with_two_columns() throws IOException {
        CorpusFile file =
                file("\"review\",\"sentiment\"\n\"Good,<br /><BR>so \"\"good\"\".\",positive\nBad <b>,negative\n");

        assertThat(all(CsvDocuments.imdb(file)))
                .containsExactly(
                        new Document("Good,\n\nso \"good\".", "positive", null),
                        new Document("Bad <b>", "negative", null));
    }

    @Test
    void reads_the_form_with_a_split() throws IOException {
        CorpusFile file =
                file("split,sentiment,id,rating,review\ntrain,positive,0,9,Good\ntest,negative,1,2,\"Bad\nly\"\n");

        assertThat(all(CsvDocuments.imdb(file)))
                .containsExactly(
                        new Document("Good", "positive", "train"), new Document("Bad\nly", "negative", "test"));
    }

    @Test
    void reads_any_column_and_leaves_its_text_alone() throws IOException {
        CorpusFile file = file("plot\tgenre\nA<br/>B\tdrama\n");

        assertThat(all(new CsvDocuments(file, TableFormat.TSV, "plot", null))).containsExactly(new Document("A<br/>B"));
        assertThat(all(new CsvDocuments(file, TableFormat.TSV, "plot", "genre")))
                .containsExactly(new Document("A<br/>B", "drama", null));
    }

    @Test
    void malformed_bytes_are_replaced_and_counted() throws IOException {
        Documents documents = new CsvDocuments(file("text\ncaf\u00e9\n\u00e9t\u00e9\n"), TableFormat.CSV, "text", null);

        assertThat(all(documents)).containsExactly(new Document("caf\uFFFD"), new Document("\uFFFDt\uFFFD"));
        assertThat(documents.read(document -> {})).isEqualTo(new Counts(2, 3));
    }

    @Test
    void a_missing_column_is_named_with_the_ones_found() throws IOException {
        CorpusFile file = file("text,stars\nGood,5\n");

        assertThatThrownBy(() -> all(CsvDocuments.imdb(file)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.path() + " has no column 'review'; its columns are: text, stars; ");
        assertThatThrownBy(() -> all(new CsvDocuments(file, TableFormat.CSV, "text", "class")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no column 'class'");
    }

    @Test
    void files_that_cannot_be_read_are_one_sentence() throws IOException {
        Path missing = folder.resolve("missing.csv");

        assertThatThrownBy(() -> all(CsvDocuments.imdb(CorpusFile.of(missing))))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist; check the path");
        assertThatThrownBy(() -> all(CsvDocuments.imdb(file(""))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is empty");
    }
}
