package pellucid.eval.experiment.products;

import java.util.Arrays;
import java.util.List;
import pellucid.eval.cluster.KMeans;
import pellucid.eval.data.Vectors;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.ClusterAgreement;
import pellucid.eval.metric.Interval;
import pellucid.eval.metric.Silhouette;

/**
 * What k-means makes of points, and how well it agrees with the categories.
 *
 * @param clusters the number of each product's cluster, by the first seed
 * @param agreement of these with the categories
 * @param silhouette of these, from -1 to 1; NaN where all products are in one
 * @param starts the adjusted Rand index by each seed
 */
record Grouping(int[] clusters, ClusterAgreement agreement, double silhouette, Spread starts) {
    /** As many starts within k-means as the study's tool has by default. */
    static final int RESTARTS = 10;

    private static final int ITERATIONS = 300;
    private static final double LEVEL = 0.95;

    /** Groups into as many clusters as there are categories, the squared distances made least from ten starts. */
    static Grouping of(Vectors points, List<String> labels, ProductOptions options) {
        int categories = (int) labels.stream().distinct().count();
        double[] indices = new double[options.starts()];
        int[] clusters = null;
        for (int start = 0; start < indices.length; start++) {
            int[] found = new KMeans(categories, RESTARTS, ITERATIONS, options.seed() + start)
                    .fit(points)
                    .labels();
            indices[start] = ClusterAgreement.of(labels, found).adjustedRandIndex();
            clusters = clusters == null ? found : clusters;
        }
        boolean several = Arrays.stream(clusters).distinct().count() > 1;
        return new Grouping(
                clusters,
                ClusterAgreement.of(labels, clusters),
                several ? Silhouette.mean(points, clusters) : Double.NaN,
                new Spread(indices));
    }

    double adjustedRandIndex() {
        return agreement.adjustedRandIndex();
    }

    /** The index with the interval in which it would fall with other products of the same kind in the same clusters. */
    Interval adjustedRandIndex(List<String> labels, long seed) {
        int[] categories = numbered(labels);
        return Bootstrap.interval(
                clusters.length, drawn -> index(categories, clusters, drawn), Bootstrap.RESAMPLES, LEVEL, seed);
    }

    /** By how much the index is larger than another grouping's, with the interval over the products. */
    Interval gainOver(Grouping other, List<String> labels, long seed) {
        int[] categories = numbered(labels);
        return Bootstrap.interval(
                clusters.length,
                drawn -> index(categories, clusters, drawn) - index(categories, other.clusters, drawn),
                Bootstrap.RESAMPLES,
                LEVEL,
                seed);
    }

    private static int[] numbered(List<String> labels) {
        List<String> categories = labels.stream().distinct().toList();
        return labels.stream().mapToInt(categories::indexOf).toArray();
    }

    /**
     * The index of the products that were drawn, each as often as it was. One that was drawn twice is with itself in both,
     * which raises the interval by some thousandths.
     */
    private static double index(int[] categories, int[] clusters, int[] drawn) {
        long[][] counts = new long[Arrays.stream(categories).max().orElseThrow() + 1]
                [Arrays.stream(clusters).max().orElseThrow() + 1];
        for (int product : drawn) {
            counts[categories[product]][clusters[product]]++;
        }
        return new ClusterAgreement(counts).adjustedRandIndex();
    }
}
