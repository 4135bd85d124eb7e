package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class ElementDecoderTest {
    private static final int PATTERNS = 1 << 16;

    /** The value that bits mean by the definition of an IEEE 754 format, in double arithmetic. */
    private static double meaning(int bits, int exponentBits, int fractionBits) {
        int exponent = bits >> fractionBits & (1 << exponentBits) - 1;
        int fraction = bits & (1 << fractionBits) - 1;
        int bias = (1 << exponentBits - 1) - 1;
        double magnitude;
        if (exponent == (1 << exponentBits) - 1) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * Math.pow(2, 1 - bias - fractionBits);
        } else {
            magnitude = (1 + fraction / Math.pow(2, fractionBits)) * Math.pow(2, exponent - bias);
        }
        return bits >> exponentBits + fractionBits == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyHalfMeansWhatTheStandardSays() {
        for (int bits = 0; bits < PATTERNS; bits++) {
            float decoded = ElementDecoder.halfToFloat((short) bits);
            assertThat(Double.compare(decoded, meaning(bits, 5, 10)))
                    .as("bits %04x", bits)
                    .isZero();
        }
    }

    @Test
    void everyBfloat16MeansWhatTheStandardSays() {
        for (int bits = 0; bits < PATTERNS; bits++) {
            float decoded = ElementDecoder.bfloat16ToFloat((short) bits);
            assertThat(Double.compare(decoded, meaning(bits, 8, 7)))
                    .as("bits %04x", bits)
                    .isZero();
        }
    }

    @Test
    void aHalfNanKeepsItsSignAndPayloadAndIsQuiet() {
        assertThat(Float.floatToRawIntBits(ElementDecoder.halfToFloat((short) 0xfe01)))
                .isEqualTo(0xffc0_2000);
        assertThat(Float.floatToRawIntBits(ElementDecoder.halfToFloat((short) 0x7c01)))
                .isEqualTo(0x7fc0_2000);
    }

    @Test
    void everyHalfAndBfloat16ThroughTheDecoder() {
        ByteBuffer piece = littleEndian(PATTERNS * 2);
        for (int bits = 0; bits < PATTERNS; bits++) {
            piece.putShort((short) bits);
        }
        piece.flip();
        float[] halves = new float[PATTERNS + 1];
        double[] brains = new double[PATTERNS + 1];
        new ElementDecoder("file", StoredType.F16).floats(piece, halves, 1);
        new ElementDecoder("file", StoredType.BF16).doubles(piece, brains, 1);
        for (int bits = 0; bits < PATTERNS; bits++) {
            assertThat(Double.compare(halves[bits + 1], meaning(bits, 5, 10))).isZero();
            assertThat(Double.compare(brains[bits + 1], meaning(bits, 8, 7))).isZero();
        }
    }

    @Test
    void longsRoundToTheNearestFloatTiesToEven() {
        ByteBuffer piece = littleEndian(32);
        piece.putLong((1L << 24) + 1)
                .putLong((1L << 24) + 3)
                .putLong(Long.MAX_VALUE)
                .putLong(-((1L << 24) + 1));
        float[] decoded = new float[4];
        new ElementDecoder("file", StoredType.I64).floats(piece.flip(), decoded, 0);
        assertThat(decoded).containsExactly(0x1p24f, 0x1.000004p24f, 0x1p63f, -0x1p24f);
    }

    @Test
    void aLongBeyondAnIntIsRefusedWithItsPlace() {
        ByteBuffer piece = littleEndian(16).putLong(-5).putLong(3_000_000_000L);
        assertThatThrownBy(
                        () -> new ElementDecoder("m: tensor 'ids'", StoredType.I64).ints(piece.flip(), new int[12], 10))
                .isInstanceOf(InputException.class)
                .hasMessage("m: tensor 'ids' holds 3000000000 at element 11, which is beyond an int; read it as longs");
    }

    @Test
    void aBooleanThatIsNeitherZeroNorOneIsRefusedOnEveryPath() {
        ElementDecoder decoder = new ElementDecoder("m: tensor 'mask'", StoredType.BOOL);
        String message = "m: tensor 'mask' is BOOL, but its element 2 is stored as the byte 255; "
                + "only 0 and 1 are booleans: the file is damaged";
        assertThatThrownBy(() -> decoder.floats(mask(), new float[3], 0)).hasMessage(message);
        assertThatThrownBy(() -> decoder.doubles(mask(), new double[3], 0)).hasMessage(message);
        assertThatThrownBy(() -> decoder.longs(mask(), new long[3], 0)).hasMessage(message);
        assertThatThrownBy(() -> decoder.ints(mask(), new int[3], 0)).hasMessage(message);
        assertThatThrownBy(() -> decoder.bytes(mask(), new byte[3], 0)).hasMessage(message);
    }

    private static ByteBuffer mask() {
        return ByteBuffer.wrap(new byte[] {1, 0, -1});
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
