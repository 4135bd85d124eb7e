package pellucid.eval.cluster;

import java.util.Arrays;
import pellucid.eval.data.Vectors;
import pellucid.tensor.Philox;

/**
 * The start of k-means by k-means++: each next centre is a point drawn with a chance in proportion to its squared
 * distance from the nearest centre so far. Of 2 + ln k candidates the one that leaves the least sum of these is taken,
 * as the authors suggest.
 */
final class Seeding {
    private final Vectors points;
    private final long seed;
    private final int restart;
    private long drawn;

    Seeding(Vectors points, long seed, int restart) {
        this.points = points;
        this.seed = seed;
        this.restart = restart;
    }

    /** A number from 0 to below 1, in 53 bits. */
    private double uniform() {
        int[] words = new int[4];
        Philox.block(seed, drawn++, restart, words);
        return ((words[0] & 0xFFFFFFFFL) << 21 | words[1] >>> 11) * 0x1p-53;
    }

    double[][] centres(int count) {
        double[][] centres = new double[count][];
        int first = (int) (uniform() * points.count());
        centres[0] = row(first);
        double[] nearest = distances(centres[0], null);
        int candidates = 2 + (int) Math.log(count);
        for (int c = 1; c < count; c++) {
            double least = Double.POSITIVE_INFINITY;
            double[] bestNearest = nearest;
            for (int candidate = 0; candidate < candidates; candidate++) {
                double[] centre = row(draw(nearest));
                double[] distances = distances(centre, nearest);
                double sum = Arrays.stream(distances).sum();
                if (sum < least) {
                    least = sum;
                    centres[c] = centre;
                    bestNearest = distances;
                }
            }
            nearest = bestNearest;
        }
        return centres;
    }

    private double[] row(int i) {
        double[] row = new double[points.width()];
        points.addTo(row, 0, i, 1);
        return row;
    }

    /** The squared distance of each point to a centre, or to the nearest so far if that is less. */
    private double[] distances(double[] centre, double[] nearest) {
        double[] distances = new double[points.count()];
        for (int i = 0; i < distances.length; i++) {
            double distance = points.squaredDistance(i, centre);
            distances[i] = nearest == null ? distance : Math.min(distance, nearest[i]);
        }
        return distances;
    }

    /** A point, drawn in proportion to the weights; the last of those with a weight where rounding leads beyond it. */
    private int draw(double[] weights) {
        double mark = uniform() * Arrays.stream(weights).sum();
        int last = 0;
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            last = weights[i] > 0 ? i : last;
            if (sum > mark) {
                return i;
            }
        }
        return last;
    }
}
