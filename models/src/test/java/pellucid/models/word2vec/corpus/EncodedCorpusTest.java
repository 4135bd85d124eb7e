package pellucid.models.word2vec.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;

class EncodedCorpusTest {
    private static final WordVocabulary VOCABULARY = WordVocabulary.of(List.of("a", "b", "c"), null);
    private static final long IN_MEMORY = 1L << 30;

    @TempDir
    Path folder;

    private static TokenSource source(List<List<String>> sentences) {
        return sink -> sentences.forEach(sink);
    }

    private static int[] block(EncodedCorpus corpus, int block) {
        return Arrays.copyOf(corpus.read(block, null), corpus.length(block));
    }

    /** The temporary files that have a name, and where the system says so, those that are open without one. */
    private List<String> filesLeft() throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> left.add(file.toString()));
        }
        Path open = Path.of("/proc/self/fd");
        if (Files.isDirectory(open)) {
            try (Stream<Path> files = Files.list(open)) {
                files.filter(Files::isSymbolicLink).forEach(file -> left.add(target(file)));
            }
        }
        left.removeIf(file -> !file.startsWith(folder.toString()));
        return left;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return ""; // between being listed and being looked at
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, IN_MEMORY})
    void leaves_unknown_words_out_and_marks_the_ends_of_sentences(long above) {
        TokenSource source = source(List.of(
                List.of("a", "x", "b"), List.of("y", "x"), List.of(), List.of("c"), List.of("b", "b", "a", "z")));

        try (EncodedCorpus corpus = EncodedCorpus.encode(source, VOCABULARY, new Spill(above, folder))) {
            assertThat(corpus.blocks()).isEqualTo(1);
            assertThat(block(corpus, 0)).containsExactly(0, 1, -1, 2, -1, 1, 1, 0, -1);
            assertThat(corpus.blockTokens(0)).isEqualTo(6);
            assertThat(corpus.tokens()).isEqualTo(6);
            assertThat(corpus.unknown()).isEqualTo(4);
            assertThat(corpus.sentences()).isEqualTo(3);
            assertThat(corpus.longestSentence()).isEqualTo(3);
            assertThat(corpus.vocabulary()).isSameAs(VOCABULARY);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100_000, IN_MEMORY})
    void blocks_are_whole_sentences_that_reach_ten_thousand_tokens(long above) throws IOException {
        List<List<String>> sentences = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int length = 1 + i * 7 % 23;
            String word = VOCABULARY.word(i % 3);
            sentences.add(Collections.nCopies(length, word));
            expected.addAll(Collections.nCopies(length, i % 3));
            expected.add(-1);
        }

        List<Integer> read = new ArrayList<>();
        try (EncodedCorpus corpus = EncodedCorpus.encode(source(sentences), VOCABULARY, new Spill(above, folder))) {
            int[] reuse = new int[0];
            for (int block = 0; block < corpus.blocks(); block++) {
                reuse = corpus.read(block, reuse);
                int[] ids = Arrays.copyOf(reuse, corpus.length(block));
                assertThat(ids[ids.length - 1]).isEqualTo(-1);
                assertThat(Arrays.stream(ids).filter(id -> id >= 0).count()).isEqualTo(corpus.blockTokens(block));
                if (block < corpus.blocks() - 1) {
                    assertThat(corpus.blockTokens(block)).isBetween(10_000, 10_022);
                }
                Arrays.stream(ids).forEach(read::add);
            }
            assertThat(corpus.tokens()).isEqualTo(expected.size() - 5_000);
            assertThat(corpus.read(0, reuse)).isSameAs(reuse);
        }

        assertThat(read).isEqualTo(expected);
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void cuts_sentences_longer_than_ten_thousand_tokens() {
        try (EncodedCorpus corpus =
                EncodedCorpus.encode(source(List.of(Collections.nCopies(25_000, "b"))), VOCABULARY)) {
            assertThat(corpus.sentences()).isEqualTo(3);
            assertThat(corpus.longestSentence()).isEqualTo(10_000);
            assertThat(IntStream.range(0, corpus.blocks()).map(corpus::blockTokens))
                    .containsExactly(10_000, 10_000, 5_000);
        }
    }

    @Test
    void threads_read_the_file_at_the_same_time() {
        List<List<String>> sentences = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            sentences.add(List.of(VOCABULARY.word(i % 3), VOCABULARY.word(i / 3 % 3)));
        }
        try (EncodedCorpus memory = EncodedCorpus.encode(source(sentences), VOCABULARY, new Spill(IN_MEMORY, folder));
                EncodedCorpus file = EncodedCorpus.encode(source(sentences), VOCABULARY, new Spill(0, folder))) {
            assertThat(IntStream.range(0, 200).parallel().allMatch(i -> {
                        int block = i % file.blocks();
                        return Arrays.equals(block(memory, block), block(file, block));
                    }))
                    .isTrue();
        }
    }

    @Test
    void nothing_is_left_behind_when_reading_fails() throws IOException {
        TokenSource failing = sink -> {
            for (int i = 0; i < 20_000; i++) {
                sink.accept(List.of("a", "b"));
            }
            throw new InputException("the disk is gone");
        };

        assertThatThrownBy(() -> EncodedCorpus.encode(failing, VOCABULARY, new Spill(0, folder)))
                .hasMessage("the disk is gone");
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_written_is_one_sentence() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> EncodedCorpus.encode(source(List.of(List.of("a"))), VOCABULARY, new Spill(0, missing)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a temporary file for them in " + missing + " cannot be written");
    }

    @Test
    void refuses_what_cannot_be_trained_on() {
        assertThatThrownBy(() -> EncodedCorpus.encode(source(List.of(List.of("x", "y"))), VOCABULARY))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("none of the corpus's 2 word(s) is among the 3 of the vocabulary; ");
        assertThatThrownBy(() -> new Spill(-1, folder)).isInstanceOf(InputException.class);
        try (EncodedCorpus corpus = EncodedCorpus.encode(source(List.of(List.of("a", "b", "a"))), VOCABULARY)) {
            corpus.requireLongerThan(2);
            assertThatThrownBy(() -> corpus.requireLongerThan(3))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("the corpus has 3 word(s) of the vocabulary, a window of 3 reaches beyond");
        }
    }
}
