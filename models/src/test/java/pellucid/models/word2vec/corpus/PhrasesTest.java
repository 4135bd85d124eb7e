package pellucid.models.word2vec.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class PhrasesTest {
    private static TokenSource source(String... sentences) {
        return sink -> {
            for (String sentence : sentences) {
                sink.accept(List.of(sentence.split(" ")));
            }
        };
    }

    private static List<String> read(TokenSource source) {
        List<String> sentences = new ArrayList<>();
        source.read(tokens -> sentences.add(String.join(" ", tokens)));
        return sentences;
    }

    @Test
    void a_score_above_the_threshold_makes_a_phrase() {
        // a 3, b 3, c 2, x 2; ab stands 3 times: (3 - 1) / (3 * 3) * 10 = 2.22; no other pair twice.
        TokenSource corpus = source("a b c", "x a b", "c a b x");

        assertThat(read(Phrases.learn(corpus, 1, 2.22))).containsExactly("a_b c", "x a_b", "c a_b x");
        assertThat(Phrases.learn(corpus, 1, 2.22).size()).isEqualTo(1);
        assertThat(read(Phrases.learn(corpus, 1, 2.23))).isEqualTo(read(corpus));
    }

    @Test
    void both_words_must_be_frequent_enough() {
        // Seven times (1 - 1) / … for the pairs of r; of f and g 5 of each: (5 - 2) / 25 * 11 = 1.32.
        TokenSource corpus = source("f g f g f g f g f g r");

        Phrases phrases = Phrases.learn(corpus, 2, 1.3);

        assertThat(phrases.join(List.of("f", "g", "r", "g", "f"))).containsExactly("f_g", "r", "g", "f");
    }

    @Test
    void joins_from_the_left_and_never_across_sentences() {
        TokenSource corpus = source("a a a a a", "a", "a");

        assertThat(read(Phrases.learn(corpus, 1, 0))).containsExactly("a_a a_a a", "a", "a");
    }

    @Test
    void a_second_pass_makes_longer_phrases() {
        TokenSource corpus = source("new york city rocks", "in new york city", "a new york city b");

        Phrases first = Phrases.learn(corpus, 1, 1);
        Phrases second = Phrases.learn(first, 1, 1);

        assertThat(read(first).get(1)).isEqualTo("in new_york city");
        assertThat(read(second)).containsExactly("new_york_city rocks", "in new_york_city", "a new_york_city b");
        assertThat(read(second)).as("read again").isEqualTo(read(second));
    }

    @Test
    void serve_another_corpus_too() {
        Phrases phrases = Phrases.learn(source("a b", "a b", "a b"), 1, 0.5);

        assertThat(read(phrases.over(source("x a b unknown", "b a")))).containsExactly("x a_b unknown", "b a");
    }

    @Test
    void forget_the_rarest_pairs_when_there_are_too_many() {
        PairCounts counts = new PairCounts(2);
        counts.add(List.of("a", "b", "a", "b"));
        counts.add(List.of("c", "d"));

        Phrases phrases = counts.phrases(source(), 1, 0);

        assertThat(phrases.join(List.of("a", "b", "c", "d", "b", "a"))).containsExactly("a_b", "c", "d", "b", "a");
    }

    @Test
    void refuse_choices_that_mean_nothing() {
        assertThatThrownBy(() -> Phrases.learn(source("a"), 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("minimum count of 0");
        assertThatThrownBy(() -> Phrases.learn(source("a"), 1, Double.NaN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("threshold of NaN");
    }
}
