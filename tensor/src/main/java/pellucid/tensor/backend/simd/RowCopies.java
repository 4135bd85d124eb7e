package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies short rows that lie far apart. A head's rows of 32 numbers are a page from each other, so that the processor
 * fetches none of them ahead by itself; in a loop of loads and stores it has many on their way at once, where a call of
 * {@link System#arraycopy} for each row let it wait for one after the other.
 */
final class RowCopies {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int PAIR = 2 * L;

    private RowCopies() {}

    /** Rows of so many numbers, {@code stride} apart, to where they are {@code toStride} apart. */
    static void copy(float[] from, int at, int stride, int rows, int width, float[] to, int toAt, int toStride) {
        int pairs = width - width % PAIR;
        for (int column = 0; column < pairs; column += PAIR) {
            pair(from, at + column, stride, rows, to, toAt + column, toStride);
        }
        if (pairs < width) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(from, at + i * stride + pairs, to, toAt + i * toStride + pairs, width - pairs);
            }
        }
    }

    private static void pair(float[] from, int at, int stride, int rows, float[] to, int toAt, int toStride) {
        for (int i = 0; i < rows; i++) {
            FloatVector v0 = FloatVector.fromArray(S, from, at + i * stride);
            FloatVector v1 = FloatVector.fromArray(S, from, at + i * stride + L);
            v0.intoArray(to, toAt + i * toStride);
            v1.intoArray(to, toAt + i * toStride + L);
        }
    }
}
