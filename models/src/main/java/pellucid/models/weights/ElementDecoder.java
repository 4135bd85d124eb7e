package pellucid.models.weights;

import java.nio.ByteBuffer;
import pellucid.tensor.InputException;

/**
 * Turns stored bytes into Java numbers, piece by piece.
 *
 * @param subject what messages begin with: the file and the tensor
 * @param type the type of the stored elements
 */
record ElementDecoder(String subject, StoredType type) {
    /** Decodes the whole of a little-endian piece into {@code target[offset ...]}. */
    void floats(ByteBuffer piece, float[] target, int offset) {
        int count = piece.remaining() / type.bytes();
        switch (type) {
            case F32 -> piece.asFloatBuffer().get(target, offset, count);
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = (float) piece.getDouble(i * Double.BYTES);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = halfToFloat(piece.getShort(i * Short.BYTES));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = bfloat16ToFloat(piece.getShort(i * Short.BYTES));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = (float) integer(piece, i, offset);
                }
            }
        }
    }

    /** Decodes the whole of a little-endian piece into {@code target[offset ...]}. */
    void doubles(ByteBuffer piece, double[] target, int offset) {
        int count = piece.remaining() / type.bytes();
        switch (type) {
            case F64 -> piece.asDoubleBuffer().get(target, offset, count);
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = piece.getFloat(i * Float.BYTES);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = halfToFloat(piece.getShort(i * Short.BYTES));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = bfloat16ToFloat(piece.getShort(i * Short.BYTES));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[offset + i] = (double) integer(piece, i, offset);
                }
            }
        }
    }

    /** Decodes the whole of a little-endian piece into {@code target[offset ...]}. */
    void longs(ByteBuffer piece, long[] target, int offset) {
        int count = piece.remaining() / type.bytes();
        for (int i = 0; i < count; i++) {
            target[offset + i] = integer(piece, i, offset);
        }
    }

    /** Decodes the whole of a little-endian piece into {@code target[offset ...]}. */
    void ints(ByteBuffer piece, int[] target, int offset) {
        int count = piece.remaining() / type.bytes();
        for (int i = 0; i < count; i++) {
            long value = integer(piece, i, offset);
            if (value != (int) value) {
                throw new InputException(subject + " holds " + value + " at element " + (offset + i)
                        + ", which is beyond an int; read it as longs");
            }
            target[offset + i] = (int) value;
        }
    }

    /** Copies the whole of a piece into {@code target[offset ...]}. */
    void bytes(ByteBuffer piece, byte[] target, int offset) {
        int count = piece.remaining();
        piece.get(0, target, offset, count);
        if (type == StoredType.BOOL) {
            for (int i = 0; i < count; i++) {
                checkBoolean(target[offset + i], offset + i);
            }
        }
    }

    private long integer(ByteBuffer piece, int i, int offset) {
        return switch (type) {
            case I64 -> piece.getLong(i * Long.BYTES);
            case I32 -> piece.getInt(i * Integer.BYTES);
            case I16 -> piece.getShort(i * Short.BYTES);
            case I8 -> piece.get(i);
            case U8 -> piece.get(i) & 0xff;
            case BOOL -> checkBoolean(piece.get(i), offset + i);
            default -> throw new IllegalStateException(type + " is not an integer type");
        };
    }

    private long checkBoolean(byte value, int element) {
        if ((value & ~1) != 0) {
            throw new InputException(subject + " is BOOL, but its element " + element + " is stored as the byte "
                    + (value & 0xff) + "; only 0 and 1 are booleans: the file is damaged");
        }
        return value;
    }

    /** The binary16 with these bits, exactly; a NaN keeps its payload and becomes a quiet one, as in hardware. */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        if (exponent == 0x1f) {
            int quiet = fraction == 0 ? 0 : 0x40_0000;
            return Float.intBitsToFloat(sign | 0x7f80_0000 | quiet | fraction << 13);
        }
        return Float.intBitsToFloat(sign | exponent + 127 - 15 << 23 | fraction << 13);
    }

    /** The bfloat16 with these bits, exactly: the upper half of a float's. */
    static float bfloat16ToFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
