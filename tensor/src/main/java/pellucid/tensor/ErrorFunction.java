package pellucid.tensor;

/**
 * The error function in float64, to about 1e-15 relative.
 *
 * <pre>
 *   |x| &lt; 2.5   erf(x)  = 2/√π · exp(-x²) · Σₙ 2ⁿ x²ⁿ⁺¹ / (1·3·5···(2n+1))      every term positive: nothing cancels
 *   x ≥ 2.5     erfc(x) = exp(-x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + 2/(x + …)))))
 * </pre>
 *
 * Both are in Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.
 */
public final class ErrorFunction {
    private static final double SWITCH = 2.5;
    private static final int FRACTION_DEPTH = 60;

    private ErrorFunction() {}

    public static double erf(double x) {
        return Math.abs(x) < SWITCH ? series(x) : x > 0 ? 1 - tail(x) : x < 0 ? tail(-x) - 1 : x;
    }

    /** 1 - erf(x), without cancellation where erf(x) is near 1. */
    public static double erfc(double x) {
        return Math.abs(x) < SWITCH
                ? (x > 0.5 ? tailNear(x) : 1 - series(x))
                : x > 0 ? tail(x) : x < 0 ? 2 - tail(-x) : x;
    }

    private static double series(double x) {
        double square = x * x;
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * square / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-square) * sum;
    }

    private static double tail(double x) {
        return fraction(x, FRACTION_DEPTH);
    }

    /** The continued fraction converges more slowly the smaller x is. */
    private static double tailNear(double x) {
        return fraction(x, (int) (FRACTION_DEPTH * SWITCH * SWITCH / (x * x)) + 1);
    }

    private static double fraction(double x, int depth) {
        double denominator = x;
        for (int k = depth; k > 0; k--) {
            denominator = x + 0.5 * k / denominator;
        }
        return Double.isInfinite(x) ? 0 : Math.exp(-x * x) / (Math.sqrt(Math.PI) * denominator);
    }
}
