package pellucid.models.word2vec.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    private final Decimals decimals = new Decimals();

    private float parse(String text) {
        byte[] bytes = ("x " + text + " y").getBytes(StandardCharsets.ISO_8859_1);
        return decimals.parse(bytes, 2, bytes.length - 2);
    }

    private void assertSameBits(String text) {
        assertThat(Float.floatToRawIntBits(parse(text)))
                .as(text)
                .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
    }

    @Property
    void everyFloatComesBack(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isFinite(value)) {
            assertSameBits(Float.toString(value));
            assertSameBits(Double.toString(value));
        }
    }

    @Property
    void agreesWithTheJdkOnAnyDecimal(
            @ForAll @DoubleRange(min = -2, max = 2) double value, @ForAll @IntRange(max = 17) int digits) {
        assertSameBits(String.format(Locale.ROOT, "%." + digits + "f", value));
        assertSameBits(String.format(Locale.ROOT, "%." + digits + "e", value));
    }

    /** Numbers half-way between two float32, and beside: rounding twice would go wrong here. */
    @Property
    void agreesWithTheJdkHalfWayBetweenTwoFloats(@ForAll @IntRange(min = 0x3300_0000, max = 0x5a00_0000) int bits) {
        BigDecimal low = new BigDecimal(Float.intBitsToFloat(bits));
        BigDecimal high = new BigDecimal(Float.intBitsToFloat(bits + 1));
        BigDecimal middle = low.add(high).divide(BigDecimal.valueOf(2));
        BigDecimal little = high.subtract(low).movePointLeft(12);
        assertSameBits(middle.round(new MathContext(15)).toString());
        assertSameBits(middle.toPlainString());
        assertSameBits(middle.add(little).toPlainString());
        assertSameBits(middle.subtract(little).toPlainString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1",
                "1.",
                ".5",
                "-.5e1",
                "007",
                "1e0",
                "1E+5",
                "1e-45",
                "1e-46",
                "3.4028236e38",
                "1e39",
                "1e99999999999",
                "0e99",
                "1e-99999999999",
                "0.00000000000000000000000000001",
                "123456789012345678901234567890",
                "1.00000017881393432617187499",
                "1.00000017881393432617187500",
                "1.00000017881393432617187501",
                "16777217",
                "16777217.0000001",
                "9007199254740993"
            })
    void agreesWithTheJdk(String text) {
        assertSameBits(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "inf", "-inf", "Infinity", "-Infinity", "+INF"})
    void knowsTheNamesOfWhatIsNoNumber(String text) {
        float value = parse(text);
        if (text.toLowerCase(Locale.ROOT).contains("nan")) {
            assertThat(value).isNaN();
        } else {
            assertThat(value).isEqualTo(text.startsWith("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "e5", "1e", "1e+", "1x", "0.1f", "1d", "0x1p3", "--1", "1.2.3", "1e2.5", "١"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(NumberFormatException.class);
    }
}
