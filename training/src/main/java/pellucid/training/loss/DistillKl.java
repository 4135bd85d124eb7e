package pellucid.training.loss;

import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.LogSoftmax.logSoftmax;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Sum.sum;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/**
 * The candidates of a query are to be as likely as a teacher finds them (Lin, Yang and Lin, "Distilling Dense
 * Representations for Ranking using Tightly-Coupled Teachers", 2020).
 *
 * <pre>
 *   P_i = softmax_j(teacher_ij / T),   Q_i = softmax_j(q_i·c_ij / T)
 *   L = T² / n Σ_i Σ_j P_ij (log P_ij - log Q_ij)
 * </pre>
 *
 * <p>Columns: query and two or more candidates. Labels, row by row: the teacher's score of each candidate; of two
 * candidates their difference is enough, as softmax sees no more. Beside a teacher that encodes the same texts, the scores
 * are its dot products.
 */
public final class DistillKl implements Loss, GuidedLoss {
    private final double temperature;

    /** With the temperature 1. */
    public DistillKl() {
        this(1);
    }

    /** @param temperature above 0; more evens the candidates out */
    public DistillKl(double temperature) {
        this.temperature = Limits.positive("kl", "temperature", temperature);
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        Variable scores = Scores.dotProducts(columns);
        int rows = scores.value().dim(0);
        int candidates = scores.value().dim(1);
        double[] given = scores(labels, rows, candidates);
        double[] logTeacher = new double[given.length];
        double[] teacher = new double[given.length];
        for (int i = 0; i < rows; i++) {
            logSoftmaxRow(given, i * candidates, candidates, logTeacher, teacher);
        }
        Variable logStudent = logSoftmax(affine(scores, 1 / temperature, 0));
        Variable ratio = subtract(Constants.constant(scores, logTeacher, rows, candidates), logStudent);
        Variable weighted = multiply(Constants.constant(scores, teacher, rows, candidates), ratio);
        return affine(sum(weighted), temperature * temperature / rows, 0);
    }

    @Override
    public Variable of(List<Variable> columns, List<Tensor> guide) {
        guidedExpects().check(columns, null);
        Guides.check(name(), columns, guide);
        return of(columns, Guides.dotProducts(guide));
    }

    private static double[] scores(double[] labels, int rows, int candidates) {
        if (labels.length == rows * candidates) {
            return labels;
        }
        if (candidates != 2 || labels.length != rows) {
            throw new InputException("kl: " + rows + " rows with " + candidates + " candidates have " + labels.length
                    + " labels; give each row the teacher's score of each of its candidates, or the margin of two");
        }
        double[] scores = new double[2 * rows];
        for (int i = 0; i < rows; i++) {
            scores[2 * i] = labels[i];
        }
        return scores;
    }

    private void logSoftmaxRow(double[] scores, int from, int count, double[] log, double[] probabilities) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = from; j < from + count; j++) {
            largest = Math.max(largest, scores[j]);
        }
        double sum = 0;
        for (int j = from; j < from + count; j++) {
            log[j] = (scores[j] - largest) / temperature;
            sum += Math.exp(log[j]);
        }
        for (int j = from; j < from + count; j++) {
            log[j] -= Math.log(sum);
            probabilities[j] = Math.exp(log[j]);
        }
    }

    @Override
    public String name() {
        return "kl";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 3, Columns.ANY, Labels.CANDIDATE_SCORES);
    }

    @Override
    public Columns guidedExpects() {
        return new Columns(name(), 3, Columns.ANY, Labels.NONE);
    }
}
