package pellucid.eval.projection;

import java.util.Arrays;
import pellucid.tensor.backend.Workers;

/**
 * What moves the points of a t-SNE map. With w(ij) = 1 / (1 + |yi - yj|²) and Z = Σ w, so that q = w / Z, the gradient
 * falls into an attraction and a repulsion that one pass over all pairs can sum up although Z is not known before its
 * end:
 *
 * <pre>
 *   dC/dyj = 4 (Σi p(ij) w(ij) (yj - yi)  -  Σi w(ij)² (yj - yi) / Z)
 * </pre>
 *
 * Each task owns some of the points and adds up for them over all others, one after the other: the loop runs along the
 * points that are moved, and the bits do not depend on the threads. It falls into four loops with one or two sums each,
 * which the compiler makes loops of vectors; in one loop with all five sums it does not, which takes three times as long.
 */
final class Forces {
    /** Points of one task; what is summed for them fits the fastest cache. */
    private static final int BLOCK = 256;

    private final float[][] p;
    private final double negativeEntropy;
    private final int n;
    private final float[] attractionX;
    private final float[] attractionY;
    private final float[] repulsionX;
    private final float[] repulsionY;
    private final float[] weights;
    private final float[] totals;

    Forces(Affinities affinities) {
        this.p = affinities.p();
        this.negativeEntropy = affinities.negativeEntropy();
        this.n = p.length;
        this.attractionX = new float[n];
        this.attractionY = new float[n];
        this.repulsionX = new float[n];
        this.repulsionY = new float[n];
        this.weights = new float[n];
        this.totals = new float[n];
    }

    /**
     * The gradient at a map.
     *
     * @param exaggeration what p is multiplied by
     */
    void gradient(float[] x, float[] y, double exaggeration, float[] gradientX, float[] gradientY) {
        Workers.shared().run((n + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            int to = Math.min(n, from + BLOCK);
            for (float[] sums : new float[][] {attractionX, attractionY, repulsionX, repulsionY, totals}) {
                Arrays.fill(sums, from, to, 0);
            }
            for (int i = 0; i < n; i++) {
                addPairs(x[i], y[i], p[i], x, y, from, to);
            }
        });
        double z = totalWeight();
        for (int j = 0; j < n; j++) {
            gradientX[j] = (float) (4 * (exaggeration * attractionX[j] - repulsionX[j] / z));
            gradientY[j] = (float) (4 * (exaggeration * attractionY[j] - repulsionY[j] / z));
        }
    }

    /** Adds what point i does to the points from one to another. */
    private void addPairs(float xi, float yi, float[] affinity, float[] x, float[] y, int from, int to) {
        weigh(xi, yi, x, y, weights, from, to);
        add(weights, totals, from, to);
        addForces(xi, affinity, weights, x, attractionX, repulsionX, from, to);
        addForces(yi, affinity, weights, y, attractionY, repulsionY, from, to);
    }

    private static void weigh(float xi, float yi, float[] x, float[] y, float[] weights, int from, int to) {
        for (int j = from; j < to; j++) {
            float dx = x[j] - xi;
            float dy = y[j] - yi;
            weights[j] = 1 / (1 + dx * dx + dy * dy);
        }
    }

    private static void add(float[] weights, float[] totals, int from, int to) {
        for (int j = from; j < to; j++) {
            totals[j] += weights[j];
        }
    }

    /** Along one of the axes. */
    private static void addForces(
            float xi,
            float[] affinity,
            float[] weights,
            float[] x,
            float[] attraction,
            float[] repulsion,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            float away = weights[j] * (x[j] - xi);
            attraction[j] += affinity[j] * away;
            repulsion[j] += weights[j] * away;
        }
    }

    /** Z of the map whose gradient was taken last. The weight of a point and itself is 1, and does not count. */
    private double totalWeight() {
        double z = 0;
        for (float total : totals) {
            z += total - 1;
        }
        return Math.max(z, Double.MIN_NORMAL);
    }

    /** KL(P || Q) of the map whose gradient was taken last: Σ p log p - Σ p log w + log Z. */
    double divergence(float[] x, float[] y) {
        double[] rows = new double[n];
        Workers.shared().run(n, i -> {
            double sum = 0;
            for (int j = 0; j < i; j++) {
                double dx = x[j] - x[i];
                double dy = y[j] - y[i];
                sum += p[i][j] * Math.log(1 + dx * dx + dy * dy);
            }
            rows[i] = 2 * sum;
        });
        return negativeEntropy + Arrays.stream(rows).sum() + Math.log(totalWeight());
    }
}
