package pellucid.models.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class WordVocabularyTest {
    private final WordVocabulary vocabulary =
            WordVocabulary.of(List.of("the", "queen", "Queen", "quean", "king", "café"), new long[] {9, 4, 4, 3, 1, 0});

    @Test
    void wordsAndIdsAreInverse() {
        for (int id = 0; id < vocabulary.size(); id++) {
            assertThat(vocabulary.id(vocabulary.word(id))).isEqualTo(id);
            assertThat(vocabulary.require(vocabulary.word(id))).isEqualTo(id);
        }
        assertThat(vocabulary.size()).isEqualTo(6);
        assertThat(vocabulary.id("prince")).isEqualTo(-1);
    }

    @Test
    void countsAreKeptAndAddedUp() {
        assertThat(vocabulary.hasCounts()).isTrue();
        assertThat(vocabulary.count(0)).isEqualTo(9);
        assertThat(vocabulary.count(4)).isEqualTo(1);
        assertThat(vocabulary.total()).isEqualTo(21);
    }

    @Test
    void countsMayBeUnknown() {
        WordVocabulary uncounted = WordVocabulary.of(List.of("a", "b"), null);
        assertThat(uncounted.hasCounts()).isFalse();
        assertThatThrownBy(() -> uncounted.count(1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not known");
        assertThatThrownBy(uncounted::total).isInstanceOf(InputException.class);
    }

    @Test
    void anUnknownWordIsAnsweredWithTheNearestSpellings() {
        assertThatThrownBy(() -> vocabulary.require("quen"))
                .isInstanceOf(InputException.class)
                .hasMessage("'quen' is not in the vocabulary of 6 words; "
                        + "the nearest spellings are 'queen', 'quean', 'Queen'");
        assertThatThrownBy(() -> vocabulary.require("cafe"))
                .hasMessage("'cafe' is not in the vocabulary of 6 words; the nearest spelling is 'café'");
        assertThatThrownBy(() -> vocabulary.require("prince"))
                .hasMessage("'prince' is not in the vocabulary of 6 words; "
                        + "nothing is spelt like it: choose another word");
    }

    @Test
    void letterCaseIsNearerThanAnEditAndFrequencyDecidesAmongEquals() {
        assertThat(vocabulary.nearestSpellings("QUEEN", 2)).containsExactly("queen", "Queen");
        assertThat(vocabulary.nearestSpellings("Quean", 3)).containsExactly("quean", "Queen", "queen");
        assertThat(vocabulary.nearestSpellings("qeuen", 1)).containsExactly("queen");
        assertThat(WordVocabulary.of(List.of("no", "in"), null).nearestSpellings("on", 2))
                .containsExactly("no", "in");
        assertThat(vocabulary.nearestSpellings("THE", 5)).containsExactly("the");
        assertThat(vocabulary.nearestSpellings("a word much longer than any", 5))
                .isEmpty();
        assertThat(vocabulary.nearestSpellings("", 5)).isEmpty();
    }

    @Test
    void refusesWhatIsNoVocabulary() {
        assertThatThrownBy(() -> WordVocabulary.of(List.of(), null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no words");
        assertThatThrownBy(() -> WordVocabulary.of(List.of("a", "b", "a"), null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'a' twice, as ids 0 and 2");
        assertThatThrownBy(() -> WordVocabulary.of(List.of("a", "b"), new long[] {1}))
                .hasMessageContaining("2 words and 1 counts");
        assertThatThrownBy(() -> WordVocabulary.of(List.of("a", "b"), new long[] {1, 2}))
                .hasMessageContaining("'b' occurs 2 times and stands after 'a' with 1");
        assertThatThrownBy(() -> WordVocabulary.of(List.of("a"), new long[] {-1}))
                .hasMessageContaining("count -1");
    }
}
