package pellucid.eval.retrieval;

/**
 * What float32 products tell about exact scores. A product of two vectors of n numbers is off by at most γ |q| |r|, γ = n
 * 2⁻²⁴ in whatever order it is summed (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1); so a
 * vector whose product is lower than that of another by more than the two errors cannot be nearer, and need not be
 * looked at again.
 *
 * <p>Each row r has a value that grows with the score, scale · (q·r) + shift:
 *
 * <pre>
 *   cosine       q·r / |r|           = |q| · score
 *   dot          q·r                 = score
 *   euclidean    q·r - |r|² / 2      = (|q|² - score²) / 2
 * </pre>
 */
final class Screen {
    /** Twice 2⁻²⁴, float32's unit roundoff: the bound is doubled for good measure. */
    private static final double ROUNDOFF = 0x1p-23;
    /** The roundings beside those of the product: of scale, shift, and the two steps. */
    private static final int MORE_ROUNDINGS = 16;
    /** What float64 sums are off by is less than this share of what float32 sums are off by. */
    private static final double EXACT = 0x1p-20;

    private final SearchMetric metric;
    private final int dimension;
    private final float[] scale;
    private final float[] shift;
    private final double largestScale;
    private final double longest;

    /** @param lengths |r| of each row */
    Screen(SearchMetric metric, int dimension, double[] lengths) {
        this.metric = metric;
        this.dimension = dimension;
        this.scale = new float[lengths.length];
        this.shift = new float[lengths.length];
        double largest = 1;
        double length = 0;
        for (int r = 0; r < lengths.length; r++) {
            scale[r] = metric == SearchMetric.COSINE ? (float) (1 / lengths[r]) : 1;
            shift[r] = metric == SearchMetric.EUCLIDEAN ? (float) (-lengths[r] * lengths[r] / 2) : 0;
            largest = Math.max(largest, scale[r]);
            length = Math.max(length, lengths[r]);
        }
        this.largestScale = largest;
        this.longest = length;
    }

    /** Turns products with the rows from {@code first} on into their values. */
    void values(float[] products, int first, int n) {
        for (int i = 0; i < n; i++) {
            products[i] = products[i] * scale[first + i] + shift[first + i];
        }
    }

    /** The first place from {@code from} on whose value may be as good as the bar asks, or n if there is none. */
    static int next(float[] values, int from, int n, float bar) {
        for (int i = from; i < n; i++) {
            // What is not a number passes: an exact look will tell.
            if (!(values[i] < bar)) {
                return i;
            }
        }
        return n;
    }

    /** The least value that a row of this score, or a better one, can have under a query of this length. */
    float bar(double score, double length) {
        double value = switch (metric) {
            case COSINE -> score * length;
            case DOT -> score;
            case EUCLIDEAN -> (length * length - score * score) / 2;
        };
        double sizes = switch (metric) {
            case COSINE -> length;
            case DOT -> length * longest;
            case EUCLIDEAN -> (length + longest) * longest + EXACT * length * length;
        };
        double rounded = (dimension + MORE_ROUNDINGS) * ROUNDOFF * sizes;
        double vanished = (dimension + 1) * (double) Float.MIN_NORMAL * largestScale;
        return Math.nextDown((float) (value - rounded - vanished));
    }
}
