package pellucid.models.word2vec.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;

class VocabularyBuilderTest {
    private static final TokenSource CORPUS = sentence -> {
        sentence.accept(List.of("b", "a", "c", "a"));
        sentence.accept(List.of());
        sentence.accept(List.of("d", "b", "a"));
    };

    @Test
    void sorts_by_count_and_then_by_the_word() {
        WordVocabulary vocabulary = new VocabularyBuilder().addAll(CORPUS).build(1);

        assertThat(List.of(vocabulary.word(0), vocabulary.word(1), vocabulary.word(2), vocabulary.word(3)))
                .containsExactly("a", "b", "c", "d");
        assertThat(new long[] {vocabulary.count(0), vocabulary.count(1), vocabulary.count(2), vocabulary.count(3)})
                .containsExactly(3, 2, 1, 1);
    }

    @Test
    void words_of_the_same_count_are_in_the_order_of_the_alphabet() {
        VocabularyBuilder builder = new VocabularyBuilder();
        for (char c = 'z'; c >= 'a'; c--) {
            builder.add(List.of("word" + c, "word" + c));
        }

        WordVocabulary vocabulary = builder.build(2);

        for (int id = 0; id < 26; id++) {
            assertThat(vocabulary.word(id)).isEqualTo("word" + (char) ('a' + id));
        }
    }

    @Test
    void keeps_words_that_are_frequent_enough_and_no_more_than_asked() {
        VocabularyBuilder builder = new VocabularyBuilder().addAll(CORPUS);

        assertThat(builder.tokens()).isEqualTo(7);
        assertThat(builder.distinct()).isEqualTo(4);
        assertThat(builder.build(2).size()).isEqualTo(2);
        assertThat(builder.build(1, 3).size()).isEqualTo(3);
        assertThat(builder.build(1, 3).id("d")).isEqualTo(-1);
        assertThat(builder.forgottenUpTo()).isZero();
    }

    @Test
    void an_empty_vocabulary_is_one_clear_sentence() {
        assertThatThrownBy(() -> new VocabularyBuilder().addAll(CORPUS).build(5))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "the vocabulary is empty: none of the corpus's 4 different words (7 in all) occurs at least "
                                + "5 times, the most frequent one 3; lower the minimum count or give more text");
        assertThatThrownBy(() -> new VocabularyBuilder().build(5))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the corpus holds no word; ");
        assertThatThrownBy(() -> new VocabularyBuilder().addAll(CORPUS).build(1, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most 0 words");
    }

    @Test
    void forgets_the_rarest_words_when_there_are_too_many() {
        VocabularyBuilder builder = VocabularyBuilder.reducingAbove(2);

        builder.add(List.of("a", "a", "b"));
        builder.add(List.of("c"));

        assertThat(builder.distinct()).isEqualTo(1);
        assertThat(builder.forgottenUpTo()).isEqualTo(1);
        assertThat(builder.tokens()).isEqualTo(4);
        builder.add(List.of("b", "b", "b"));
        assertThat(builder.build(1).count(0)).isEqualTo(3);
        assertThatThrownBy(() -> VocabularyBuilder.reducingAbove(0)).isInstanceOf(InputException.class);
    }
}
