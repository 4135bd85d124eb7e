package pellucid.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class WordPieceTokenizerTest {
    @TempDir
    Path folder;

    private WordPieceTokenizer tokenizer;

    @BeforeEach
    void load() {
        tokenizer = WordPieceTokenizer.fromVocab(SmallTokenizer.vocab(folder), true);
    }

    @Test
    void takesTheLongestPiecesFromTheLeft() {
        assertThat(tokens(tokenizer, "Unaffable THE cat.")).containsExactly("unaff", "##able", "the", "cat", ".");
    }

    @Test
    void aWordThatCannotBeCoveredIsOneUnknownToken() {
        assertThat(tokens(tokenizer, "unaffx the")).containsExactly("[UNK]", "the");
    }

    @Test
    void aWordOverTheLongestIsUnknownEvenIfItCouldBeCovered() {
        assertThat(tokens(tokenizer, "e" + "t".repeat(99))).hasSize(100).doesNotContain("[UNK]");
        assertThat(tokens(tokenizer, "e" + "t".repeat(100))).containsExactly("[UNK]");
    }

    @Test
    void stripsAccentsAndLowerCasesEachLetterAlone() {
        assertThat(tokens(tokenizer, "ÉT e\u0301t İSTANBUL")).containsExactly("e", "##t", "e", "##t", "istanbul");
    }

    @Test
    void aCasedTokenizerKeepsCaseAndAccents() {
        WordPieceTokenizer cased = WordPieceTokenizer.fromVocab(folder.resolve("vocab.txt"), false);
        assertThat(tokens(cased, "É é THE the")).containsExactly("É", "[UNK]", "[UNK]", "the");
    }

    @Test
    void chineseCharactersAreWordsOfTheirOwn() {
        assertThat(tokens(tokenizer, "the東cat")).containsExactly("the", "東", "cat");
    }

    @Test
    void specialTokensInTheTextAreRecognisedAsWrittenOnly() {
        assertThat(tokens(tokenizer, "the[SEP]cat [MASK][sep]"))
                .containsExactly("the", "[SEP]", "cat", "[MASK]", "[UNK]", "[UNK]", "[UNK]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"un\ud800affable", "un\udc00affable", "un\ufffdaffable"})
    void halfASurrogatePairIsRemovedLikeTheReplacementCharacter(String text) {
        assertThat(tokens(tokenizer, text)).containsExactly("unaff", "##able");
    }

    @Test
    void spansShowWhereATokenCameFrom() {
        assertThat(spans(tokenizer.encode("e\u0301t  İstanbul.", 16)))
                .containsExactly("0-0", "0-1", "2-3", "5-13", "13-14", "0-0");
        assertThat(spans(tokenizer.encode(" \u0000x\u0301\ud83d\ude00 the", 16)))
                .as("from the first char that counts to the last, a pair of surrogates whole")
                .containsExactly("0-0", "2-6", "7-10", "0-0");
    }

    @Test
    void truncationCutsTheEndAndSaysSo() {
        Encoding encoding = tokenizer.encode("the cat the cat", 4);
        assertThat(tokenizer.tokens(encoding.ids())).containsExactly("[CLS]", "the", "cat", "[SEP]");
        assertThat(encoding.truncated()).isTrue();
        assertThat(encoding.fullLength()).isEqualTo(6);
        assertThat(tokenizer.encode("the cat the cat", 6).truncated()).isFalse();
    }

    @Test
    void aPairIsOneSequenceWithTwoTypes() {
        Encoding encoding = tokenizer.encodePair("the cat", "cat", 16);
        assertThat(tokenizer.tokens(encoding.ids())).containsExactly("[CLS]", "the", "cat", "[SEP]", "cat", "[SEP]");
        assertThat(encoding.typeIds()).containsExactly(0, 0, 0, 0, 1, 1);
        assertThat(encoding.truncated()).isFalse();
    }

    /** Lengths of the two texts, room for both, and what is kept: as tokenizers 0.23.2 gives it. */
    @ParameterizedTest
    @CsvSource({"5,2,5,3,2", "2,5,5,2,3", "5,5,5,2,3", "6,5,5,3,2", "9,8,5,2,3", "5,0,3,3,0", "7,7,0,0,0", "2,1,3,2,1"})
    void ofAPairTheLongerTextIsCutFirst(int first, int second, int room, int keptOfFirst, int keptOfSecond) {
        Encoding encoding = tokenizer.encodePair("the ".repeat(first), "cat ".repeat(second), room + 3);
        List<String> tokens = tokenizer.tokens(encoding.ids());
        assertThat(tokens.stream().filter("the"::equals)).hasSize(keptOfFirst);
        assertThat(tokens.stream().filter("cat"::equals)).hasSize(keptOfSecond);
        assertThat(encoding.fullLength()).isEqualTo(first + second + 3);
    }

    @Test
    void aLengthWithoutRoomForTheSpecialTokensIsRefused() {
        assertThat(tokenizer.encode("the cat", 2).ids()).containsExactly(2, 3);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> tokenizer.encode("the cat", 1))
                .withMessage("the maximum length is 1, the special tokens alone take 2; ask for at least that many");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> tokenizer.encodePair("a", "b", 2));
    }

    @Test
    void decodeGluesPiecesAndLeavesSpecialTokensOut() {
        int[] ids = tokenizer.encode("Unaffable the CAT's [MASK] et.", 32).ids();
        assertThat(tokenizer.decode(ids)).isEqualTo("unaffable the cat ' s et.");
    }

    @Test
    void answersForTokensAndIds() {
        assertThat(tokenizer.idOf("cat")).isEqualTo(10);
        assertThat(tokenizer.idOf("dog")).isEqualTo(WordPieceTokenizer.ABSENT);
        assertThat(tokenizer.tokenOf(10)).isEqualTo("cat");
        assertThat(tokenizer.vocabularySize()).isEqualTo(SmallTokenizer.TOKENS.size());
        assertThat(List.of(
                        tokenizer.padId(), tokenizer.unkId(), tokenizer.clsId(), tokenizer.sepId(), tokenizer.maskId()))
                .containsExactly(0, 1, 2, 3, 4);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> tokenizer.tokenOf(21))
                .withMessageContaining("token id 21 is not in the vocabulary, whose ids run from 0 to 20");
    }

    private static List<String> tokens(WordPieceTokenizer tokenizer, String text) {
        List<String> tokens = tokenizer.tokens(tokenizer.encode(text, 256).ids());
        return tokens.subList(1, tokens.size() - 1);
    }

    private static List<String> spans(Encoding encoding) {
        return IntStream.range(0, encoding.length())
                .mapToObj(i -> encoding.start(i) + "-" + encoding.end(i))
                .toList();
    }
}
