package pellucid.eval.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;

class WordPairTestTest {
    private static final float[] VECTORS = {1, 0, 0, 2, 3, 4, -5, 0, 4, 3};

    @TempDir
    private Path folder;

    private Path file;
    private WordQueries queries;

    @BeforeEach
    void makeQueries() {
        file = folder.resolve("pairs.tsv");
        WordVocabulary vocabulary = WordVocabulary.of(List.of("east", "north", "Skew", "west", "SKEW"), null);
        queries = new WordQueries(new WordVectors(vocabulary, Backends.get().floats(VECTORS, 5, 2)));
    }

    /** The cosines are 1, 0, 0.6, 0.8 and -1; Pearson and Spearman worked out with SciPy. */
    @Test
    void correlatesCosinesWithScores() throws IOException {
        Files.writeString(file, """
                # a remark
                Word 1\tWord 2\tHuman (mean)
                east\tEAST\t9
                east\tnorth\t5\tmore
                skew\teast\t2.5

                North\tskew\t7
                east\twest\t0
                east\tup\t10
                """);
        WordPairScores scores = WordPairTest.read(file).score(queries, WordPairTest.AMONG);
        assertThat(scores.asked()).isEqualTo(5);
        assertThat(scores.unknown()).isEqualTo(1);
        assertThat(scores.unknownShare()).isEqualTo(1 / 6.0);
        assertThat(scores.pearson()).isEqualTo(0.827087, within(1e-6));
        assertThat(scores.spearman()).isEqualTo(0.9, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"east,east,1\neast,north,0\n", "east east 1\neast  north 0\r\n", "a,b\neast,east,1\neast,north,0"
            })
    void readsOtherSeparators(String content) throws IOException {
        Files.writeString(file, content);
        assertThat(WordPairTest.read(file).pairs())
                .containsExactly(new WordPairTest.Pair("east", "east", 1), new WordPairTest.Pair("east", "north", 0));
    }

    @Test
    void withTooFewKnownWordsThereIsNoCorrelation() throws IOException {
        Files.writeString(file, "east\tnorth\t1\neast\twest\t2\nnorth\twest\t2\n");
        WordPairScores scores = WordPairTest.read(file).score(queries, 2);
        assertThat(scores.asked()).isEqualTo(1);
        assertThat(scores.unknown()).isEqualTo(2);
        assertThat(scores.pearson()).isNaN();
        assertThat(scores.spearman()).isNaN();
    }

    @Test
    void refusesWhatIsNoFileOfPairs() throws IOException {
        assertRefused("", "has 0 word pair(s)");
        assertRefused("east\tnorth\t1\n", "has 1 word pair(s)");
        assertRefused("east\tnorth\t1\neast\tnorth\n", "line 2 is 'east\tnorth'");
        assertRefused("a\tb\tc\neast\tnorth\tone\n", "line 2 is 'east\tnorth\tone'");
        assertRefused("east\tnorth\t1\neast\tnorth\tNaN\n", "line 2");
        assertThatThrownBy(() -> WordPairTest.read(folder.resolve("none"))).isInstanceOf(InputException.class);
    }

    private void assertRefused(String content, String part) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> WordPairTest.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(part);
    }
}
