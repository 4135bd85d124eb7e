package pellucid.eval.metric;

import java.util.Arrays;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * How two lists of numbers go together: 1 when one rises with the other, -1 when it falls, about 0 when they are
 * unrelated.
 *
 * <pre>
 *   pearson(x, y)  = Σ (x - mean x)(y - mean y) / √(Σ (x - mean x)² · Σ (y - mean y)²)
 *   spearman(x, y) = pearson(ranks x, ranks y),   equal numbers share the average of their ranks
 * </pre>
 *
 * Both are NaN where one list is constant or holds a NaN, as in SciPy.
 */
public final class Correlation {
    private Correlation() {}

    /**
     * Pearson's correlation: how near the points lie to a straight line.
     *
     * @throws ShapeException if the lists differ in length
     * @throws InputException if there are fewer than two numbers
     */
    public static double pearson(double[] x, double[] y) {
        check(x, y);
        if (isConstant(x) || isConstant(y)) {
            return Double.NaN;
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double together = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            together += dx * dy;
            squaresX += dx * dx;
            squaresY += dy * dy;
        }
        double correlation = together / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
        return Math.max(-1, Math.min(1, correlation));
    }

    /**
     * Spearman's rank correlation: whether both put the points in the same order.
     *
     * @throws ShapeException if the lists differ in length
     * @throws InputException if there are fewer than two numbers
     */
    public static double spearman(double[] x, double[] y) {
        check(x, y);
        return holdsNaN(x) || holdsNaN(y) ? Double.NaN : pearson(ranks(x), ranks(y));
    }

    /** The rank of each number, from 1 for the smallest; equal numbers share the average of the ranks they take up. */
    public static double[] ranks(double[] x) {
        double[] values = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = x[i] + 0.0; // the two zeros are equal, though sorting tells them apart
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] shared = new double[sorted.length];
        for (int from = 0; from < sorted.length; ) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            Arrays.fill(shared, from, to, (from + 1 + to) / 2.0);
            from = to;
        }
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = shared[Arrays.binarySearch(sorted, values[i])];
        }
        return ranks;
    }

    /**
     * The most that Spearman's correlation can reach against labels of two values, with scores that have no ties: √(3 p
     * (1 - p)). The ties among the labels cost the rest: at best 0.8660, for p = ½.
     *
     * @param positives the share p of the one value, from 0 to 1
     */
    public static double binaryCeiling(double positives) {
        if (!(positives >= 0 && positives <= 1)) {
            throw new InputException("the share of positives is " + positives + "; it must be from 0 to 1");
        }
        return Math.sqrt(3 * positives * (1 - positives));
    }

    private static void check(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new ShapeException("correlation: the left list has " + x.length + " numbers, the right one "
                    + y.length + "; give one of each for every pair");
        }
        if (x.length < 2) {
            throw new InputException("correlation: there is " + x.length + " pair of numbers; give at least 2");
        }
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static boolean isConstant(double[] x) {
        for (double value : x) {
            if (value != x[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsNaN(double[] x) {
        for (double value : x) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }
}
