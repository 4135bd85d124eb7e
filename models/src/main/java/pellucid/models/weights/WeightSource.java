package pellucid.models.weights;

import java.util.Map;
import java.util.Set;
import pellucid.tensor.InputException;

/**
 * Named tensors that can be read one at a time: one file, or a folder of several.
 *
 * <p>Every value comes row-major, in a new array that belongs to the caller. Reading is safe from several threads.
 * Every method that takes a name throws {@link InputException} when there is no such tensor (the message lists the
 * nearest names), when the file cannot be read, or when the source has been closed.
 */
public interface WeightSource extends AutoCloseable {
    /** The names of all tensors, in the order of the file. */
    Set<String> names();

    /** What the file says of a tensor: type, shape, place. */
    StoredTensor tensor(String name);

    /**
     * Reads a tensor of any type as floats into {@code target[offset ...]}, with the conversion of PyTorch's
     * {@code .float()}: F16 and BF16 exactly; F64, I64 and I32 rounded to the nearest float, ties to even; BOOL as 0
     * and 1.
     *
     * @throws pellucid.tensor.ShapeException when the target has no room for it
     */
    void readFloats(String name, float[] target, int offset);

    /** A tensor of any type as floats, converted as {@link #readFloats} says. */
    float[] floats(String name);

    /** A tensor of any type as doubles: all exactly, but I64 rounded to the nearest double. */
    double[] doubles(String name);

    /** A tensor of an integer type or BOOL; floating-point types are refused. */
    long[] longs(String name);

    /** A tensor of an integer type or BOOL; floating-point types and values beyond an int are refused. */
    int[] ints(String name);

    /** The bytes of a tensor of any type as they are stored: little-endian. */
    byte[] bytes(String name);

    /** The file's own notes, such as {@code format=pt}; empty when it has none. */
    Map<String, String> metadata();

    /** Closes the files; what was read stays valid. Closing twice does nothing. */
    @Override
    void close();
}
