package pellucid.eval.classification;

import java.util.Arrays;
import java.util.List;
import pellucid.eval.data.Vectors;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * Logistic regression: the chance of each class is the softmax of a linear function of the vector.
 *
 * <pre>
 *   p(c | x) = exp(wc · x + bc) / Σ exp(wk · x + bk)         minimised: -Σ log p(y | x) + |w|² / (2 C)
 * </pre>
 *
 * The offsets b are not held small. Of two classes the first has w = 0 and b = 0, which is the logistic function. The
 * sum is convex; L-BFGS goes on until its minimum, so the answer is scikit-learn's with the same C, however that looks
 * for it, and the same bits for any number of threads.
 */
public final class LogisticRegression {
    /** scikit-learn's default: the errors of all texts weigh as much as half the square of the weights. */
    public static final double DEFAULT_C = 1;

    /** Of the gradient of the mean; scikit-learn stops at 1e-4. */
    private static final double TOLERANCE = 1e-7;

    private static final int MOST_ITERATIONS = 2000;

    private final List<String> classes;
    private final LogisticLoss form;
    private final double[] parameters;
    private final int iterations;
    private final boolean converged;

    private LogisticRegression(
            List<String> classes, LogisticLoss form, double[] parameters, int iterations, boolean converged) {
        this.classes = classes;
        this.form = form;
        this.parameters = parameters;
        this.iterations = iterations;
        this.converged = converged;
    }

    /**
     * Learns from labelled points.
     *
     * @param labels the class of each point
     * @param c the inverse of the strength with which weights are held small, above 0
     * @throws InputException if all points are of one class, or c is not above 0
     */
    public static LogisticRegression fit(Vectors points, List<String> labels, double c) {
        if (labels.size() != points.count()) {
            throw new ShapeException("logistic regression: there are " + points.count() + " points and " + labels.size()
                    + " labels; give the label of every point");
        }
        if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
            throw new InputException("logistic regression: C is " + c + "; it must be above 0 and finite");
        }
        List<String> classes = labels.stream().distinct().sorted().toList();
        if (classes.size() < 2) {
            throw new InputException("logistic regression: all " + labels.size() + " points are of the class '"
                    + classes.get(0) + "'; it needs at least 2 classes to tell apart");
        }
        int[] truth = labels.stream().mapToInt(classes::indexOf).toArray();
        LogisticLoss loss = new LogisticLoss(points.width(), classes.size());
        Lbfgs search =
                new Lbfgs((at, gradient) -> loss.value(points, truth, c, at, gradient), new double[loss.parameters()]);
        boolean converged = search.run(TOLERANCE, MOST_ITERATIONS);
        return new LogisticRegression(classes, loss, search.at(), search.iterations(), converged);
    }

    /** The classes, sorted. */
    public List<String> classes() {
        return classes;
    }

    /** The weights, [classes][width], or [1][width] for the second of two classes. */
    public double[][] weights() {
        double[][] weights = new double[form.rows()][];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = Arrays.copyOfRange(parameters, form.start(row), form.offset(row));
        }
        return weights;
    }

    /** The offsets, one for each row of {@link #weights}. */
    public double[] offsets() {
        double[] offsets = new double[form.rows()];
        for (int row = 0; row < offsets.length; row++) {
            offsets[row] = parameters[form.offset(row)];
        }
        return offsets;
    }

    /** How many iterations were made. */
    public int iterations() {
        return iterations;
    }

    /** Whether the minimum was reached. */
    public boolean isConverged() {
        return converged;
    }

    /** The chance of each class for each point, [points][classes]. */
    public double[][] probabilities(Vectors points) {
        if (points.width() != form.width()) {
            throw new ShapeException("logistic regression: a point has " + points.width() + " numbers, those learned"
                    + " from have " + form.width() + "; take all from the same model");
        }
        double[][] probabilities = new double[points.count()][classes.size()];
        for (int i = 0; i < probabilities.length; i++) {
            form.probabilities(points, i, parameters, probabilities[i]);
        }
        return probabilities;
    }

    /** The likeliest class of each point. */
    public List<String> predict(Vectors points) {
        return Arrays.stream(probabilities(points)).map(this::likeliest).toList();
    }

    private String likeliest(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return classes.get(best);
    }
}
