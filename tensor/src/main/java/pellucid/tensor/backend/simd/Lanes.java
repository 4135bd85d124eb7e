package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
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

    /** The largest multiple of the vector length that is at most n. */
    static int whole(int n) {
        return n - n % COUNT;
    }

    /** The smallest multiple of the vector length that is at least n. */
    static int padded(int n) {
        return (n + COUNT - 1) / COUNT * COUNT;
    }

    /** The sum of one vector's lanes, which lie in an array, always in the order of a balanced tree: halves onto halves. */
    static float sum(float[] lanes) {
        return sum(lanes, 0);
    }

    /** The same where the lanes lie from {@code at} on. */
    static float sum(float[] x, int at) {
        return switch (COUNT) {
            case 4 -> quarter(x, at, 1);
            case 8 -> quarter(x, at, 2) + quarter(x, at + 1, 2);
            default -> (quarter(x, at, 4) + quarter(x, at + 2, 4)) + (quarter(x, at + 1, 4) + quarter(x, at + 3, 4));
        };
    }

    /** Four numbers, {@code step} apart from {@code at} on, added as a tree. */
    private static float quarter(float[] x, int at, int step) {
        return (x[at] + x[at + 2 * step]) + (x[at + step] + x[at + 3 * step]);
    }

    /** The largest of one vector's lanes, which lie in an array; NaN if one is. */
    static float max(float[] lanes) {
        float largest = lanes[0];
        for (int i = 1; i < COUNT; i++) {
            largest = Math.max(largest, lanes[i]);
        }
        return largest;
    }
}
