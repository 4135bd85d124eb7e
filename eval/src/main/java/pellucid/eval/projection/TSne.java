package pellucid.eval.projection;

import java.util.stream.IntStream;
import pellucid.eval.data.Vectors;
import pellucid.tensor.InputException;

/**
 * t-distributed stochastic neighbour embedding, exact: every pair of points counts, in O(n²) time and memory for each
 * iteration (van der Maaten and Hinton, 2008; the formulas stand in the description of the package).
 *
 * <p>The descent is scikit-learn's: from the first two principal components, shrunk to a spread of 1e-4; momentum 0.5
 * under early exaggeration and 0.8 after it; a gain for every coordinate, raised by 0.2 where the point still goes downhill
 * and multiplied by 0.8 where not. Nothing is drawn at random: the same points give the same map, bit for
 * bit, with any number of threads.
 */
public final class TSne {
    private static final double SPREAD = 1e-4;
    private static final double EARLY_MOMENTUM = 0.5;
    private static final double MOMENTUM = 0.8;

    /** Iterations between two looks at the divergence. */
    private static final int LOOK = 50;

    /** Iterations without a better divergence after which the descent ends. */
    private static final int PATIENCE = 300;

    private static final double LEAST_GRADIENT = 1e-7;

    private final TSneOptions options;

    public TSne(TSneOptions options) {
        this.options = options;
    }

    /** Follows a map as it is made. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Some iterations are done.
         *
         * @param iteration how many so far
         * @param of how many at the most
         * @param divergence of the map as it is, without exaggeration
         */
        void progressed(int iteration, int of, double divergence);
    }

    /** Makes a map that nobody watches. */
    public TSneMap map(Vectors points) {
        return map(points, (iteration, of, divergence) -> {});
    }

    /**
     * Makes a map.
     *
     * @throws InputException if there are no more points than the perplexity, or all are the same
     */
    public TSneMap map(Vectors points, Watcher watcher) {
        if (points.count() <= options.perplexity()) {
            throw new InputException("t-SNE: the perplexity is " + options.perplexity() + ", but there are only "
                    + points.count() + " points; it must be below their number");
        }
        if (points.width() < 2) {
            throw new InputException("t-SNE: the points have 1 number each; a map starts from at least 2");
        }
        Descent descent = new Descent(points);
        int early = TSneOptions.EARLY;
        descent.run(0, early, EARLY_MOMENTUM, options.earlyExaggeration(), early, watcher);
        int done = descent.run(early, options.iterations(), MOMENTUM, 1, PATIENCE, watcher);
        descent.forces.gradient(descent.x, descent.y, 1, descent.gradientX, descent.gradientY);
        double divergence = descent.forces.divergence(descent.x, descent.y);
        return new TSneMap(new Plane(doubles(descent.x), doubles(descent.y)), divergence, done);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** The positions, and what moves them. */
    private final class Descent {
        private final Forces forces;
        private final double learningRate;
        private final float[] x;
        private final float[] y;
        private final float[] gradientX;
        private final float[] gradientY;

        Descent(Vectors points) {
            int n = points.count();
            this.forces = new Forces(Affinities.of(points, options.perplexity()));
            this.learningRate = options.learningRateFor(n);
            Plane start = Pca.plane(points);
            double deviation = deviation(start.x());
            if (deviation == 0) {
                throw new InputException("t-SNE: all " + n + " points are the same; a map needs points that differ");
            }
            this.x = scaled(start.x(), SPREAD / deviation);
            this.y = scaled(start.y(), SPREAD / deviation);
            this.gradientX = new float[n];
            this.gradientY = new float[n];
        }

        /** Goes on until the last iteration, or until it no longer helps; returns how many iterations are done. */
        int run(int from, int to, double momentum, double exaggeration, int patience, Watcher watcher) {
            Movement movementX = new Movement(x, gradientX);
            Movement movementY = new Movement(y, gradientY);
            double best = Double.POSITIVE_INFINITY;
            int bestAt = from;
            for (int done = from + 1; done <= to; done++) {
                forces.gradient(x, y, exaggeration, gradientX, gradientY);
                boolean look = done % LOOK == 0;
                double divergence = look ? forces.divergence(x, y) : 0;
                double squares = movementX.step(momentum, learningRate) + movementY.step(momentum, learningRate);
                if (look) {
                    watcher.progressed(done, options.iterations(), divergence);
                    if (divergence < best) {
                        best = divergence;
                        bestAt = done;
                    } else if (done - bestAt > patience) {
                        return done;
                    }
                    if (Math.sqrt(squares) <= LEAST_GRADIENT) {
                        return done;
                    }
                }
            }
            return to;
        }
    }

    private static double deviation(double[] centred) {
        double squares = 0;
        for (double value : centred) {
            squares += value * value;
        }
        return Math.sqrt(squares / centred.length);
    }

    private static float[] scaled(double[] values, double scale) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] * scale);
        }
        return scaled;
    }
}
