package pellucid.tensor.backend.simd;

import java.util.Arrays;
import pellucid.tensor.Segments;
import pellucid.tensor.Word2VecOps.ContextGradient;

/**
 * What some examples add to the tables of word vectors: first computed, each vector in a padded row of its own, then added.
 * The inputs of a mean share one row.
 */
final class WordUpdates {
    private final WordTraining training;
    private final int first;
    private final int last;
    private final int padded;
    /** Where the rows of the targets begin. */
    private final int targetsAt;

    private final float[] values;

    /** Room for the updates of the examples from first to last (exclusive), in the workspace of the calling thread. */
    WordUpdates(WordTraining training, int first, int last) {
        this.training = training;
        this.first = first;
        this.last = last;
        this.padded = Lanes.padded(training.width());
        Segments inputs = training.inputs();
        Segments targets = training.targets();
        int inputRows = training.each() ? inputs.end(last - 1) - inputs.start(first) : last - first;
        this.targetsAt = inputRows * padded;
        this.values = Workspace.own()
                .updates(Math.multiplyExact(inputRows + targets.end(last - 1) - targets.start(first), padded));
    }

    private int inputRow(int example, int i) {
        Segments inputs = training.inputs();
        return (training.each() ? inputs.start(example) - inputs.start(first) + i : example - first) * padded;
    }

    private int targetRow(int example, int j) {
        return targetsAt
                + (training.targets().start(example) - training.targets().start(first) + j) * padded;
    }

    /** Computes the updates of one example. */
    void compute(int example, Workspace workspace) {
        WordWindow window = workspace.window;
        int inputCount = training.inputs().length(example);
        int targetCount = training.targets().length(example);
        int predicting = training.each() ? inputCount : 1;
        boolean copied = padded != training.width();
        float[] copies = workspace.row((inputCount + targetCount + 2) * padded);

        float[] x = copies;
        int[] xRows = window.predictingRows(predicting);
        if (training.each()) {
            x = fill(
                    xRows,
                    training.input(),
                    training.inputIds(),
                    training.inputs().start(example),
                    predicting,
                    copied ? copies : null,
                    0);
        } else {
            training.fillMean(example, copies, padded);
            xRows[0] = 0;
        }
        int[] yRows = window.targetRows(targetCount);
        float[] y = fill(
                yRows,
                training.output(),
                training.targetIds(),
                training.targets().start(example),
                targetCount,
                copied ? copies : null,
                (inputCount + 2) * padded);
        training.report(example, training.gradients(window, example, x, y, padded));

        int[] rows = workspace.rowStarts(Math.max(predicting, targetCount));
        for (int i = 0; i < predicting; i++) {
            rows[i] = inputRow(example, i);
        }
        Arrays.fill(values, rows[0], rows[0] + predicting * padded, 0);
        window.addToPredicting(values, rows, y, padded);
        if (!training.each() && training.settings().contextGradient() == ContextGradient.TRUE) {
            WordLoops.scale(values, rows[0], 1f / inputCount, padded);
        }
        for (int j = 0; j < targetCount; j++) {
            rows[j] = targetRow(example, j);
        }
        Arrays.fill(values, rows[0], rows[0] + targetCount * padded, 0);
        window.addToTargets(values, rows, x, padded);
    }

    /** Where rows of a table begin, or, if copies are given, where their padded copies do; returns the array they are in. */
    private float[] fill(
            int[] starts, Rows table, WordTraining.Ids ids, int at, int count, float[] copies, int copyAt) {
        for (int i = 0; i < count; i++) {
            int row = table.start(ids.id(at + i));
            starts[i] = row;
            if (copies != null) {
                starts[i] = copyAt + i * padded;
                System.arraycopy(table.values(), row, copies, starts[i], table.columns());
                Arrays.fill(copies, starts[i] + table.columns(), starts[i] + padded, 0);
            }
        }
        return copies == null ? table.values() : copies;
    }

    /** Adds the updates of those input rows whose id leaves the rest {@code part} when divided by {@code parts}. */
    void addInputs(int part, int parts) {
        for (int example = first; example < last; example++) {
            if (!training.isEmpty(example)) {
                for (int i = 0; i < training.inputs().length(example); i++) {
                    int id = training.inputIds().id(training.inputs().start(example) + i);
                    if (id % parts == part) {
                        add(training.input(), id, inputRow(example, i));
                    }
                }
            }
        }
    }

    /** The same for the targets. */
    void addTargets(int part, int parts) {
        for (int example = first; example < last; example++) {
            if (!training.isEmpty(example)) {
                for (int j = 0; j < training.targets().length(example); j++) {
                    int id = training.targetIds().id(training.targets().start(example) + j);
                    if (id % parts == part) {
                        add(training.output(), id, targetRow(example, j));
                    }
                }
            }
        }
    }

    private void add(Rows table, int id, int at) {
        WordLoops.add(table.values(), table.start(id), values, at, training.width());
    }
}
