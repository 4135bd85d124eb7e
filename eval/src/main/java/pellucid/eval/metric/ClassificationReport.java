package pellucid.eval.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well classes were told apart, class by class and on the whole, as scikit-learn's report of this name.
 *
 * <pre>
 *   precision = right / taken for the class     recall = right / of the class
 *   F1 = 2 · precision · recall / (precision + recall)
 * </pre>
 *
 * What would be divided by zero is 0.
 *
 * @param classes one for each label, in the order of the labels
 * @param accuracy the share that was taken for the right class
 * @param macro the plain mean over the classes; its label is {@code macro avg}
 * @param weighted the mean over the classes weighted by their support; its label is {@code weighted avg}
 */
public record ClassificationReport(
        List<ClassScores> classes, double accuracy, ClassScores macro, ClassScores weighted) {
    /**
     * The scores of a class.
     *
     * @param support how many things are of this class
     */
    public record ClassScores(String label, double precision, double recall, double f1, long support) {}

    public ClassificationReport {
        classes = List.copyOf(classes);
    }

    /** The report on what was counted. */
    public static ClassificationReport of(ConfusionMatrix matrix) {
        List<ClassScores> classes = new ArrayList<>();
        long right = 0;
        for (int i = 0; i < matrix.labels().size(); i++) {
            long hit = matrix.counts()[i][i];
            double precision = ratio(hit, matrix.taken(i));
            double recall = ratio(hit, matrix.actual(i));
            double f1 = ratio(2 * precision * recall, precision + recall);
            classes.add(new ClassScores(matrix.labels().get(i), precision, recall, f1, matrix.actual(i)));
            right += hit;
        }
        double accuracy = ratio(right, matrix.total());
        return new ClassificationReport(
                classes,
                accuracy,
                average("macro avg", classes, scores -> 1.0 / classes.size()),
                average("weighted avg", classes, scores -> ratio(scores.support(), matrix.total())));
    }

    private static ClassScores average(String label, List<ClassScores> classes, ToDoubleFunction<ClassScores> weight) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        long support = 0;
        for (ClassScores scores : classes) {
            double share = weight.applyAsDouble(scores);
            precision += share * scores.precision();
            recall += share * scores.recall();
            f1 += share * scores.f1();
            support += scores.support();
        }
        return new ClassScores(label, precision, recall, f1, support);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
