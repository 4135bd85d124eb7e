package pellucid.eval.retrieval;

import pellucid.tensor.ShapeException;

/**
 * Makes codes of vectors, and vectors of codes. Equal to sentence-transformers' {@code quantize_embeddings}.
 *
 * @param kind what the codes look like
 * @param dimension numbers in a vector
 * @param ranges what the codes stand for; null for binary ones
 */
public record Quantizer(Quantization kind, int dimension, ScalarRanges ranges) {
    private static final int BYTE = 0xff;
    private static final int FIRST_BIT = 0x80;

    public Quantizer {
        if (kind.isBinary() != (ranges == null) || (ranges != null && ranges.dimension() != dimension)) {
            throw new ShapeException("quantisation: " + kind.label() + " codes of vectors of " + dimension
                    + " numbers are asked for with ranges of " + (ranges == null ? "none" : ranges.dimension())
                    + "; int8 and uint8 need one for each number, binary ones need none");
        }
    }

    /** Codes of one byte a number, signed, by the ranges given. */
    public static Quantizer int8(ScalarRanges ranges) {
        return new Quantizer(Quantization.INT8, ranges.dimension(), ranges);
    }

    /** One bit a number. */
    public static Quantizer binary(int dimension) {
        return new Quantizer(Quantization.BINARY, dimension, null);
    }

    /** Bytes of the codes of a vector. */
    public int bytes() {
        return kind.bytes(dimension);
    }

    /** The codes of a vector. */
    public byte[] encode(float[] vector) {
        if (vector.length != dimension) {
            throw new ShapeException("quantisation: the vector has " + vector.length + " numbers, " + dimension
                    + " are wanted; take all from the same model");
        }
        int[] codes = new int[bytes()];
        for (int i = 0; i < dimension; i++) {
            if (!kind.isBinary()) {
                codes[i] = ranges.code(i, vector[i]);
            } else if (vector[i] > 0) {
                codes[i / Byte.SIZE] |= FIRST_BIT >> i % Byte.SIZE;
            }
        }
        byte[] stored = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            stored[i] = (byte) (codes[i] - kind.offset());
        }
        return stored;
    }

    /**
     * The code of number i of the vector whose codes begin at {@code from}: as stored (-128 to 127 for int8, 0 to 255 for
     * uint8), or its bit.
     */
    int code(byte[] codes, int from, int i) {
        if (kind.isBinary()) {
            int bits = (codes[from + i / Byte.SIZE] + kind.offset()) & BYTE;
            return (bits & FIRST_BIT >> i % Byte.SIZE) == 0 ? 0 : 1;
        }
        return kind.offset() == 0 ? codes[from + i] & BYTE : codes[from + i];
    }

    /** What the code of number i stands for: the middle of its bucket; 1 or -1 for a bit. */
    float value(byte[] codes, int from, int i) {
        int code = code(codes, from, i);
        return kind.isBinary() ? 2 * code - 1 : ranges.value(i, code + kind.offset());
    }
}
