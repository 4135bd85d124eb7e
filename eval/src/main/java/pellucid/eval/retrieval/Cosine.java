package pellucid.eval.retrieval;

import pellucid.tensor.ShapeException;

/** The cosine of the angle between two vectors, summed in float64. */
public final class Cosine {
    /** A shorter vector counts as this long, so that a vector of zeros is unlike everything, as in PyTorch. */
    private static final double SHORTEST = 1e-12;

    private Cosine() {}

    /**
     * cos(a, b) = a·b / (|a| |b|), from -1 to 1.
     *
     * @throws ShapeException if the two differ in length
     */
    public static double similarity(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new ShapeException("cosine: the left vector has " + a.length + " numbers, the right one " + b.length
                    + "; take both from the same model");
        }
        return dot(a, b, 0, a.length) / (length(a, 0, a.length) * length(b, 0, b.length));
    }

    /** The first n numbers of a · rows[from … from + n - 1]. */
    static double dot(float[] a, float[] rows, int from, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) a[i] * rows[from + i];
        }
        return sum;
    }

    /** The Euclidean length of rows[from … from + n - 1]. */
    static double length(float[] rows, int from, int n) {
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (double) rows[from + i] * rows[from + i];
        }
        return Math.max(Math.sqrt(squares), SHORTEST);
    }
}
