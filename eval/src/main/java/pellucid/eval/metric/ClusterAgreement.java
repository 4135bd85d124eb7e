package pellucid.eval.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * How well a grouping of things agrees with their classes, whatever the groups are called.
 *
 * <pre>
 *   ARI = 2 (a d - b c) / ((a + b)(b + d) + (a + c)(c + d))      a, d: pairs together, apart in both; b, c: in one only
 *   NMI = I(classes; clusters) / ((H(classes) + H(clusters)) / 2)
 * </pre>
 *
 * The adjusted Rand index (Hubert and Arabie, 1985) is 1 for the same grouping and about 0 for one by chance. The
 * normalised mutual information is 1 for the same and 0 for independent ones, but rises with the number of clusters by
 * chance alone. Both as in scikit-learn.
 *
 * @param counts {@code counts[i][j]}: how many things of class i are in cluster j
 */
public record ClusterAgreement(long[][] counts) {
    /**
     * Counts.
     *
     * @param classes of each thing
     * @param clusters of each thing
     */
    public static ClusterAgreement of(List<?> classes, List<?> clusters) {
        if (classes.size() != clusters.size()) {
            throw new ShapeException("clusters: there are " + classes.size() + " classes and " + clusters.size()
                    + " clusters; give one of each for every thing");
        }
        if (classes.isEmpty()) {
            throw new InputException("clusters: there is nothing to compare; give at least one thing");
        }
        List<Object> rows = new ArrayList<>(classes.stream().distinct().toList());
        List<Object> columns = new ArrayList<>(clusters.stream().distinct().toList());
        long[][] counts = new long[rows.size()][columns.size()];
        for (int i = 0; i < classes.size(); i++) {
            counts[rows.indexOf(classes.get(i))][columns.indexOf(clusters.get(i))]++;
        }
        return new ClusterAgreement(counts);
    }

    /** The same with clusters as numbers. */
    public static ClusterAgreement of(List<?> classes, int[] clusters) {
        return of(classes, Arrays.stream(clusters).boxed().toList());
    }

    /** The adjusted Rand index, at most 1; below 0 where the two agree less than by chance. */
    public double adjustedRandIndex() {
        double n = 0;
        double squares = 0;
        for (long[] row : counts) {
            for (long count : row) {
                n += count;
                squares += (double) count * count;
            }
        }
        double rows = squares(sums(counts, true));
        double columns = squares(sums(counts, false));
        double onlyClasses = rows - squares;
        double onlyClusters = columns - squares;
        double together = squares - n;
        double apart = n * n - rows - columns + squares;
        if (onlyClasses == 0 && onlyClusters == 0) {
            return 1;
        }
        return 2
                * (together * apart - onlyClasses * onlyClusters)
                / ((together + onlyClasses) * (onlyClasses + apart)
                        + (together + onlyClusters) * (onlyClusters + apart));
    }

    /** The mutual information over the mean of the two entropies, from 0 to 1. */
    public double normalizedMutualInformation() {
        double[] rows = sums(counts, true);
        double[] columns = sums(counts, false);
        double n = Arrays.stream(rows).sum();
        double information = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                if (counts[i][j] > 0) {
                    information += counts[i][j] / n * Math.log(n * counts[i][j] / (rows[i] * columns[j]));
                }
            }
        }
        double entropy = (entropy(rows, n) + entropy(columns, n)) / 2;
        return entropy == 0 ? 1 : Math.max(0, information / entropy);
    }

    private static double[] sums(long[][] counts, boolean ofRows) {
        double[] sums = new double[ofRows ? counts.length : counts[0].length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                sums[ofRows ? i : j] += counts[i][j];
            }
        }
        return sums;
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    private static double entropy(double[] sizes, double n) {
        return -Arrays.stream(sizes).map(size -> size / n * Math.log(size / n)).sum();
    }
}
