package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.text.words.Preprocessing;

class WordNetLemmasTest {
    private static WordNetLemmas lemmas;

    @BeforeAll
    static void open() {
        lemmas = new WordNetLemmas();
    }

    @ParameterizedTest
    @CsvSource({
        "geese, goose",
        "mice, mouse",
        "children, child", // exceptions of nouns
        "went, go",
        "was, be",
        "has, have", // exceptions of verbs
        "houses, house",
        "churches, church",
        "acting, act",
        "films, film", // rules
        "better, good",
        "saw, see",
        "men, man", // several lemmas: the most frequent one
        "us, us",
        "species, species",
        "house, house",
        "data, data"
    })
    void finds_the_lemma_that_occurs_most_often(String word, String lemma) {
        assertThat(lemmas.lemma(word)).isEqualTo(lemma);
    }

    @ParameterizedTest
    @CsvSource({"his", "its", "this", "xyzzy", "new-york", "don't", "a", "café", "<number>"})
    void leaves_other_words_alone(String word) {
        assertThat(lemmas.lemma(word)).isEqualTo(word);
    }

    @Test
    void serves_the_preprocessing() {
        List<String> tokens = Preprocessing.DEFAULT
                .withLemmas(lemmas)
                .tokenizer()
                .tokens("The geese' wings were bigger than the film's mice");

        assertThat(tokens).containsExactly("the", "goose", "wing", "be", "big", "than", "the", "film", "mouse");
    }
}
