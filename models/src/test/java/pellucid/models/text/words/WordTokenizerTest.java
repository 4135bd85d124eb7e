package pellucid.models.text.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.tensor.InputException;

class WordTokenizerTest {
    private static final Preprocessing DEFAULT = Preprocessing.DEFAULT;

    private static List<String> tokens(Preprocessing preprocessing, String text) {
        return preprocessing.tokenizer().tokens(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The CAT, sat -- on it!|the cat sat on it",
                "don't  rock 'n' roll|don't rock n roll",
                "the film’s ‘best’ part|the film's best part",
                "1,234.56 and 3. or 4,x|1,234.56 and 3 or 4 x",
                "snow_white co-star a/b|snow white co star a b",
                "3d 1990s x2|3d 1990s x2",
                "ÉCOLE Straße ŁÓDŹ|école straße łódź",
                "ΟΔΟΣ ΣΟΦΟΣ|οδος σοφος", // the sigma at a word's end has a form of its own
                "İstanbul|i̇stanbul",
                "हिन्दी भाषा|हिन्दी भाषा", // vowel signs and viramas are marks, not letters
                "smile😀 𝔘nit 𐐀|smile 𝔘nit 𐐨",
                "bad\uFFFDbyte|bad byte",
                "a\u00A0b\u2003c\u0000d|a b c d"
            })
    void cuts_words_and_puts_them_in_lower_case(String text, String expected) {
        assertThat(String.join(" ", tokens(DEFAULT, text))).isEqualTo(lastSigma(expected));
    }

    /** The words above are written with the usual sigma. */
    private static String lastSigma(String expected) {
        return expected.replaceAll("σ(?= |$)", "ς");
    }

    @Test
    void an_accent_is_one_with_its_letter_however_it_was_typed() {
        String composed = "café déjà";

        assertThat(tokens(DEFAULT, Normalizer.normalize(composed, Normalizer.Form.NFD)))
                .isEqualTo(tokens(DEFAULT, composed))
                .containsExactly("café", "déjà");
    }

    @Property
    void gives_words_in_lower_case_that_it_leaves_as_they_are(@ForAll String text) {
        for (String token : tokens(DEFAULT, text)) {
            assertThat(token).isNotEmpty().isEqualTo(token.toLowerCase(Locale.ROOT));
            assertThat(token.codePoints().noneMatch(Characters::blank)).isTrue();
        }
    }

    @Property
    void kept_special_characters_leave_what_stands_between_blanks(@ForAll String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder parts = new StringBuilder();
        composed.codePoints().forEach(c -> parts.appendCodePoint(Characters.blank(c) ? ' ' : c));
        List<String> expected = List.of(parts.toString().strip().split(" +"));

        assertThat(String.join(" ", tokens(Preprocessing.BLANKS, text))).isEqualTo(String.join(" ", expected));
    }

    @Test
    void special_characters_become_tokens_on_request() {
        assertThat(tokens(DEFAULT.withSpecialCharacters(SpecialCharacters.SEPARATE), "Well... it's 5€ 😀, no?"))
                .containsExactly("well", ".", ".", ".", "it's", "5", "€", "😀", ",", "no", "?");
    }

    @Test
    void letter_case_stays_on_request() {
        assertThat(tokens(DEFAULT.withLowerCase(false), "The École's ΟΔΟΣ")).containsExactly("The", "École's", "ΟΔΟΣ");
    }

    @Test
    void a_text_is_one_sentence_unless_sentences_are_asked_for() {
        String text = "He left. Why? \"Because,\" she said. It cost 3.5 dollars... and more!\n\n* * *\n\nA new one";

        assertThat(DEFAULT.tokenizer().sentences(text)).hasSize(1);
        assertThat(DEFAULT.withSentences(true).tokenizer().sentences(text))
                .containsExactly(
                        List.of("he", "left"),
                        List.of("why"),
                        List.of("because", "she", "said"),
                        List.of("it", "cost", "3.5", "dollars", "and", "more"),
                        List.of("a", "new", "one"));
    }

    @Test
    void numbers_become_tags_or_go() {
        String text = "In 1999, 1,234.5 people paid $3.50 for 3d at the 20th and 50%";

        assertThat(tokens(DEFAULT.withNumbers(Treatment.TAG), text))
                .containsExactly(
                        "in",
                        "<number>",
                        "<number>",
                        "people",
                        "paid",
                        "<number>",
                        "for",
                        "3d",
                        "at",
                        "the",
                        "20th",
                        "and",
                        "<number>");
        assertThat(tokens(DEFAULT.withNumbers(Treatment.DROP), text))
                .containsExactly("in", "people", "paid", "for", "3d", "at", "the", "20th", "and");
    }

    @Test
    void addresses_become_tags_or_go() {
        String text =
                "See (http://www.A.com/b?c=1), www.imdb.com. Write to john.doe+x@mail.example.org; now: wow, no @home";

        assertThat(tokens(DEFAULT.withAddresses(Treatment.TAG), text))
                .containsExactly("see", "<url>", "<url>", "write", "to", "<email>", "now", "wow", "no", "home");
        assertThat(tokens(DEFAULT.withAddresses(Treatment.DROP), text))
                .containsExactly("see", "write", "to", "now", "wow", "no", "home");
        assertThat(tokens(DEFAULT.withAddresses(Treatment.TAG), "http://a.b/c")).containsExactly("<url>");
        assertThat(tokens(DEFAULT, "www.imdb.com")).containsExactly("www", "imdb", "com");
        assertThat(tokens(DEFAULT.withAddresses(Treatment.TAG), "xhttp://a.b,c@d.ef,g"))
                .containsExactly("x", "<url>");
    }

    @Test
    void no_sentence_ends_inside_an_address() {
        Preprocessing both = DEFAULT.withSentences(true).withAddresses(Treatment.TAG);

        assertThat(both.tokenizer().sentences("Go to http://film.com/?Q=1 or www.Film.Com/Best. Then leave. Jo@b.Co"))
                .containsExactly(
                        List.of("go", "to", "<url>", "or", "<url>"), List.of("then", "leave"), List.of("<email>"));
    }

    @Test
    void names_in_mid_sentence_become_one_tag_each() {
        String text =
                "Yesterday Mr Bean met New York's mayor, Mary, and I'm sure I was THERE. Later \"Nobody\" saw McDonald";

        assertThat(tokens(DEFAULT.withNames(Treatment.TAG), text))
                .containsExactly(
                        "yesterday",
                        "<name>",
                        "met",
                        "<name>",
                        "mayor",
                        "<name>",
                        "and",
                        "i'm",
                        "sure",
                        "i",
                        "was",
                        "there",
                        "later",
                        "nobody",
                        "saw",
                        "<name>");
        assertThat(tokens(DEFAULT.withNames(Treatment.DROP), "We saw Jane Eyre today"))
                .containsExactly("we", "saw", "today");
    }

    @Test
    void stop_words_go_on_request() {
        assertThat(tokens(DEFAULT.withStopWords(false), "The cat is on THE mat, and it was not his"))
                .containsExactly("cat", "mat", "his");
    }

    @ParameterizedTest
    @CsvSource({
        "PORTER, generously, gener", "SNOWBALL, generously, generous",
        "PORTER, connections, connect", "SNOWBALL, connections, connect",
        "PORTER, dying, dy", "SNOWBALL, dying, die",
        "PORTER, film's, film", "SNOWBALL, film's, film",
        "NONE, connections, connections", "NONE, film's, film's"
    })
    void stems(Stemming stemming, String word, String stem) {
        assertThat(tokens(DEFAULT.withStemming(stemming), word)).containsExactly(stem);
    }

    @Test
    void lemmas_are_asked_for_once_a_word() {
        List<String> asked = new ArrayList<>();
        Lemmas lemmas = word -> {
            asked.add(word);
            return word.equals("mice") ? "mouse" : word;
        };

        assertThat(tokens(DEFAULT.withLemmas(lemmas), "Mice, mice and the mice's men"))
                .containsExactly("mouse", "mouse", "and", "the", "mouse", "men");
        assertThat(asked).containsExactly("mice", "and", "the", "mice", "men");
    }

    @ParameterizedTest
    @EnumSource(
            value = Stemming.class,
            names = {"PORTER", "SNOWBALL"})
    void refuses_stems_and_lemmas_together(Stemming stemming) {
        assertThatThrownBy(() -> DEFAULT.withLemmas(word -> word).withStemming(stemming))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("choose one of them");
    }

    @Test
    void remembers_more_words_than_its_table_holds() {
        WordTokenizer tokenizer = DEFAULT.withStopWords(false).tokenizer();
        int words = 600_000;
        int[] seen = new int[1];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append('w').append(i).append(i % 1000 == 0 ? " the " : " ");
        }

        tokenizer.tokenize(text.toString(), tokens -> {
            for (String token : tokens) {
                seen[0] += token.equals("w" + seen[0]) ? 1 : 0;
            }
        });

        assertThat(seen[0]).isEqualTo(words);
    }

    @Test
    void remembers_words_while_its_table_grows() {
        List<String> words = IntStream.range(0, 10_000).mapToObj(i -> "w" + i).toList();
        String once = String.join(" ", words);

        List<String> tokens = tokens(DEFAULT, once + ' ' + once);

        assertThat(tokens.subList(0, words.size())).isEqualTo(words);
        assertThat(tokens.subList(words.size(), tokens.size())).isEqualTo(words);
    }

    @Test
    void the_next_text_begins_anew_after_a_failure() {
        WordTokenizer tokenizer = DEFAULT.tokenizer();
        assertThatThrownBy(() -> tokenizer.tokenize("one two", tokens -> {
                    throw new IllegalStateException("full");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(tokenizer.sentences("three")).containsExactly(List.of("three"));
    }
}
