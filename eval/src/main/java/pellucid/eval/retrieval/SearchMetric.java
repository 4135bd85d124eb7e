package pellucid.eval.retrieval;

import java.util.Locale;

/** What a dense search ranks by, summed in float64: the larger, the nearer. */
public enum SearchMetric {
    /** a·b / (|a| |b|), from -1 to 1; a vector of zeros is unlike everything. */
    COSINE,
    /** a·b. */
    DOT,
    /** -|a - b|, the straight line between the two; negative, so that larger is nearer. */
    EUCLIDEAN;

    /** Its name on the command line and in reports: {@code cosine}, {@code dot}, {@code euclidean}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The exact score of a query a and rows[from … from + n - 1], n the first numbers of a.
     *
     * @param lengths |a| |b|
     */
    double score(float[] a, float[] rows, int from, int n, double lengths) {
        return switch (this) {
            case COSINE -> Cosine.dot(a, rows, from, n) / lengths;
            case DOT -> Cosine.dot(a, rows, from, n);
            case EUCLIDEAN -> -distance(a, rows, from, n);
        };
    }

    private static double distance(float[] a, float[] rows, int from, int n) {
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double difference = (double) a[i] - rows[from + i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
