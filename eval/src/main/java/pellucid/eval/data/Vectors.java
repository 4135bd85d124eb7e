package pellucid.eval.data;

import java.util.Arrays;
import java.util.Objects;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * Points in a space of many dimensions: what is projected, grouped and classified.
 *
 * @param values the points one behind the other, [count · width]; kept, not copied
 * @param count how many points, at least 1
 * @param width how many numbers each point has, at least 1
 */
public record Vectors(float[] values, int count, int width) {
    /**
     * @throws ShapeException if the array does not hold that many numbers
     * @throws InputException if a number is not finite
     */
    public Vectors {
        if (count < 1 || width < 1 || values.length != (long) count * width) {
            throw new ShapeException("vectors: [" + count + ", " + width + "] do not fit an array of " + values.length
                    + " numbers; there must be at least 1 vector of at least 1 number");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InputException("vectors: number " + i % width + " of vector " + i / width + " is " + values[i]
                        + "; every number must be finite");
            }
        }
    }

    /** Points with an array each. */
    public static Vectors of(float[]... rows) {
        if (rows.length == 0) {
            throw new InputException("vectors: there is none; give at least 1");
        }
        int width = rows[0].length;
        float[] values = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new ShapeException("vectors: vector " + i + " has " + rows[i].length + " numbers, vector 0 has "
                        + width + "; all must come from the same model");
            }
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return new Vectors(values, rows.length, width);
    }

    /** What a model made of texts; shares their array. */
    public static Vectors of(Embeddings embeddings) {
        return new Vectors(embeddings.rows(), embeddings.count(), embeddings.dimension());
    }

    /** A copy of point i. */
    public float[] row(int i) {
        Objects.checkIndex(i, count);
        return Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }

    /** Copies of some points, in the order given. */
    public Vectors select(int... indices) {
        float[] selected = new float[indices.length * width];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, Objects.checkIndex(indices[i], count) * width, selected, i * width, width);
        }
        return new Vectors(selected, indices.length, width);
    }

    /**
     * The scalar product of point i with a vector, in float64.
     *
     * @param other holds the vector from {@code from} on
     */
    public double dot(int i, double[] other, int from) {
        int start = i * width;
        double even = 0;
        double odd = 0;
        int k = 0;
        for (; k + 1 < width; k += 2) { // two sums: an addition need not wait for the one before
            even += values[start + k] * other[from + k];
            odd += values[start + k + 1] * other[from + k + 1];
        }
        return k < width ? even + odd + values[start + k] * other[from + k] : even + odd;
    }

    /** The squared Euclidean distance of point i from a vector of the same width, in float64. */
    public double squaredDistance(int i, double[] other) {
        int start = i * width;
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double difference = values[start + k] - other[k];
            sum += difference * difference;
        }
        return sum;
    }

    /** Adds scale · point i to sums[from … from + width - 1]. */
    public void addTo(double[] sums, int from, int i, double scale) {
        int start = i * width;
        for (int k = 0; k < width; k++) {
            sums[from + k] += scale * values[start + k];
        }
    }

    /**
     * Euclidean distances, squared and not yet rooted, from point i to each of the points.
     *
     * @param columns {@link #columns} of the points
     * @param distances where the result goes, [count]
     */
    public void squaredDistances(int i, double[][] columns, double[] distances) {
        Arrays.fill(distances, 0);
        for (int k = 0; k < width; k++) {
            addSquares(values[i * width + k], columns[k], distances);
        }
    }

    private static void addSquares(double from, double[] column, double[] distances) {
        for (int j = 0; j < distances.length; j++) {
            double difference = column[j] - from;
            distances[j] += difference * difference;
        }
    }

    /** The points transposed: {@code columns()[k][i]} is number k of point i, [width][count]. */
    public double[][] columns() {
        double[][] columns = new double[width][count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                columns[k][i] = values[i * width + k];
            }
        }
        return columns;
    }
}
