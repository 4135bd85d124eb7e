package pellucid.models.weights;

import java.util.Arrays;
import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * What a file says of one tensor. No instance exists whose parts disagree: the dimensions are at least 0, their product
 * fits a {@code long}, and {@code end - begin} is that product times the bytes of one element.
 *
 * @param name the tensor's name, as Hugging Face writes it ({@code encoder.layer.0.output.dense.weight})
 * @param type the type of its elements
 * @param shape its dimensions, outermost first; a scalar has none, and a dimension may be 0
 * @param begin the first byte of its data, counted from the start of the file's data
 * @param end the byte after the last one of its data
 */
public record StoredTensor(String name, StoredType type, long[] shape, long begin, long end) {
    private static final int MAX_DIMENSIONS = 64;

    /** @throws InputException when the parts disagree; the message names the tensor, not the file */
    public StoredTensor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        shape = shape.clone();
        long bytes = byteCount(name, type, shape);
        if (begin < 0 || end < begin) {
            throw new InputException("tensor " + TensorNames.quote(name) + " has data_offsets [" + begin + ", " + end
                    + "]; they must be at least 0 and in rising order");
        }
        if (end - begin != bytes) {
            throw new InputException("tensor " + TensorNames.quote(name) + " has " + (end - begin)
                    + " bytes of data (data_offsets [" + begin + ", " + end + "]), but " + type + " of shape "
                    + Arrays.toString(shape) + " takes " + bytes);
        }
    }

    /** A tensor whose data starts at {@code begin}. */
    static StoredTensor at(long begin, String name, StoredType type, long[] shape) {
        long bytes = byteCount(name, type, shape);
        return new StoredTensor(name, type, shape, begin, begin + bytes);
    }

    private static long byteCount(String name, StoredType type, long[] shape) {
        if (shape.length > MAX_DIMENSIONS) {
            throw new InputException("tensor " + TensorNames.quote(name) + " has " + shape.length
                    + " dimensions; at most " + MAX_DIMENSIONS + " are read");
        }
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new InputException("tensor " + TensorNames.quote(name) + " has shape " + Arrays.toString(shape)
                        + "; a dimension is at least 0");
            }
        }
        try {
            return Math.multiplyExact(product(shape), type.bytes());
        } catch (ArithmeticException tooLarge) {
            throw new InputException(
                    "tensor " + TensorNames.quote(name) + " has shape " + Arrays.toString(shape) + " of " + type
                            + ", whose size in bytes is over 2^63; no file is that large",
                    tooLarge);
        }
    }

    private static long product(long[] shape) {
        long product = 1;
        for (long dimension : shape) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    /** The dimensions, outermost first, as a copy. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** The number of elements: 1 for a scalar, 0 when a dimension is 0. */
    public long elementCount() {
        return product(shape);
    }

    /** The number of bytes that the data takes. */
    public long byteCount() {
        return end - begin;
    }

    /** The shape as text: {@code [384, 1536]}, or {@code []} for a scalar. */
    public String shapeText() {
        return Arrays.toString(shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredTensor that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && begin == that.begin
                && end == that.end;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, Arrays.hashCode(shape), begin, end);
    }

    @Override
    public String toString() {
        return name + " " + type + shapeText() + " at bytes " + begin + " to " + end;
    }
}
