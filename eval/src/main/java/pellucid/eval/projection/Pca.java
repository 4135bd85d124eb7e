package pellucid.eval.projection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import pellucid.eval.data.Vectors;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Workers;

/**
 * Principal component analysis: the directions along which points differ most, each at a right angle to those before.
 *
 * <pre>
 *   S = Σ (x - mean)(x - mean)ᵀ / (n - 1)      S v = λ v      projected = (x - mean) · v
 * </pre>
 *
 * The components are the eigenvectors of the covariance S, those with the largest eigenvalues first; an eigenvalue is
 * the variance along its component. An eigenvector is known up to its sign only: here its entry of the largest size is
 * positive, as in scikit-learn. All in float64, with the same bits for any number of threads.
 */
public final class Pca {
    /** Rows of the covariance that one task sums. */
    private static final int BLOCK = 16;

    private final double[] mean;
    private final double[][] components;
    private final double[] variances;
    private final double total;

    private Pca(double[] mean, double[][] components, double[] variances, double total) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
        this.total = total;
    }

    /**
     * Finds the components of some points.
     *
     * @param count how many, from 1 to the smaller of the number of points and their width
     * @throws InputException if there are fewer than two points, or more components are asked for than there are
     */
    public static Pca fit(Vectors points, int count) {
        if (points.count() < 2) {
            throw new InputException("PCA: there is 1 point; give at least 2, so that there is a variance");
        }
        int most = Math.min(points.count(), points.width());
        if (count < 1 || count > most) {
            throw new InputException("PCA: " + count + " components are asked for; " + points.count() + " points of "
                    + points.width() + " numbers have from 1 to " + most);
        }
        double[] mean = mean(points);
        DMatrixRMaj covariance = covariance(points, mean);
        double total = IntStream.range(0, points.width())
                .mapToDouble(k -> covariance.get(k, k))
                .sum();
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(points.width(), true, true);
        if (!eigen.decompose(covariance)) {
            throw new InputException("PCA: the eigenvectors of the covariance of " + points.count() + " points of "
                    + points.width() + " numbers were not found; look for numbers of extreme size");
        }
        int[] order = IntStream.range(0, points.width())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] components = new double[count][];
        double[] variances = new double[count];
        for (int i = 0; i < count; i++) {
            components[i] = withSign(eigen.getEigenVector(order[i]).getData());
            variances[i] = Math.max(0, eigen.getEigenvalue(order[i]).getReal());
        }
        return new Pca(mean, components, variances, total);
    }

    private static double[] mean(Vectors points) {
        double[] mean = new double[points.width()];
        for (int i = 0; i < points.values().length; i++) {
            mean[i % mean.length] += points.values()[i];
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= points.count();
        }
        return mean;
    }

    private static DMatrixRMaj covariance(Vectors points, double[] mean) {
        int width = points.width();
        double[][] sums = new double[width][width];
        Workers.shared().run((width + BLOCK - 1) / BLOCK, block -> {
            double[] centred = new double[width];
            for (int i = 0; i < points.count(); i++) {
                centre(points, i, mean, centred);
                for (int k = block * BLOCK; k < Math.min(width, (block + 1) * BLOCK); k++) {
                    addScaled(centred[k], centred, sums[k]);
                }
            }
        });
        DMatrixRMaj covariance = new DMatrixRMaj(sums);
        for (int i = 0; i < covariance.data.length; i++) {
            covariance.data[i] /= points.count() - 1;
        }
        return covariance;
    }

    private static void centre(Vectors points, int i, double[] mean, double[] centred) {
        for (int k = 0; k < centred.length; k++) {
            centred[k] = points.values()[i * centred.length + k] - mean[k];
        }
    }

    private static void addScaled(double scale, double[] values, double[] sums) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += scale * values[k];
        }
    }

    private static double[] withSign(double[] vector) {
        double largest = 0;
        for (double entry : vector) {
            largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
        }
        double sign = Math.signum(largest);
        return Arrays.stream(vector).map(entry -> sign * entry).toArray();
    }

    /** The middle of the points, [width]. */
    public double[] mean() {
        return mean.clone();
    }

    /** The directions, each of length 1, [components][width]. */
    public double[][] components() {
        return Arrays.stream(components).map(double[]::clone).toArray(double[][]::new);
    }

    /** The variance along each component, largest first. */
    public double[] explainedVariance() {
        return variances.clone();
    }

    /** What share of the whole variance each component keeps; 0 where all points are the same. */
    public double[] explainedVarianceRatio() {
        return Arrays.stream(variances)
                .map(variance -> total == 0 ? 0 : variance / total)
                .toArray();
    }

    /**
     * Where points lie along the components, [points][components]; they need not be those of {@link #fit}.
     *
     * @throws ShapeException if they have another width
     */
    public double[][] project(Vectors points) {
        if (points.width() != mean.length) {
            throw new ShapeException("PCA: a point has " + points.width() + " numbers, the components have "
                    + mean.length + "; project points of the same space");
        }
        double[][] projected = new double[points.count()][components.length];
        double[] centred = new double[mean.length];
        for (int i = 0; i < projected.length; i++) {
            centre(points, i, mean, centred);
            for (int c = 0; c < components.length; c++) {
                projected[i][c] = dot(centred, components[c]);
            }
        }
        return projected;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** The points in the plane of their own first two components. */
    public static Plane plane(Vectors points) {
        double[][] projected = fit(points, 2).project(points);
        return new Plane(
                Arrays.stream(projected).mapToDouble(row -> row[0]).toArray(),
                Arrays.stream(projected).mapToDouble(row -> row[1]).toArray());
    }
}
