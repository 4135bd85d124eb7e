package pellucid.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;
import pellucid.training.corpus.Documents.Counts;
import pellucid.training.corpus.TextDocuments.Unit;

class TextDocumentsTest {
    @TempDir
    Path folder;

    private CorpusFile file(byte[] bytes) throws IOException {
        return CorpusFile.of(Files.write(folder.resolve("corpus.txt"), bytes));
    }

    private CorpusFile file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Documents documents) {
        List<String> texts = new ArrayList<>();
        documents.read(document -> texts.add(document.text()));
        return texts;
    }

    @Test
    void a_line_is_a_document_and_blank_ones_are_none() throws IOException {
        TextDocuments documents = new TextDocuments(file("one two\r\n\n  \t\nthree\u0085four\rfive\nsix"), Unit.LINE);

        assertThat(texts(documents)).containsExactly("one two", "three\u0085four\rfive", "six");
        assertThat(documents.read(document -> {})).isEqualTo(new Counts(3, 0));
        assertThat(texts(documents)).as("read again").hasSize(3);
    }

    @Test
    void a_paragraph_is_a_document() throws IOException {
        assertThat(texts(new TextDocuments(file("\none\ntwo\n \nthree\n\n\n\nfour"), Unit.PARAGRAPH)))
                .containsExactly("one\ntwo\n", "three\n", "four\n");
    }

    @Test
    void a_long_paragraph_is_cut_between_words_and_a_long_line_refused() throws IOException {
        CorpusFile file = file("aaa bbb ccc ddd\nee ff\ngggggggggggg\n\nh");

        assertThat(texts(new TextDocuments(file, Unit.PARAGRAPH, 10)))
                .containsExactly("aaa bbb\n", "ccc ddd\n", "ee ff\n", "gggggggggg\n", "gg\n", "h\n");
        assertThatThrownBy(() -> texts(new TextDocuments(file, Unit.LINE, 10)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        file.path() + ": line 1 has more than 10 characters, too many for one document; read the file "
                                + "as plain text, which is cut anywhere");
    }

    @Test
    void lines_are_the_same_wherever_the_buffer_ends() throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            expected.add("é".repeat(1 + i % 11) + i);
            text.append(expected.get(i)).append(i % 3 == 0 ? "\r\n" : "\n");
        }

        assertThat(texts(new TextDocuments(file(text.toString()), Unit.LINE))).isEqualTo(expected);
    }

    @Test
    void a_cut_never_halves_a_character() throws IOException {
        Lines lines = new Lines(new StringReader("ab😀cd\nef"), 3);

        assertThat(List.of(lines.next(), lines.next(), lines.next(), lines.next()))
                .containsExactly("ab", "😀c", "d", "ef");
        assertThat(lines.next()).isNull();
    }

    @Test
    void malformed_bytes_are_replaced_and_counted() throws IOException {
        byte[] latin1 = "caf\u00e9 na\u00efve\nok\n".getBytes(StandardCharsets.ISO_8859_1);
        TextDocuments documents = new TextDocuments(file(latin1), Unit.LINE);

        assertThat(texts(documents)).containsExactly("caf\uFFFD na\uFFFDve", "ok");
        assertThat(documents.read(document -> {})).isEqualTo(new Counts(2, 2));
        TextDocuments named = new TextDocuments(file(latin1).withEncoding(StandardCharsets.ISO_8859_1), Unit.LINE);
        assertThat(texts(named)).containsExactly("café naïve", "ok");
    }

    @Test
    void a_file_of_nothing_but_malformed_bytes_is_read_to_its_end() throws IOException {
        byte[] bytes = new byte[300_001];
        Arrays.fill(bytes, (byte) 0xFF);
        bytes[300_000] = (byte) 0xC3; // half of a character

        assertThat(new TextDocuments(file(bytes), Unit.LINE).read(document -> {}))
                .isEqualTo(new Counts(1, 300_001));
    }

    @Test
    void progress_ends_at_the_size_of_the_file() throws IOException {
        List<Long> told = new ArrayList<>();
        CorpusFile file = file("x\n".repeat(200_000)).withProgress(told::add);

        new TextDocuments(file, Unit.LINE).read(document -> {});

        assertThat(told).hasSizeGreaterThan(2).isSorted().endsWith(400_000L);
    }

    @Test
    void files_that_cannot_be_read_are_one_sentence() {
        Path missing = folder.resolve("missing.txt");

        assertThatThrownBy(() -> texts(new TextDocuments(CorpusFile.of(missing), Unit.LINE)))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist; check the path");
        assertThatThrownBy(() -> texts(new TextDocuments(CorpusFile.of(folder), Unit.LINE)))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " is a directory; give the path of a file");
    }

    @Test
    void a_fraction_takes_whole_documents_and_grows_by_adding() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append('\n');
        }
        Documents all = new TextDocuments(file(text.toString()), Unit.LINE);

        List<String> tenth = texts(all.fraction(0.1, 7));
        List<String> half = texts(all.fraction(0.5, 7));

        assertThat(tenth).hasSizeBetween(900, 1100).isEqualTo(texts(all.fraction(0.1, 7)));
        assertThat(half).hasSizeBetween(4800, 5200).containsAll(tenth);
        assertThat(texts(all.fraction(0.1, 8))).isNotEqualTo(tenth);
        assertThat(all.fraction(0.1, 7).read(document -> {}).documents()).isEqualTo(tenth.size());
        assertThat(texts(all.fraction(1, 7))).hasSize(10_000);
        assertThatThrownBy(() -> all.fraction(10, 7))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a fraction of 10.0 of the documents");
    }
}
