package pellucid.models.word2vec.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Backends;

/** Six words whose cosines can be worked out by hand: male, female and royal are the three axes. */
class WordQueriesTest {
    private final Backend backend = Backends.get();
    private final WordVocabulary vocabulary =
            WordVocabulary.of(List.of("man", "woman", "king", "queen", "crown", "child", "zero"), null);
    private final WordQueries queries = queries(new float[] {
        1, 0, 0,
        0, 4, 0,
        2, 0, 2,
        0, 0.5f, 0.5f,
        0, 0, 2,
        8, 6, 0,
        0, 0, 0
    });

    private WordQueries queries(float[] values) {
        return new WordQueries(new WordVectors(vocabulary, backend.floats(values, vocabulary.size(), 3)));
    }

    private static List<String> words(List<Neighbour> neighbours) {
        return neighbours.stream().map(Neighbour::word).toList();
    }

    private static void assertAnswers(List<Neighbour> found, List<String> words, double... scores) {
        assertThat(words(found)).isEqualTo(words);
        for (int i = 0; i < scores.length; i++) {
            assertThat(found.get(i).score()).isEqualTo(scores[i], within(1e-6));
        }
    }

    @Test
    void neighboursAreOrderedByCosineWhateverTheLengths() {
        assertAnswers(
                queries.rank(WordQuestion.like("queen")).best(4),
                List.of("woman", "crown", "king", "child"),
                Math.sqrt(0.5),
                Math.sqrt(0.5),
                0.5,
                0.6 * Math.sqrt(0.5));
        assertThat(queries.rank(WordQuestion.like("queen")).best(100)).hasSize(6);
    }

    /** Directions: king (1, 0, 1)/√2 + woman (0, 1, 0) - man (1, 0, 0), of length 1.259280. */
    @Test
    void anAnalogyByAddition() {
        Ranking ranking = queries.rank(WordQuestion.analogy("man", "king", "woman"));
        assertAnswers(ranking.best(3), List.of("queen", "crown", "child"), 0.958569, 0.561517, 0.290392);
        assertThat(ranking.rankOf("queen")).isEqualTo(1);
        assertThat(ranking.rankOf("child")).isEqualTo(3);
        assertThat(ranking.score("child")).isEqualTo(0.290392, within(1e-6));
    }

    /** For queen (1 + 1/2)/2 · (1 + 1/√2)/2 / ((1 + 0)/2 + 10⁻⁶), and so on. */
    @Test
    void anAnalogyByMultiplication() {
        Ranking ranking =
                queries.rank(WordQuestion.analogy("man", "king", "woman").by(Combination.MULTIPLY));
        assertAnswers(
                ranking.best(4), List.of("queen", "crown", "child", "zero"), 1.280328, 0.853552, 0.695859, 0.499999);
    }

    @Test
    void severalWordsAndNoneAgainst() {
        // man + woman is (1, 1, 0), child (0.8, 0.6, 0).
        assertAnswers(queries.rank(WordQuestion.like("man", "woman")).best(1), List.of("child"), 1.4 / Math.sqrt(2));
        assertAnswers(
                queries.rank(WordQuestion.like("man", "woman").by(Combination.MULTIPLY))
                        .best(1),
                List.of("child"),
                0.9 * 0.8 / (1 + 1e-6));
        WordQuestion against =
                new WordQuestion(List.of(), List.of("king"), Combination.ADD, Integer.MAX_VALUE, word -> true);
        assertThat(words(queries.rank(against).best(2))).containsExactly("woman", "zero");
    }

    @Test
    void answersCanBeFilteredAndLimitedToTheMostFrequent() {
        WordQuestion royal = WordQuestion.like("queen").where(word -> !word.startsWith("w"));
        assertThat(words(queries.rank(royal).best(2))).containsExactly("crown", "king");
        assertThat(queries.rank(royal).rankOf("king")).isEqualTo(2);
        assertThat(words(queries.rank(WordQuestion.like("queen").among(3)).best(9)))
                .containsExactly("woman", "king", "man");
        assertThat(queries.rank(WordQuestion.like("queen").where(word -> false)).best(9))
                .isEmpty();
    }

    @Test
    void theNeighboursOfAnyVector() {
        assertAnswers(queries.rank(new float[] {0, 0, 0.1f}).best(2), List.of("crown", "king"), 1, Math.sqrt(0.5));
        assertThatThrownBy(() -> queries.rank(new float[3])).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> queries.rank(new float[4]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("4 numbers")
                .hasMessageContaining("3");
    }

    @Test
    void similarityIsTheCosine() {
        assertThat(queries.similarity("king", "queen")).isEqualTo(0.5, within(1e-7));
        assertThat(queries.similarity("king", "king"))
                .isEqualTo(1, within(1e-7))
                .isLessThanOrEqualTo(1);
        assertThat(queries.similarity("king", "zero")).isZero();
        assertThatThrownBy(() -> queries.similarity("king", "quen"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'queen'");
    }

    @Test
    void theWordThatDoesNotMatchIsFarthestFromTheMean() {
        assertThat(queries.doesntMatch(List.of("king", "man", "queen", "crown")))
                .isEqualTo("man");
        assertThat(queries.doesntMatch(List.of("woman", "man", "child", "crown")))
                .isEqualTo("crown");
        assertThat(queries.doesntMatch(List.of("man", "woman", "crown"))).isEqualTo("man");
        assertThatThrownBy(() -> queries.doesntMatch(List.of("man", "king")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> queries.doesntMatch(List.of("man", "king", "prince")))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aVectorWithoutANumberIsNoAnswer() {
        WordQueries broken = queries(new float[] {
            1, 0, 0, Float.NaN, 5, 0, 2, 0, 2, 0, 0.5f, 0.5f, 0, 0, Float.POSITIVE_INFINITY, 8, 6, 0, 0, 0, 0
        });
        assertThat(words(broken.rank(WordQuestion.like("queen")).best(9)))
                .doesNotContain("woman")
                .startsWith("king", "child");
    }

    @Test
    void refusesWhatIsNoQuestion() {
        assertThatThrownBy(() -> queries.rank(WordQuestion.like("quen")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the nearest spelling is 'queen'");
        assertThatThrownBy(WordQuestion::like)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no words");
        assertThatThrownBy(() -> WordQuestion.like("king").among(0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> queries.rank(WordQuestion.like("king").unlike("king")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cancel each other out");
        Ranking ranking = queries.rank(WordQuestion.like("king").among(4).where(word -> !word.equals("man")));
        assertThatThrownBy(() -> ranking.best(0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ranking.rankOf("king"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one of the words of the question");
        assertThatThrownBy(() -> ranking.rankOf("man")).hasMessageContaining("not among the words");
        assertThatThrownBy(() -> ranking.rankOf("crown")).hasMessageContaining("not among the words");
        assertThatThrownBy(() -> ranking.rankOf("prince")).hasMessageContaining("not in the vocabulary");
    }
}
