package pellucid.eval.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.query.Combination;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.models.word2vec.query.WordQuestion;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;

/** The axes are male, female, royal, many. */
class AnalogyTestTest {
    private static final float[] VECTORS = {
        1, 0, 0, 0, // man
        0, 1, 0, 0, // Woman
        1, 0, 1, 0, // king
        0, 1, 1, 0, // queen
        0, 1, 1, 0.1f, // QUEEN: less frequent, never looked up, but may be an answer
        1, 0, 0, 1, // men
        0, 1, 0, 1, // women
        1, 0, 1, 1, // kings
        0, -1, 0, 0, // rare
    };

    @TempDir
    private Path folder;

    private Path file;
    private WordQueries queries;

    @BeforeEach
    void makeQueries() {
        file = folder.resolve("questions.txt");
        WordVocabulary vocabulary = WordVocabulary.of(
                List.of("man", "Woman", "king", "queen", "QUEEN", "men", "women", "kings", "rare"), null);
        queries = new WordQueries(new WordVectors(vocabulary, Backends.get().floats(VECTORS, 9, 4)));
    }

    private AnalogyScores score(String content, int among) throws IOException {
        Files.writeString(file, content);
        return AnalogyTest.read(file).score(queries, Combination.ADD, among, done -> {});
    }

    @Test
    void countsRightAnswersAndUnknownQuestionsBySection() throws IOException {
        AnalogyScores scores = score("""
                : family
                man king woman queen
                MAN KING WOMAN QUEEN
                man king woman men
                man king woman princess

                :empty
                : gram8-plural
                man men king kings
                prince princes king kings
                Woman\twomen  man men
                """, AnalogyTest.AMONG);
        assertThat(scores.sections())
                .containsExactly(
                        new AnalogyScores.Section("family", 3, 2, 1),
                        new AnalogyScores.Section("gram8-plural", 2, 2, 1));
        assertThat(scores.semantic()).isEqualTo(new AnalogyScores.Section("semantic", 3, 2, 1));
        assertThat(scores.syntactic()).isEqualTo(new AnalogyScores.Section("syntactic", 2, 2, 1));
        assertThat(scores.total()).isEqualTo(new AnalogyScores.Section("total", 5, 4, 2));
        assertThat(scores.total().accuracy()).isEqualTo(0.8);
        assertThat(scores.among()).isEqualTo(9);
    }

    /** king - man + queen is nearest to QUEEN, which differs from a word of the question in letter case alone. */
    @Test
    void anAnswerThatIsAWordOfTheQuestionInOtherLetterCaseIsPassedOver() throws IOException {
        assertThat(queries.rank(WordQuestion.analogy("man", "king", "queen"))
                        .best(1)
                        .get(0)
                        .word())
                .isEqualTo("QUEEN");
        assertThat(score(": case\nman king queen QUEEN\n", AnalogyTest.AMONG).total())
                .isEqualTo(new AnalogyScores.Section("total", 1, 0, 0));
        assertThat(score(": case\nman king queen woman\n", AnalogyTest.AMONG).total())
                .isEqualTo(new AnalogyScores.Section("total", 1, 1, 0));
    }

    @Test
    void onlyTheMostFrequentWordsAreKnownAndCanBeAnswers() throws IOException {
        String content = ": family\nman king woman queen\n: gram8-plural\nman men king kings\n";
        assertThat(score(content, 4).total()).isEqualTo(new AnalogyScores.Section("total", 1, 1, 1));
        assertThat(score(content, 3).total()).isEqualTo(new AnalogyScores.Section("total", 0, 0, 2));
        assertThat(score(content, 3).total().accuracy()).isNaN();
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        Files.writeString(file, ": family\nman king woman queen\n");
        List<Integer> progress = new ArrayList<>();
        AnalogyTest.read(file).score(queries, Combination.MULTIPLY, 5, progress::add);
        assertThat(progress).containsExactly(5);
    }

    @Test
    void refusesWhatIsNoFileOfAnalogies() throws IOException {
        assertRefused("", "has no questions");
        assertRefused(": family\n", "has no questions");
        assertRefused("man king woman queen\n", "line 1 has a question before the first section");
        assertRefused(": family\n\nman king woman\n", "line 3 has 3 word(s)");
        assertRefused(": family\nman king woman queen women\n", "line 2 has 5 word(s)");
        assertThatThrownBy(() -> AnalogyTest.read(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not exist");
        Files.write(file, new byte[] {':', ' ', (byte) 0xff, '\n'});
        assertThatThrownBy(() -> AnalogyTest.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
    }

    private void assertRefused(String content, String part) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> AnalogyTest.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(part);
    }
}
