package pellucid.eval.metric;

import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * Whether one system is better than another, both measured on the same items (queries, pairs). Both tests are two-sided
 * and look at the mean of the differences; the same seed gives the same answer.
 */
public final class Significance {
    /** Up to this many items all signs are tried, 2^20 at the most. */
    private static final int ALL_SIGNS = 20;

    /** Sums of the same differences in another order of rounding count as equal. */
    private static final double ROUNDING = 1e-12;

    private Significance() {}

    /**
     * The outcome of a test.
     *
     * @param difference the mean of right - left
     * @param p how often chance alone gives a difference as large, in either direction
     */
    public record Outcome(double difference, double p) {}

    /**
     * The sign-flip permutation test (Fisher, 1935): were both systems equally good, each difference could as well have
     * the other sign. All 2^n signs are tried where these are no more than the permutations asked for, and p is exact;
     * otherwise p = (1 + as large) / (1 + permutations).
     *
     * @param left what one system reached on each item
     * @param right what the other reached on the same
     */
    public static Outcome signFlip(double[] left, double[] right, int permutations, long seed) {
        double[] differences = differences(left, right);
        double observed = sum(differences);
        double bar = Math.abs(observed) - ROUNDING * sumOfSizes(differences);
        int n = differences.length;
        boolean exact = n <= ALL_SIGNS && 1 << n <= permutations;
        Resamples draws = new Resamples(permutations, seed);
        int tried = exact ? 1 << n : permutations;
        boolean[] negative = new boolean[n];
        int asLarge = 0;
        for (int permutation = 0; permutation < tried; permutation++) {
            if (exact) {
                for (int i = 0; i < n; i++) {
                    negative[i] = (permutation >> i & 1) == 1;
                }
            } else {
                draws.flip(permutation, negative);
            }
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += negative[i] ? -differences[i] : differences[i];
            }
            asLarge += Math.abs(sum) >= bar ? 1 : 0;
        }
        double p = exact ? (double) asLarge / tried : (1.0 + asLarge) / (1.0 + tried);
        return new Outcome(observed / n, p);
    }

    /**
     * The paired bootstrap test (Berg-Kirkpatrick et al., "An Empirical Investigation of Statistical Significance in
     * NLP", 2012): items are drawn with replacement, and p = (1 + resamples whose mean difference is as far from the
     * observed one as that is from 0) / (1 + resamples).
     *
     * @param left what one system reached on each item
     * @param right what the other reached on the same
     */
    public static Outcome pairedBootstrap(double[] left, double[] right, int resamples, long seed) {
        double[] differences = differences(left, right);
        double observed = sum(differences);
        double bar = Math.abs(observed) - ROUNDING * sumOfSizes(differences);
        Resamples draws = new Resamples(resamples, seed);
        int[] indices = new int[differences.length];
        int asFar = 0;
        for (int resample = 0; resample < resamples; resample++) {
            draws.draw(resample, indices);
            double sum = 0;
            for (int i : indices) {
                sum += differences[i];
            }
            asFar += Math.abs(sum - observed) >= bar ? 1 : 0;
        }
        return new Outcome(observed / differences.length, (1.0 + asFar) / (1.0 + resamples));
    }

    private static double[] differences(double[] left, double[] right) {
        if (left.length != right.length) {
            throw new ShapeException("significance: the left system has " + left.length + " values, the right one "
                    + right.length + "; measure both on the same items");
        }
        if (left.length == 0) {
            throw new InputException("significance: there is nothing to compare; give at least 1 value of each");
        }
        double[] differences = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            differences[i] = right[i] - left[i];
        }
        return differences;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double sumOfSizes(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
