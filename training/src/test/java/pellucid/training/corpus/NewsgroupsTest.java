package pellucid.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;
import pellucid.training.corpus.Documents.Counts;

class NewsgroupsTest {
    private static final String MESSAGE = "From: ada@example.org\nSubject: Re: engines\n\nIn article <1@x> bob wrote:\n"
            + "> It cannot.\n| Never.\n\nIt can.\nHe said: no\nShe thinks so.\n\n--\nAda\nLondon\n";

    @TempDir
    Path folder;

    private CorpusFile archive(Map<String, byte[]> files) throws IOException {
        Path path = folder.resolve("news.tar.gz");
        try (OutputStream out = Files.newOutputStream(path);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return CorpusFile.of(path);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<Document> all(Documents documents) {
        List<Document> all = new ArrayList<>();
        documents.read(all::add);
        return all;
    }

    @Test
    void takes_group_and_split_from_the_folders() throws IOException {
        CorpusFile archive = archive(Map.of(
                "20news-bydate-test/", new byte[0],
                "20news-bydate-test/sci.space/", new byte[0],
                "20news-bydate-test/sci.space/61", latin1("far\n"),
                "20news-bydate-train/rec.autos/9", latin1("fast\n"),
                "news/alt.atheism/5", latin1("none\n"),
                "README", latin1("no message")));

        assertThat(all(new Newsgroups(archive, Set.of())))
                .containsExactly(
                        new Document("far\n", "sci.space", "test"),
                        new Document("fast\n", "rec.autos", "train"),
                        new Document("none\n", "alt.atheism", null));
    }

    @Test
    void odd_bytes_are_replaced_and_counted() throws IOException {
        CorpusFile archive = archive(Map.of("a/g/1", latin1("caf\u00e9 \u00e9t\u00e9\n"), "a/g/2", latin1("ok\n")));

        assertThat(all(new Newsgroups(archive, Set.of())).get(0).text()).isEqualTo("caf\uFFFD \uFFFDt\uFFFD\n");
        assertThat(new Newsgroups(archive, Set.of()).read(document -> {})).isEqualTo(new Counts(2, 3));
    }

    @Test
    void leaves_parts_of_the_messages_out() throws IOException {
        CorpusFile archive = archive(Map.of("a-train/g/1", latin1(MESSAGE)));

        assertThat(all(new Newsgroups(archive, EnumSet.allOf(MessagePart.class))))
                .containsExactly(new Document("\nIt can.\nShe thinks so.\n", "g", "train"));
        assertThat(all(new Newsgroups(archive, Set.of(MessagePart.FOOTER)))
                        .get(0)
                        .text())
                .endsWith("She thinks so.\n")
                .startsWith("From: ada");
        assertThat(all(new Newsgroups(archive, Set.of(MessagePart.HEADER)))
                        .get(0)
                        .text())
                .isEqualTo(MESSAGE.substring(MESSAGE.indexOf("In article")));
    }

    @Test
    void a_message_without_blank_lines_is_all_header_and_has_no_footer() {
        assertThat(MessagePart.without(Set.of(MessagePart.HEADER), "From: me\nhello"))
                .isEmpty();
        assertThat(MessagePart.without(Set.of(MessagePart.FOOTER), "one\ntwo\n\n"))
                .isEqualTo("one\ntwo\n\n");
    }

    @Test
    void other_files_are_refused_in_one_sentence() throws IOException {
        Path text = Files.writeString(folder.resolve("text.tar.gz"), "no archive at all");
        assertThatThrownBy(() -> all(new Newsgroups(CorpusFile.of(text), Set.of())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(text + " is no .tar.gz archive");

        CorpusFile empty = archive(Map.of("README", latin1("nothing")));
        assertThatThrownBy(() -> all(new Newsgroups(empty, Set.of())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no message");

        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        CorpusFile whole = archive(Map.of("a/g/1", noise));
        byte[] bytes = Files.readAllBytes(whole.path());
        Files.write(whole.path(), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> all(new Newsgroups(whole, Set.of())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(whole.path() + " cannot be read");
    }
}
