package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.InputException;

/**
 * The vector width, fixed when this class is loaded so that the compiler sees a constant: the widest that the processor
 * has, or {@code -Dpellucid.simd.bits=128|256|512}.
 */
public final class Lanes {
    static final String PROPERTY = "pellucid.simd.bits";

    /** Vectors of float32 of that width. */
    public static final VectorSpecies<Float> FLOATS = chosen();

    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    /** Floats in one vector. */
    public static final int COUNT = FLOATS.length();

    private Lanes() {}

    private static VectorSpecies<Float> chosen() {
        String bits = System.getProperty(PROPERTY);
        if (bits == null || bits.isBlank()) {
            return FloatVector.SPECIES_PREFERRED;
        }
        VectorShape shape = switch (bits.trim()) {
            case "128" -> VectorShape.S_128_BIT;
            case "256" -> VectorShape.S_256_BIT;
            case "512" -> VectorShape.S_512_BIT;
            default ->
                throw new InputException(
                        "-D" + PROPERTY + " is '" + bits + "'; the vector widths are 128, 256 and 512");
        };
        return VectorSpecies.of(float.class, shape);
    }

    static FloatVector load(float[] array, int index) {
        return FloatVector.fromArray(FLOATS, array, index);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    static IntVector allInts(int value) {
        return IntVector.broadcast(INTS, value);
    }

    /** The largest multiple of the vector length that is at most n. */
    static int whole(int n) {
        return n - n % COUNT;
    }

    /** The smallest multiple of the vector length that is at least n. */
    static int padded(int n) {
        return (n + COUNT - 1) / COUNT * COUNT;
    }

    /** The sum of a vector's lanes, always in the order of a balanced tree: halves onto halves. */
    static float sum(FloatVector v, float[] buffer) {
        v.intoArray(buffer, 0);
        return switch (COUNT) {
            case 4 -> quarter(buffer, 0, 1);
            case 8 -> quarter(buffer, 0, 2) + quarter(buffer, 1, 2);
            default ->
                (quarter(buffer, 0, 4) + quarter(buffer, 2, 4)) + (quarter(buffer, 1, 4) + quarter(buffer, 3, 4));
        };
    }

    /** Four numbers, {@code step} apart from {@code at} on, added as a tree. */
    private static float quarter(float[] x, int at, int step) {
        return (x[at] + x[at + 2 * step]) + (x[at + step] + x[at + 3 * step]);
    }

    /** The largest of a vector's lanes; NaN if one is. */
    static float max(FloatVector v, float[] buffer) {
        v.intoArray(buffer, 0);
        float largest = buffer[0];
        for (int i = 1; i < COUNT; i++) {
            largest = Math.max(largest, buffer[i]);
        }
        return largest;
    }
}
