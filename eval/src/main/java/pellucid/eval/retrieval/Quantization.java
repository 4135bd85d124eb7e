package pellucid.eval.retrieval;

import java.util.Locale;
import pellucid.models.weights.StoredType;

/** How the numbers of vectors are kept in fewer bits; the names and the bytes are those of sentence-transformers. */
public enum Quantization {
    /** A number a byte, signed: the code less 128. */
    INT8(StoredType.I8),
    /** A number a byte: the code, 0 to 255. */
    UINT8(StoredType.U8),
    /** A bit a number, 1 where it is above 0, the first in the highest bit; the byte less 128, signed. */
    BINARY(StoredType.I8),
    /** The same bits as a plain byte. */
    UBINARY(StoredType.U8);

    private final StoredType type;

    Quantization(StoredType type) {
        this.type = type;
    }

    /** The type of the codes in a file. */
    public StoredType type() {
        return type;
    }

    /** Whether a number becomes one bit. */
    public boolean isBinary() {
        return this == BINARY || this == UBINARY;
    }

    /** Bytes of a vector. */
    public int bytes(int dimension) {
        return isBinary() ? (dimension + Byte.SIZE - 1) / Byte.SIZE : dimension;
    }

    /** What is subtracted from a code of 0 to 255 where it is stored. */
    int offset() {
        return type == StoredType.I8 ? 128 : 0;
    }

    /** Its name on the command line: {@code int8}, {@code binary}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
