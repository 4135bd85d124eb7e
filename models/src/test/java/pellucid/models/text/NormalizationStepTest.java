package pellucid.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.models.text.NormalizationStep.CLEAN;
import static pellucid.models.text.NormalizationStep.DECOMPOSE;
import static pellucid.models.text.NormalizationStep.LOWER_CASE;
import static pellucid.models.text.NormalizationStep.SPACE_OUT_IDEOGRAPHS;
import static pellucid.models.text.NormalizationStep.STRIP_MARKS;
import static pellucid.models.text.NormalizationStep.STRIP_NONSPACING_MARKS;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected texts are what the normalisers of Hugging Face's tokenizers 0.23.2 answer. */
class NormalizationStepTest {

    @Test
    void cleanDropsControlsAndEvensOutWhiteSpace() {
        assertThat(apply("a\u0000\u200d\ue000\ufffd\u000b\u0085b\t\u00a0\u2028c\u0378", CLEAN))
                .isEqualTo("ab   c\u0378");
    }

    @Test
    void ideographsGetBlanksAround() {
        assertThat(apply("a中文b\u3042", SPACE_OUT_IDEOGRAPHS)).isEqualTo("a 中  文 b\u3042");
    }

    @Test
    void decomposeSortsTheMarksOfALetterByClass() {
        assertThat(apply("q\u0307\u0323", DECOMPOSE)).isEqualTo("q\u0323\u0307");
        assertThat(apply("\u1e9b\u0323", DECOMPOSE)).isEqualTo("\u017f\u0323\u0307");
        assertThat(apply("a\u0315\u0300\u05ae\u0300b", DECOMPOSE)).isEqualTo("a\u05ae\u0300\u0300\u0315b");
        assertThat(apply("\u302e\u302a", DECOMPOSE)).isEqualTo("\u302a\u302e");
        assertThat(apply("\u0301a\u0323", DECOMPOSE)).as("a letter between").isEqualTo("\u0301a\u0323");
    }

    @Test
    void strippingTellsNonspacingMarksFromTheOthers() {
        assertThat(apply("e\u0301\u0903\u20dd\u0898", STRIP_NONSPACING_MARKS)).isEqualTo("e\u0903\u20dd\u0898");
        assertThat(apply("e\u0301\u0903\u20dd\u0898é", STRIP_MARKS)).isEqualTo("e\u0898é");
    }

    @Test
    void lowerCaseKnowsNoContextAndNoLanguage() {
        assertThat(apply("ΟΔΟΣ İI ẞ Ǆ Å", LOWER_CASE)).isEqualTo("οδοσ i\u0307i ß ǆ å");
    }

    @Test
    void accentsAreStrippedWhereLettersAreLoweredUnlessSaidOtherwise() {
        assertThat(NormalizationStep.bert(true, true, null, true))
                .containsExactly(CLEAN, SPACE_OUT_IDEOGRAPHS, DECOMPOSE, STRIP_NONSPACING_MARKS, LOWER_CASE);
        assertThat(NormalizationStep.bert(true, false, null, false)).containsExactly(CLEAN);
        assertThat(NormalizationStep.bert(false, false, false, true)).containsExactly(LOWER_CASE);
        assertThat(NormalizationStep.bert(false, false, true, false))
                .containsExactly(DECOMPOSE, STRIP_NONSPACING_MARKS);
    }

    private static String apply(String text, NormalizationStep step) {
        AlignedText normalized = NormalizationStep.applyAll(List.of(step), AlignedText.of(text));
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < normalized.length(); i++) {
            written.appendCodePoint(normalized.codePoint(i));
        }
        return written.toString();
    }
}
