package pellucid.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every text, however odd: any chars at all, halves of surrogate pairs included. */
class WordPieceTokenizerPropertiesTest {
    private static final WordPieceTokenizer TOKENIZER = load();

    @Property
    void everyIdIsInTheVocabularyAndEverySpanInTheText(@ForAll("texts") String text) {
        Encoding encoding = TOKENIZER.encode(text, Integer.MAX_VALUE);
        assertThat(encoding.truncated()).isFalse();
        assertThat(encoding.fullLength()).isEqualTo(encoding.length());
        assertThat(encoding.ids()).startsWith(TOKENIZER.clsId()).endsWith(TOKENIZER.sepId());
        for (int i = 0; i < encoding.length(); i++) {
            assertThat(encoding.ids()[i]).isBetween(0, TOKENIZER.vocabularySize() - 1);
            assertThat(encoding.start(i)).isBetween(0, encoding.end(i));
            assertThat(encoding.end(i)).isLessThanOrEqualTo(text.length());
        }
        assertThat(TOKENIZER.decode(encoding.ids())).isNotNull();
    }

    @Property
    void aShorterMaximumGivesTheBeginningOfALongerOne(
            @ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 30) int max) {
        Encoding whole = TOKENIZER.encode(text, Integer.MAX_VALUE);
        Encoding cut = TOKENIZER.encode(text, max);
        assertThat(cut.length()).isEqualTo(Math.min(max, whole.length()));
        assertThat(cut.truncated()).isEqualTo(whole.length() > max);
        assertThat(cut.fullLength()).isEqualTo(whole.length());
        assertThat(Arrays.copyOf(cut.ids(), cut.length() - 1)).isEqualTo(Arrays.copyOf(whole.ids(), cut.length() - 1));
    }

    @Property
    void aPairFillsTheMaximumAndKeepsBothBeginnings(
            @ForAll("texts") String first,
            @ForAll("texts") String second,
            @ForAll @IntRange(min = 3, max = 40) int max) {
        Encoding a = TOKENIZER.encode(first, Integer.MAX_VALUE);
        Encoding b = TOKENIZER.encode(second, Integer.MAX_VALUE);
        Encoding pair = TOKENIZER.encodePair(first, second, max);
        assertThat(pair.fullLength()).isEqualTo(a.length() + b.length() - 1);
        assertThat(pair.length()).isEqualTo(Math.min(max, pair.fullLength()));
        int ofFirst =
                (int) Arrays.stream(pair.typeIds()).filter(type -> type == 0).count();
        int[] ids = pair.ids();
        assertThat(Arrays.copyOf(ids, ofFirst - 1)).isEqualTo(Arrays.copyOf(a.ids(), ofFirst - 1));
        int ofSecond = ids.length - 1 - ofFirst;
        assertThat(Arrays.copyOfRange(ids, ofFirst, ids.length - 1))
                .isEqualTo(Arrays.copyOfRange(b.ids(), 1, 1 + ofSecond));
    }

    @Property
    void theSameTextGivesTheSameIds(@ForAll("texts") String text) {
        assertThat(TOKENIZER.encode(text, 64)).usingRecursiveComparison().isEqualTo(TOKENIZER.encode(text, 64));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anyChars = Arbitraries.chars().all().map(String::valueOf);
        Arbitrary<String> anyCodePoints =
                Arbitraries.integers().between(0, Character.MAX_CODE_POINT).map(Character::toString);
        Arbitrary<String> known = Arbitraries.of(SmallTokenizer.TOKENS);
        Arbitrary<String> awkward = Arbitraries.of(
                " ", "\t", "É", "e\u0301\u0323", "\u0344", "한", "İ", "Σ", "\ud83d\ude00", "[SEP", "##", "\ufffd");
        return Arbitraries.oneOf(anyChars, anyCodePoints, known, awkward)
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static WordPieceTokenizer load() {
        try {
            Path folder = Files.createTempDirectory("tokenizer");
            try {
                return WordPieceTokenizer.fromVocab(SmallTokenizer.vocab(folder), true);
            } finally {
                Files.delete(folder.resolve("vocab.txt"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
