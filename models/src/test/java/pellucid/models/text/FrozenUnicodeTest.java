package pellucid.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The numbers below were counted by asking Hugging Face's tokenizers about each code point. */
class FrozenUnicodeTest {

    @Test
    void everyTableHasAsManyCodePointsAsItsSource() {
        assertThat(count(FrozenUnicode.REMOVED)).isEqualTo(137_681);
        assertThat(count(FrozenUnicode.WHITESPACE)).isEqualTo(25);
        assertThat(count(FrozenUnicode.PUNCTUATION)).isEqualTo(726);
        assertThat(count(FrozenUnicode.IDEOGRAPH)).isEqualTo(81_264);
        assertThat(count(FrozenUnicode.NONSPACING_MARK)).isEqualTo(1_549);
        assertThat(count(FrozenUnicode.MARK)).isEqualTo(2_097);
        assertThat(count(FrozenUnicode.WORD)).isEqualTo(144_667);
        assertThat(count(c -> FrozenUnicode.lowerCase(c) != c)).isEqualTo(1_487);
        assertThat(count(c -> FrozenUnicode.combiningClass(c) != 0)).isEqualTo(810);
        assertThat(count(c -> FrozenUnicode.decomposition(c) != null)).isEqualTo(13_232);
    }

    /** Places where this table and the JDK's own, 17 or 25, part ways. */
    @Test
    void disagreesWithTheJdkWhereTheTokenizerDoes() {
        assertThat(FrozenUnicode.has(0x2E43, FrozenUnicode.PUNCTUATION)).isFalse();
        assertThat(FrozenUnicode.has(0x2E5D, FrozenUnicode.PUNCTUATION)).isFalse();
        assertThat(FrozenUnicode.has('$', FrozenUnicode.PUNCTUATION)).isTrue();
        assertThat(FrozenUnicode.has(0xE000, FrozenUnicode.REMOVED)).isTrue();
        assertThat(FrozenUnicode.has(0x0378, FrozenUnicode.REMOVED)).isFalse();
        assertThat(FrozenUnicode.decomposition(0x11938)).isNull();
    }

    @Test
    void lowerCaseRunsStepByOneAndByTwo() {
        assertThat(FrozenUnicode.lowerCase('Z')).isEqualTo('z');
        assertThat(FrozenUnicode.lowerCase(0x0100)).isEqualTo(0x0101);
        assertThat(FrozenUnicode.lowerCase(0x0101)).isEqualTo(0x0101);
        assertThat(FrozenUnicode.lowerCase(0x0178)).isEqualTo(0x00FF);
        assertThat(FrozenUnicode.lowerCase(0x10400)).isEqualTo(0x10428);
    }

    @Test
    void decomposesToTheEnd() {
        assertThat(FrozenUnicode.decomposition(0x01D5)).containsExactly('U', 0x308, 0x304);
        assertThat(FrozenUnicode.decomposition(0xAC00)).containsExactly(0x1100, 0x1161);
        assertThat(FrozenUnicode.decomposition(0xD7A3)).containsExactly(0x1112, 0x1175, 0x11C2);
        assertThat(FrozenUnicode.combiningClass(0x0301)).isEqualTo(230);
        assertThat(FrozenUnicode.combiningClass(0x0323)).isEqualTo(220);
    }

    private static long count(int property) {
        return count(c -> FrozenUnicode.has(c, property));
    }

    private static long count(IntPredicate predicate) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(predicate)
                .count();
    }
}
