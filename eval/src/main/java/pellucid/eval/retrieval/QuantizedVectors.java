package pellucid.eval.retrieval;

import java.util.Arrays;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.ShapeException;

/** Vectors as codes, with what is needed to understand them. Immutable. */
public final class QuantizedVectors {
    private final Quantizer quantizer;
    private final byte[] codes;
    private final int count;

    /** @param codes those of all vectors, one behind the other; kept, not copied */
    public QuantizedVectors(Quantizer quantizer, byte[] codes) {
        int bytes = quantizer.bytes();
        if (codes.length % bytes != 0) {
            throw new ShapeException(
                    codes.length + " bytes are given as " + quantizer.kind().label()
                            + " codes of vectors of " + quantizer.dimension() + " numbers, " + bytes
                            + " bytes each; give whole vectors");
        }
        this.quantizer = quantizer;
        this.codes = codes;
        this.count = codes.length / bytes;
    }

    /** Quantises vectors. */
    public static QuantizedVectors of(Embeddings vectors, Quantizer quantizer) {
        int bytes = quantizer.bytes();
        byte[] codes = new byte[Math.multiplyExact(vectors.count(), bytes)];
        for (int r = 0; r < vectors.count(); r++) {
            System.arraycopy(quantizer.encode(vectors.row(r)), 0, codes, r * bytes, bytes);
        }
        return new QuantizedVectors(quantizer, codes);
    }

    public Quantizer quantizer() {
        return quantizer;
    }

    /** Number of vectors. */
    public int count() {
        return count;
    }

    /** A copy of the codes of one vector. */
    public byte[] row(int i) {
        int bytes = quantizer.bytes();
        return Arrays.copyOfRange(codes, i * bytes, (i + 1) * bytes);
    }

    /** What the codes of one vector stand for. */
    public float[] decoded(int i) {
        float[] vector = new float[quantizer.dimension()];
        for (int j = 0; j < vector.length; j++) {
            vector[j] = quantizer.value(codes, i * quantizer.bytes(), j);
        }
        return vector;
    }

    /** All codes, one vector behind the other: the very array. */
    byte[] codes() {
        return codes;
    }
}
