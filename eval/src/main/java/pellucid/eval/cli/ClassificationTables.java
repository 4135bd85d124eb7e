package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.metric.ClassificationReport.ClassScores;
import pellucid.eval.metric.ConfusionMatrix;

/** How well classes were told apart, as tables for the terminal and as JSON. */
final class ClassificationTables {
    /** A matrix of more classes is wider than a terminal. */
    private static final int MOST_COLUMNS = 7;

    private static final int NAME = 28;
    private static final int SHORT_NAME = 14;
    private static final int MOST_CONFUSIONS = 10;

    private record Confusion(String actual, String taken, long count) {}

    private ClassificationTables() {}

    static void print(Output output, ConfusionMatrix matrix, ClassificationReport scores) {
        output.result(String.format(
                Locale.ROOT, "%-" + NAME + "s %9s %9s %9s %9s", "", "precision", "recall", "F1", "support"));
        scores.classes().forEach(row -> output.result(line(row)));
        output.result("");
        output.result(line(scores.macro()));
        output.result(line(scores.weighted()));
        output.result("");
        if (matrix.labels().size() <= MOST_COLUMNS) {
            printMatrix(output, matrix);
        } else {
            printConfusions(output, matrix);
        }
    }

    private static String line(ClassScores row) {
        return String.format(
                Locale.ROOT,
                "%-" + NAME + "s %9.4f %9.4f %9.4f %9d",
                cut(row.label(), NAME),
                row.precision(),
                row.recall(),
                row.f1(),
                row.support());
    }

    private static void printMatrix(Output output, ConfusionMatrix matrix) {
        int width = (Output.WIDTH - SHORT_NAME) / MOST_COLUMNS;
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + SHORT_NAME + "s", "is \\ taken for"));
        matrix.labels()
                .forEach(label -> head.append(String.format(Locale.ROOT, "%" + width + "s", cut(label, width - 1))));
        output.result(head.toString());
        for (int i = 0; i < matrix.labels().size(); i++) {
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT, "%-" + SHORT_NAME + "s", cut(matrix.labels().get(i), SHORT_NAME)));
            for (long count : matrix.counts()[i]) {
                row.append(String.format(Locale.ROOT, "%" + width + "d", count));
            }
            output.result(row.toString());
        }
    }

    private static void printConfusions(Output output, ConfusionMatrix matrix) {
        List<Confusion> confusions = new ArrayList<>();
        for (int i = 0; i < matrix.labels().size(); i++) {
            for (int j = 0; j < matrix.labels().size(); j++) {
                if (i != j && matrix.counts()[i][j] > 0) {
                    confusions.add(new Confusion(
                            matrix.labels().get(i), matrix.labels().get(j), matrix.counts()[i][j]));
                }
            }
        }
        if (confusions.isEmpty()) {
            output.result("No text was taken for another class.");
            return;
        }
        output.result("Most often taken for another class (--json has the whole matrix):");
        confusions.stream()
                .sorted(Comparator.comparingLong(Confusion::count).reversed())
                .limit(MOST_CONFUSIONS)
                .forEach(confusion -> output.result(String.format(
                        Locale.ROOT,
                        "%7d  %s, taken for %s",
                        confusion.count(),
                        cut(confusion.actual(), NAME),
                        cut(confusion.taken(), NAME))));
    }

    private static String cut(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most - 3) + "...";
    }

    static void write(ObjectNode content, ConfusionMatrix matrix, ClassificationReport scores) {
        ObjectNode metrics = content.putObject("metrics");
        metrics.put("accuracy", scores.accuracy());
        metrics.put("macro_f1", scores.macro().f1())
                .put("weighted_f1", scores.weighted().f1());
        ArrayNode classes = content.putArray("classes");
        scores.classes().forEach(row -> write(classes.addObject(), row));
        write(content.putObject("macro_avg"), scores.macro());
        write(content.putObject("weighted_avg"), scores.weighted());
        ObjectNode confusion = content.putObject("confusion_matrix");
        matrix.labels().forEach(confusion.putArray("labels")::add);
        ArrayNode counts = confusion.putArray("counts");
        for (long[] row : matrix.counts()) {
            ArrayNode numbers = counts.addArray();
            for (long count : row) {
                numbers.add(count);
            }
        }
    }

    private static void write(ObjectNode node, ClassScores row) {
        node.put("label", row.label());
        node.put("precision", row.precision()).put("recall", row.recall());
        node.put("f1", row.f1()).put("support", row.support());
    }
}
