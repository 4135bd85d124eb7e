package pellucid.eval.classification;

import java.util.Arrays;
import pellucid.eval.data.Vectors;
import pellucid.tensor.backend.Workers;

/**
 * What logistic regression minimises, divided by the number of points, and its gradient:
 *
 * <pre>
 *   dL/dwc = Σ (p(c | x) - [y = c]) x / n + wc / (C n)        dL/dbc = Σ (p(c | x) - [y = c]) / n
 * </pre>
 *
 * The parameters are the rows (wc, bc), one behind the other; with two classes only the second has one.
 */
final class LogisticLoss {
    /** Points are cut into at most so many pieces, by their number alone, so that sums do not depend on the threads. */
    private static final int MOST_PIECES = 64;

    private static final int LEAST_PIECE = 128;

    private final int width;
    private final int classes;

    LogisticLoss(int width, int classes) {
        this.width = width;
        this.classes = classes;
    }

    int width() {
        return width;
    }

    int rows() {
        return classes == 2 ? 1 : classes;
    }

    int parameters() {
        return rows() * (width + 1);
    }

    /** Where the weights of a row begin. */
    int start(int row) {
        return row * (width + 1);
    }

    /** Where the offset of a row is. */
    int offset(int row) {
        return start(row) + width;
    }

    double value(Vectors points, int[] truth, double c, double[] at, double[] gradient) {
        int n = points.count();
        int piece = Math.max(LEAST_PIECE, (n + MOST_PIECES - 1) / MOST_PIECES);
        int pieces = (n + piece - 1) / piece;
        double[] losses = new double[pieces];
        double[][] gradients = new double[pieces][parameters()];
        Workers.shared().run(pieces, p -> {
            double[] probabilities = new double[classes];
            for (int i = p * piece; i < Math.min(n, (p + 1) * piece); i++) {
                losses[p] += probabilities(points, i, at, probabilities, truth[i]);
                addGradient(points, i, truth[i], probabilities, gradients[p]);
            }
        });
        double loss = 0;
        Arrays.fill(gradient, 0);
        for (int p = 0; p < pieces; p++) {
            loss += losses[p] / n;
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] += gradients[p][k] / n;
            }
        }
        return loss + addPenalty(1 / (c * n), at, gradient);
    }

    /** The chance of each class for point i. */
    void probabilities(Vectors points, int i, double[] at, double[] probabilities) {
        probabilities(points, i, at, probabilities, 0);
    }

    /** The same, and -log of that of the true class. */
    private double probabilities(Vectors points, int i, double[] at, double[] probabilities, int truth) {
        double largest = 0;
        int first = classes - rows();
        for (int row = 0; row < rows(); row++) {
            double score = points.dot(i, at, start(row)) + at[offset(row)];
            probabilities[first + row] = score;
            largest = Math.max(largest, score);
        }
        if (first == 1) {
            probabilities[0] = 0;
        }
        double own = probabilities[truth];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            probabilities[c] = Math.exp(probabilities[c] - largest);
            sum += probabilities[c];
        }
        for (int c = 0; c < classes; c++) {
            probabilities[c] /= sum;
        }
        return Math.log(sum) + largest - own;
    }

    private void addGradient(Vectors points, int i, int truth, double[] probabilities, double[] gradient) {
        int first = classes - rows();
        for (int row = 0; row < rows(); row++) {
            double error = probabilities[first + row] - (truth == first + row ? 1 : 0);
            points.addTo(gradient, start(row), i, error);
            gradient[offset(row)] += error;
        }
    }

    private double addPenalty(double strength, double[] at, double[] gradient) {
        double squares = 0;
        for (int row = 0; row < rows(); row++) {
            for (int k = start(row); k < offset(row); k++) {
                squares += at[k] * at[k];
                gradient[k] += strength * at[k];
            }
        }
        return strength * squares / 2;
    }
}
