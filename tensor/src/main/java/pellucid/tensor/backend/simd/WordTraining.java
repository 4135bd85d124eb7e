package pellucid.tensor.backend.simd;

import java.util.Arrays;
import pellucid.tensor.Operands;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ContextGradient;
import pellucid.tensor.Word2VecOps.Word2Vec;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.CpuStorage;

/**
 * The examples of one call. In sequence, an example changes the tables' rows where they lie. In a batch, every example first
 * writes its updates into rows of their own, which are then added in the order of the examples; the second step is shared
 * out by rows of the tables, so that no two threads write to one.
 *
 * @param each whether each input predicts by itself, or the mean of all
 * @param losses null if nobody asks
 */
record WordTraining(
        boolean each,
        Rows input,
        Rows output,
        Segments inputs,
        Ids inputIds,
        Segments targets,
        Ids targetIds,
        Rows labels,
        Word2Vec settings,
        Rows losses) {
    /** Examples whose updates are computed by one task. */
    private static final int TASK = 16;

    /** Ids of rows, all of them in the table. */
    record Ids(int[] values, int at) {
        static Ids checked(Tensor table, Tensor ids) {
            int[] values = CpuStorage.ints(ids);
            int rows = table.dim(0);
            for (int i = 0; i < ids.dim(0); i++) {
                int id = values[ids.offset() + i];
                if (id < 0 || id >= rows) {
                    Operands.rowId("word2vec", table, id, i);
                }
            }
            return new Ids(values, ids.offset());
        }

        int id(int position) {
            return values[at + position];
        }
    }

    int width() {
        return input.columns();
    }

    boolean isEmpty(int example) {
        return inputs.length(example) == 0 || targets.length(example) == 0;
    }

    /** One example after the other. */
    void sequence() {
        Workspace workspace = Workspace.own();
        boolean inPlace = width() % Lanes.COUNT == 0;
        for (int example = 0; example < inputs.count(); example++) {
            if (isEmpty(example)) {
                report(example, 0);
            } else if (!inPlace) {
                WordUpdates updates = new WordUpdates(this, example, example + 1);
                updates.compute(example, workspace);
                updates.addInputs(0, 1);
                updates.addTargets(0, 1);
            } else if (each) {
                windowInPlace(example, workspace);
            } else {
                meanInPlace(example, workspace);
            }
        }
    }

    private void windowInPlace(int example, Workspace workspace) {
        WordWindow window = workspace.window;
        int width = width();
        int count = inputs.length(example);
        int first = inputs.start(example);
        float[] before = workspace.row(count * width);
        int[] rows = window.predictingRows(count);
        int[] tableRows = workspace.rowStarts(count);
        for (int i = 0; i < count; i++) {
            tableRows[i] = input.start(inputIds.id(first + i));
            rows[i] = i * width;
            System.arraycopy(input.values(), tableRows[i], before, rows[i], width);
        }
        int[] targetRows = fillTargets(window, example);
        report(example, gradients(window, example, before, output.values(), width));
        window.addToPredicting(input.values(), tableRows, output.values(), width);
        window.addToTargets(output.values(), targetRows, before, width);
    }

    /** All examples see the tables as they are now. */
    void batch(Workers workers) {
        int count = inputs.count();
        if (count == 0) {
            return;
        }
        WordUpdates updates = new WordUpdates(this, 0, count);
        workers.run((count + TASK - 1) / TASK, task -> {
            Workspace workspace = Workspace.own();
            for (int example = task * TASK; example < Math.min(count, (task + 1) * TASK); example++) {
                if (isEmpty(example)) {
                    report(example, 0);
                } else {
                    updates.compute(example, workspace);
                }
            }
        });
        int parts = workers.isSerial() ? 1 : workers.threads();
        workers.run(2 * parts, task -> {
            if (task % 2 == 0) {
                updates.addInputs(task / 2, parts);
            } else {
                updates.addTargets(task / 2, parts);
            }
        });
    }

    private void meanInPlace(int example, Workspace workspace) {
        WordWindow window = workspace.window;
        int width = width();
        float[] mean = workspace.row(2 * width);
        fillMean(example, mean, width);
        window.predictingRows(1)[0] = 0;
        int[] targetRows = fillTargets(window, example);
        report(example, gradients(window, example, mean, output.values(), width));
        int[] errorRow = workspace.rowStarts(1);
        errorRow[0] = width;
        window.addToPredicting(mean, errorRow, output.values(), width);
        window.addToTargets(output.values(), targetRows, mean, width);
        if (settings.contextGradient() == ContextGradient.TRUE) {
            WordLoops.scale(mean, width, 1f / inputs.length(example), width);
        }
        for (int i = inputs.start(example); i < inputs.end(example); i++) {
            WordLoops.add(input.values(), input.start(inputIds.id(i)), mean, width, width);
        }
    }

    private int[] fillTargets(WordWindow window, int example) {
        int count = targets.length(example);
        int[] rows = window.targetRows(count);
        for (int j = 0; j < count; j++) {
            rows[j] = output.start(targetIds.id(targets.start(example) + j));
        }
        return rows;
    }

    float gradients(WordWindow window, int example, float[] x, float[] y, int paddedWidth) {
        float rate = (float) settings.learningRate();
        int labelsAt = labels.at() + targets.start(example);
        return window.gradients(x, y, paddedWidth, labels.values(), labelsAt, rate);
    }

    /** The mean of an example's inputs at the beginning of {@code mean}, then as many zeros for the error. */
    void fillMean(int example, float[] mean, int paddedWidth) {
        Arrays.fill(mean, 0, 2 * paddedWidth, 0);
        for (int i = inputs.start(example); i < inputs.end(example); i++) {
            WordLoops.add(mean, 0, input.values(), input.start(inputIds.id(i)), width());
        }
        WordLoops.scale(mean, 0, 1f / inputs.length(example), paddedWidth);
    }

    void report(int example, float loss) {
        if (losses != null) {
            losses.values()[losses.at() + example] = loss;
        }
    }
}
