package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.eval.data.Synset.PartOfSpeech;
import pellucid.tensor.InputException;

class WordNetTest {
    private static final Pattern PLACE_MARK = Pattern.compile("_|\\((a|p|ip)\\)");

    @Test
    void holdsAllSynsetsOfVersion31() {
        Map<PartOfSpeech, Long> counts =
                WordNet.synsets().stream().collect(Collectors.groupingBy(Synset::partOfSpeech, Collectors.counting()));
        assertThat(counts)
                .isEqualTo(Map.of(
                        PartOfSpeech.NOUN, 82_192L,
                        PartOfSpeech.VERB, 13_789L,
                        PartOfSpeech.ADJECTIVE, 18_185L,
                        PartOfSpeech.ADVERB, 3_625L));
    }

    @Test
    void givesPlainWordsAndDefinitions() {
        List<Synset> synsets = WordNet.synsets();
        assertThat(synsets)
                .contains(new Synset(
                        PartOfSpeech.NOUN,
                        List.of("object", "physical object"),
                        "a tangible and visible entity; an entity that can cast a shadow; \"it was full of rackets, "
                                + "balls and other objects\""));
        assertThat(synsets)
                .noneMatch(synset -> PLACE_MARK.matcher(synset.wordsText()).find());
        assertThat(synsets).noneMatch(synset -> synset.definition().isBlank());
        assertThat(synsets.stream().filter(synset -> synset.definition().contains("\"")))
                .hasSizeLessThan(20);
    }

    @Test
    void readsTheCountOfWordsAsHexadecimal() {
        String words = "a 0 b(p) 0 c 0 d_e 0 f 0 g 0 h 0 i 0 j 0 k 0 l 0";
        Synset synset = WordNet.parse("00001 00 s 0b " + words + " 001 & 00002 a 0000 | x | y  ", PartOfSpeech.VERB);
        assertThat(synset.wordsText()).isEqualTo("a, b, c, d e, f, g, h, i, j, k, l");
        assertThat(synset.gloss()).isEqualTo("x | y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "plain | plain",
                "one; two; \"an example\"; \"another\" | one; two",
                "adapt: \"He changed\" | adapt",
                "dispensing medicines, | dispensing medicines",
                "canonical; e.g. \"a canon\" | canonical",
                "spread (\"straw\" is archaic); \"strew toys\" | spread (\"straw\" is archaic)",
                "; \"nothing but this\" | ; \"nothing but this\"",
            })
    void theDefinitionIsTheGlossWithoutExamples(String gloss, String definition) {
        assertThat(new Synset(PartOfSpeech.NOUN, List.of("word"), gloss).definition())
                .isEqualTo(definition);
    }

    @Test
    void refusesASynsetThatSaysNothing() {
        assertThatThrownBy(() -> new Synset(PartOfSpeech.NOUN, List.of(), "gloss"))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Synset(PartOfSpeech.NOUN, List.of("word"), " "))
                .isInstanceOf(InputException.class);
    }
}
