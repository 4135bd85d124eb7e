package pellucid.models.word2vec.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Decimal numbers in bytes of text to float32, to the same bits as {@link Float#parseFloat} and several times as fast.
 *
 * <p>With at most 15 digits and a power of ten of at most 22, both are exact in float64, and their product or quotient is the
 * float64 nearest to the number (Clinger, "How to read floating point numbers accurately", 1990). Rounding that once more to
 * float32 is right unless it lies exactly half-way between two float32; then, as for all other numbers, the JDK decides. (All
 * of them are 0 or between 10⁻²² and 10³⁷, where float32 has its full precision.)
 */
final class Decimals {
    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    /** The bits of a float64 that float32 has no room for, and their value half-way. */
    private static final long LOST = (1L << 29) - 1;

    private static final long HALF = 1L << 28;

    private byte[] text;
    private int at;
    private int end;
    private long mantissa;
    private int digits;
    private int exponent;

    /**
     * The number in text[from … to - 1].
     *
     * @throws NumberFormatException if it is none; nan, inf and infinity are numbers, in any letter case
     */
    float parse(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.end = to;
        boolean negative = at < end && text[at] == '-';
        if (negative || at < end && text[at] == '+') {
            at++;
        }
        if (!scan()) {
            return named(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        }
        if (digits <= MOST_DIGITS && Math.abs(exponent) < POWERS.length) {
            double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
            if ((Double.doubleToRawLongBits(value) & LOST) != HALF) {
                return (float) (negative ? -value : value);
            }
        }
        return Float.parseFloat(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** digits [. digits] [e [sign] digits], with a digit before or after the point. */
    private boolean scan() {
        mantissa = 0;
        digits = 0;
        exponent = 0;
        int start = at;
        digits();
        int seen = at - start;
        if (at < end && text[at] == '.') {
            int point = ++at;
            digits();
            seen += at - point;
            exponent = point - at;
        }
        if (seen == 0) {
            return false;
        }
        return at == end || power();
    }

    private void digits() {
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            if (digits > 0 || text[at] != '0') {
                digits++;
            }
            if (digits <= MOST_DIGITS) {
                mantissa = 10 * mantissa + (text[at] - '0');
            }
            at++;
        }
    }

    private boolean power() {
        if (text[at] != 'e' && text[at] != 'E') {
            return false;
        }
        at++;
        boolean negative = at < end && text[at] == '-';
        if (negative || at < end && text[at] == '+') {
            at++;
        }
        int start = at;
        int power = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            power = Math.min(10 * power + (text[at] - '0'), 1 << 20);
            at++;
        }
        exponent += negative ? -power : power;
        return at > start && at == end;
    }

    private static float named(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean signed = name.startsWith("-") || name.startsWith("+");
        float value = switch (signed ? name.substring(1) : name) {
            case "nan" -> Float.NaN;
            case "inf", "infinity" -> Float.POSITIVE_INFINITY;
            default -> throw new NumberFormatException(text);
        };
        return name.startsWith("-") ? -value : value;
    }
}
