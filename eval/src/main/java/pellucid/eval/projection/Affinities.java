package pellucid.eval.projection;

import pellucid.eval.data.Vectors;
import pellucid.tensor.backend.Workers;

/**
 * How likely two points are to be neighbours in the space: P of t-SNE, symmetric, 0 on the diagonal, with sum 1.
 *
 * @param p [points][points]
 * @param negativeEntropy Σ p log p over all pairs
 */
record Affinities(float[][] p, double negativeEntropy) {
    private static final int STEPS = 100;
    private static final double TOLERANCE = 1e-5;

    static Affinities of(Vectors points, double perplexity) {
        int n = points.count();
        float[][] conditional = new float[n][n];
        double[][] columns = points.columns();
        Workers.shared().run(n, i -> {
            double[] distances = new double[n];
            points.squaredDistances(i, columns, distances);
            choose(i, distances, Math.log(perplexity), conditional[i]);
        });
        return symmetric(conditional);
    }

    /**
     * From the squared distances of point i to the probabilities with which it chooses its neighbours, of the wanted
     * entropy. The entropy falls as beta rises: beta is doubled or halved until it is between two bounds, then the
     * middle is taken.
     */
    private static void choose(int i, double[] squared, double entropy, float[] probabilities) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < squared.length; j++) {
            nearest = j == i ? nearest : Math.min(nearest, squared[j]);
        }
        double[] weights = new double[squared.length];
        double beta = 1;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int step = 0; step < STEPS; step++) {
            sum = 0;
            double distances = 0;
            for (int j = 0; j < squared.length; j++) {
                double distance = squared[j] - nearest; // a common factor of all weights cancels
                weights[j] = j == i ? 0 : Math.exp(-distance * beta);
                sum += weights[j];
                distances += weights[j] * distance;
            }
            double excess = Math.log(sum) + beta * distances / sum - entropy;
            if (Math.abs(excess) <= TOLERANCE) {
                break;
            }
            if (excess > 0) {
                low = beta;
                beta = high == Double.POSITIVE_INFINITY ? 2 * beta : (beta + high) / 2;
            } else {
                high = beta;
                beta = (beta + low) / 2;
            }
        }
        for (int j = 0; j < squared.length; j++) {
            probabilities[j] = (float) (weights[j] / sum);
        }
    }

    /** p(ij) = (p(j|i) + p(i|j)) / 2n, in place. */
    private static Affinities symmetric(float[][] p) {
        int n = p.length;
        double negativeEntropy = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                float both = (p[i][j] + p[j][i]) / (2 * n);
                p[i][j] = both;
                p[j][i] = both;
                negativeEntropy += both > 0 ? 2 * both * Math.log(both) : 0;
            }
        }
        return new Affinities(p, negativeEntropy);
    }
}
