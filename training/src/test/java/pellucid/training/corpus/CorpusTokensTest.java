package pellucid.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.text.words.Preprocessing;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.training.corpus.Documents.Counts;

class CorpusTokensTest {
    private static final int LINES = 250_000;

    @TempDir
    Path folder;

    private static String line(int i) {
        return "the quick brown fox jumps over the lazy dog number " + i % 100 + " and on it goes " + i % 7
                + " times\n";
    }

    private static List<String> read(CorpusTokens corpus) {
        List<String> sentences = new ArrayList<>();
        corpus.read(tokens -> sentences.add(String.join(" ", tokens)));
        return sentences;
    }

    @Test
    void prepares_documents_and_other_texts_alike() {
        Documents documents = sink -> {
            sink.accept(new Document("In New York City. I love New York City!"));
            sink.accept(new Document("The New York City of 1999"));
            return new Counts(2, 5);
        };
        CorpusTokens plain = new CorpusTokens(documents, Preprocessing.DEFAULT.withSentences(true));

        assertThat(plain.counts()).isEqualTo(new Counts(0, 0));
        assertThat(read(plain))
                .containsExactly("in new york city", "i love new york city", "the new york city of 1999");
        assertThat(plain.counts()).isEqualTo(new Counts(2, 5));

        CorpusTokens twice = plain.withPhrases(1, 1).withPhrases(1, 1);
        assertThat(read(twice))
                .containsExactly("in new_york_city", "i love new_york_city", "the new_york_city of 1999");
        assertThat(twice.phrases()).as("new york, york city; new_york city").isEqualTo(3);
        assertThat(twice.tokens("New York. New York City")).containsExactly("new_york", "new_york_city");
        assertThat(read(plain)).as("the corpus without phrases").contains("in new york city");
    }

    @Test
    void formats_are_told_from_names() {
        assertThat(CorpusFormat.ofName("A.CSV")).isEqualTo(CorpusFormat.CSV);
        assertThat(CorpusFormat.ofName("a.tsv")).isEqualTo(CorpusFormat.CSV);
        assertThat(CorpusFormat.ofName("20news-bydate.tar.gz")).isEqualTo(CorpusFormat.NEWSGROUPS);
        assertThat(CorpusFormat.ofName("text8")).isEqualTo(CorpusFormat.LINES);
    }

    /** A process with 16 MB of memory reads 21 MB of text into 18 MB of ids. */
    @Test
    void a_file_may_be_larger_than_memory() throws Exception {
        Path corpus = folder.resolve("corpus.txt");
        try (Writer out = Files.newBufferedWriter(corpus)) {
            for (int i = 0; i < LINES; i++) {
                out.write(line(i));
            }
        }
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Encoding.class.getName(),
                        corpus.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo(17L * LINES + " tokens, 0 unknown, " + LINES + " sentences, sum " + sum());
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private static long sum() throws IOException {
        WordVocabulary vocabulary = new VocabularyBuilder().addAll(generated()).build(1);
        long[] sum = new long[1];
        generated().read(tokens -> tokens.forEach(token -> sum[0] += vocabulary.id(token)));
        return sum[0];
    }

    private static CorpusTokens generated() {
        return new CorpusTokens(
                sink -> {
                    for (int i = 0; i < LINES; i++) {
                        sink.accept(new Document(line(i)));
                    }
                    return new Counts(LINES, 0);
                },
                Preprocessing.DEFAULT);
    }

    /** What the process with little memory does. */
    static final class Encoding {
        private Encoding() {}

        public static void main(String[] args) {
            CorpusFile file = CorpusFile.of(Path.of(args[0]));
            CorpusTokens corpus =
                    new CorpusTokens(new TextDocuments(file, TextDocuments.Unit.LINE), Preprocessing.DEFAULT);
            WordVocabulary vocabulary = new VocabularyBuilder().addAll(corpus).build(1);
            try (EncodedCorpus encoded = EncodedCorpus.encode(corpus, vocabulary)) {
                long sum = 0;
                int[] ids = null;
                for (int block = 0; block < encoded.blocks(); block++) {
                    ids = encoded.read(block, ids);
                    for (int i = 0; i < encoded.length(block); i++) {
                        sum += Math.max(0, ids[i]);
                    }
                }
                System.out.println(encoded.tokens() + " tokens, " + encoded.unknown() + " unknown, "
                        + encoded.sentences() + " sentences, sum " + sum);
            }
        }
    }
}
