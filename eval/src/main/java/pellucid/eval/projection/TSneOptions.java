package pellucid.eval.projection;

import pellucid.tensor.InputException;

/**
 * How a t-SNE map is made.
 *
 * @param perplexity how many neighbours a point has in effect, at least 1 and below the number of points
 * @param earlyExaggeration by how much attraction is raised for the first 250 iterations, at least 1
 * @param learningRate of the descent; {@link #AUTO} for max(points / earlyExaggeration / 4, 50) (Belkina et al., 2019)
 * @param iterations at the most, at least 250
 */
public record TSneOptions(double perplexity, double earlyExaggeration, double learningRate, int iterations) {
    /** A learning rate that follows from the number of points. */
    public static final double AUTO = 0;

    /** How many iterations exaggerate. */
    public static final int EARLY = 250;

    /** As in scikit-learn: perplexity 30, exaggeration 12, 1000 iterations. */
    public static final TSneOptions DEFAULTS = new TSneOptions(30, 12, AUTO, 1000);

    private static final double LEAST_AUTO = 50;

    public TSneOptions {
        requireAtLeast("the perplexity", perplexity, 1);
        requireAtLeast("the early exaggeration", earlyExaggeration, 1);
        requireAtLeast("the learning rate", learningRate, 0);
        requireAtLeast("the number of iterations", iterations, EARLY);
    }

    private static void requireAtLeast(String what, double value, double least) {
        if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
            throw new InputException("t-SNE: " + what + " is " + value + "; it must be at least " + least);
        }
    }

    /** The same with another perplexity. */
    public TSneOptions withPerplexity(double neighbours) {
        return new TSneOptions(neighbours, earlyExaggeration, learningRate, iterations);
    }

    /** The same with another number of iterations. */
    public TSneOptions withIterations(int most) {
        return new TSneOptions(perplexity, earlyExaggeration, learningRate, most);
    }

    /** The learning rate for that many points. */
    double learningRateFor(int points) {
        return learningRate == AUTO ? Math.max(points / earlyExaggeration / 4, LEAST_AUTO) : learningRate;
    }
}
