package pellucid.eval.cluster;

import java.util.Arrays;
import pellucid.eval.data.Vectors;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Workers;

/**
 * k-means: every point belongs to the nearest centre, every centre is the mean of its points, in turns until nothing
 * changes (Lloyd). The outcome depends on the start, so several are tried, each chosen by k-means++, and the one with
 * the least inertia is kept. All in float64; the same seed gives the same bits for any number of threads.
 *
 * @param clusters how many groups, at least 1
 * @param restarts how many starts are tried, at least 1
 * @param iterations of each at the most, at least 1
 * @param seed of the starts
 */
public record KMeans(int clusters, int restarts, int iterations, long seed) {
    /** Points that one task assigns. */
    private static final int BLOCK = 256;

    public KMeans {
        if (clusters < 1 || restarts < 1 || iterations < 1) {
            throw new InputException("k-means: clusters, restarts and iterations are " + clusters + ", " + restarts
                    + " and " + iterations + "; each must be at least 1");
        }
    }

    /** Ten starts of at most 300 iterations. */
    public KMeans(int clusters, long seed) {
        this(clusters, 10, 300, seed);
    }

    /**
     * Groups points.
     *
     * @throws InputException if there are fewer points than clusters
     */
    public Clustering fit(Vectors points) {
        if (points.count() < clusters) {
            throw new InputException("k-means: there are " + points.count() + " points for " + clusters
                    + " clusters; ask for at most as many clusters as there are points");
        }
        Clustering best = null;
        for (int restart = 0; restart < restarts; restart++) {
            Clustering found = lloyd(points, new Seeding(points, seed, restart).centres(clusters));
            if (best == null || found.inertia() < best.inertia()) {
                best = found;
            }
        }
        return best;
    }

    private Clustering lloyd(Vectors points, double[][] start) {
        double[][] centres = start;
        int[] labels = new int[points.count()];
        double[] distances = new double[points.count()];
        assign(points, centres, labels, distances);
        for (int iteration = 1; iteration <= iterations; iteration++) {
            centres = means(points, labels, distances);
            int[] before = labels.clone();
            assign(points, centres, labels, distances);
            if (Arrays.equals(before, labels) || iteration == iterations) {
                return new Clustering(labels, centres, Arrays.stream(distances).sum(), iteration);
            }
        }
        throw new IllegalStateException("the last iteration returns");
    }

    /** The nearest centre of each point, the first of those equally near, and the squared distance to it. */
    private static void assign(Vectors points, double[][] centres, int[] labels, double[] distances) {
        Workers.shared().run((points.count() + BLOCK - 1) / BLOCK, block -> {
            for (int i = block * BLOCK; i < Math.min(points.count(), (block + 1) * BLOCK); i++) {
                distances[i] = Double.POSITIVE_INFINITY;
                for (int c = 0; c < centres.length; c++) {
                    double distance = points.squaredDistance(i, centres[c]);
                    if (distance < distances[i]) {
                        distances[i] = distance;
                        labels[i] = c;
                    }
                }
            }
        });
    }

    /** The mean of each group; one without points begins anew at the point that is farthest from its centre. */
    private double[][] means(Vectors points, int[] labels, double[] distances) {
        int[] sizes = new int[clusters];
        for (int label : labels) {
            sizes[label]++;
        }
        for (int c = 0; c < clusters; c++) {
            if (sizes[c] == 0) {
                int farthest = 0;
                for (int i = 1; i < labels.length; i++) {
                    farthest = distances[i] > distances[farthest] ? i : farthest;
                }
                sizes[labels[farthest]]--;
                labels[farthest] = c;
                distances[farthest] = 0;
                sizes[c] = 1;
            }
        }
        double[][] centres = new double[clusters][points.width()];
        for (int i = 0; i < labels.length; i++) {
            points.addTo(centres[labels[i]], 0, i, 1);
        }
        for (int c = 0; c < clusters; c++) {
            for (int k = 0; k < points.width(); k++) {
                centres[c][k] /= Math.max(1, sizes[c]);
            }
        }
        return centres;
    }
}
