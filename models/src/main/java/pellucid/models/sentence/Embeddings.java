package pellucid.models.sentence;

import java.util.Arrays;
import java.util.Objects;
import pellucid.tensor.ShapeException;

/** The vectors of some texts, in the order of the texts. */
public final class Embeddings {
    private final float[] rows;
    private final int count;
    private final int dimension;
    private final int truncated;

    /**
     * @param rows the vectors one behind the other; kept, not copied
     * @param truncated how many of the texts were longer than the model reads
     */
    public Embeddings(float[] rows, int count, int dimension, int truncated) {
        if (rows.length != (long) count * dimension) {
            throw new ShapeException(count + " embeddings of " + dimension + " numbers are " + (long) count * dimension
                    + " numbers, the array given has " + rows.length);
        }
        this.rows = rows;
        this.count = count;
        this.dimension = dimension;
        this.truncated = truncated;
    }

    /** Number of texts. */
    public int count() {
        return count;
    }

    /** Numbers in a vector. */
    public int dimension() {
        return dimension;
    }

    /** How many of the texts had more tokens than the model reads; their ends are not in their vectors. */
    public int truncated() {
        return truncated;
    }

    /** A copy of one vector. */
    public float[] row(int i) {
        Objects.checkIndex(i, count);
        return Arrays.copyOfRange(rows, i * dimension, (i + 1) * dimension);
    }

    /** All vectors, one behind the other: the very array, [count · dimension]. */
    public float[] rows() {
        return rows;
    }

    @Override
    public String toString() {
        return "Embeddings[" + count + ", " + dimension + "]";
    }
}
