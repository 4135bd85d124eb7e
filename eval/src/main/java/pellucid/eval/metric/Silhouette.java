package pellucid.eval.metric;

import java.util.Arrays;
import pellucid.eval.data.Vectors;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Workers;

/**
 * How much nearer points are to their own cluster than to the next (Rousseeuw, 1987).
 *
 * <pre>
 *   s = (b - a) / max(a, b)      a: mean distance to the others of its cluster; b: to those of the nearest other cluster
 * </pre>
 *
 * A point is well placed at 1, between two clusters at 0, in the wrong one below. A point alone in its cluster has 0.
 * Euclidean distances, as in scikit-learn; for the order of cosines, normalise the vectors to length 1.
 */
public final class Silhouette {
    private Silhouette() {}

    /** The mean over all points, from -1 to 1. */
    public static double mean(Vectors points, int[] clusters) {
        return Arrays.stream(perPoint(points, clusters)).average().orElseThrow();
    }

    /**
     * One value for each point. Takes time in the square of the number of points.
     *
     * @param clusters the number of each point's cluster, from 0 on
     * @throws InputException unless there are from 2 clusters to one fewer than points
     */
    public static double[] perPoint(Vectors points, int[] clusters) {
        if (clusters.length != points.count()) {
            throw new ShapeException("silhouette: there are " + points.count() + " points and " + clusters.length
                    + " clusters; give the cluster of every point");
        }
        long different = Arrays.stream(clusters).distinct().count();
        if (different < 2 || different >= points.count()) {
            throw new InputException("silhouette: " + points.count() + " points are in " + different
                    + " cluster(s); it needs at least 2, and fewer than points");
        }
        int[] sizes = new int[Arrays.stream(clusters).max().orElseThrow() + 1];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        double[][] columns = points.columns();
        double[] values = new double[clusters.length];
        Workers.shared().run(values.length, i -> {
            double[] distances = new double[values.length];
            points.squaredDistances(i, columns, distances);
            double[] sums = new double[sizes.length];
            for (int j = 0; j < distances.length; j++) {
                sums[clusters[j]] += Math.sqrt(distances[j]);
            }
            values[i] = value(clusters[i], sums, sizes);
        });
        return values;
    }

    private static double value(int own, double[] sums, int[] sizes) {
        if (sizes[own] == 1) {
            return 0;
        }
        double within = sums[own] / (sizes[own] - 1);
        double next = Double.POSITIVE_INFINITY;
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            if (cluster != own && sizes[cluster] > 0) {
                next = Math.min(next, sums[cluster] / sizes[cluster]);
            }
        }
        double larger = Math.max(within, next);
        return larger == 0 ? 0 : (next - within) / larger;
    }
}
