package pellucid.tensor.backend.contract;

import java.util.Arrays;
import java.util.List;
import pellucid.tensor.Backend;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** What only training needs: cross-entropy, clipping, the optimisers' steps. */
final class TrainingChecks {
    private static final int[][] SHAPES = {{1}, {7}, {17}, {207}, {7, 13}, {16, 64}, {2, 3, 5}, {0, 3}};

    private TrainingChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("losses: crossEntropy", TrainingChecks::crossEntropy),
                new Check("losses: crossEntropy with masked classes", TrainingChecks::maskedCrossEntropy),
                new Check("losses: crossEntropy backward", TrainingChecks::crossEntropyBackward),
                new Check("optimisers: clipGlobalNorm", TrainingChecks::clipGlobalNorm),
                new Check("optimisers: adamW", TrainingChecks::adamW),
                new Check("optimisers: adamWSparse", TrainingChecks::adamWSparse),
                new Check("optimisers: sgd", TrainingChecks::sgd));
    }

    private static void crossEntropy(Backend candidate, Backend reference) {
        for (int[] size : new int[][] {{1, 1}, {7, 2}, {13, 16}, {31, 31}, {3, 207}, {0, 5}}) {
            for (double scale : new double[] {1, 20, 1e4}) {
                for (boolean kept : new boolean[] {true, false}) {
                    Draw draw = new Draw(70);
                    double[] logits = draw.normal(size[0] * size[1], scale);
                    int[] labels = draw.ids(size[0], size[1]);
                    crossEntropy(candidate, reference, size, logits, labels, kept);
                }
            }
        }
    }

    private static void maskedCrossEntropy(Backend candidate, Backend reference) {
        Draw draw = new Draw(71);
        int[] labels = draw.ids(7, 13);
        double[] logits = draw.normal(7 * 13, 5);
        for (int i = 0; i < logits.length; i++) {
            if (i % 13 != labels[i / 13] && i % 3 == 0) {
                logits[i] = Double.NEGATIVE_INFINITY;
            }
        }
        crossEntropy(candidate, reference, new int[] {7, 13}, logits, labels, true);
    }

    private static void crossEntropy(
            Backend candidate, Backend reference, int[] size, double[] values, int[] ids, boolean kept) {
        Trial trial = new Trial("crossEntropy", candidate, reference);
        Operand logits = trial.input("logits", values, size);
        Operand labels = trial.ids("labels", ids);
        Operand probabilities = kept ? trial.output("probabilities", size) : null;
        Operand losses = trial.output("losses", size[0]);
        trial.run((b, t) -> b.crossEntropy(
                t.of(logits), t.of(labels), probabilities == null ? null : t.of(probabilities), t.of(losses)));
    }

    private static void crossEntropyBackward(Backend candidate, Backend reference) {
        for (int[] size : new int[][] {{1, 1}, {7, 2}, {13, 16}, {31, 31}, {3, 207}, {0, 5}}) {
            Draw draw = new Draw(72);
            Trial trial = new Trial("crossEntropyBackward", candidate, reference);
            Operand probabilities = trial.input("probabilities", draw.uniform(size[0] * size[1], 0, 1), size);
            Operand labels = trial.ids("labels", draw.ids(size[0], size[1]));
            Operand dLosses = trial.input("dLosses", draw.normal(size[0], 1), size[0]);
            Operand dLogits = trial.output("dLogits", size);
            trial.mayLieOn(dLogits, probabilities);
            trial.run(
                    (b, t) -> b.crossEntropyBackward(t.of(probabilities), t.of(labels), t.of(dLosses), t.of(dLogits)));
        }
    }

    private static void clipGlobalNorm(Backend candidate, Backend reference) {
        for (double maxNorm : new double[] {1e-3, 1, 1e6}) {
            Draw draw = new Draw(73);
            double[] first = draw.normal(7 * 13, 1);
            double[] second = draw.normal(31, 1);
            double wanted = Math.sqrt(Arrays.stream(first).map(v -> v * v).sum()
                    + Arrays.stream(second).map(v -> v * v).sum());
            Trial trial = new Trial("clipGlobalNorm to " + maxNorm, candidate, reference);
            Operand a = trial.changed("a", first, 7, 13);
            Operand b = trial.changed("b", second, 31);
            trial.run((backend, t) -> {
                double norm = backend.clipGlobalNorm(List.of(t.of(a), t.of(b)), maxNorm);
                if (!(Math.abs(norm - wanted) <= 1e-12 * wanted)) {
                    throw new AssertionError("clipGlobalNorm on " + backend.name() + " of [7, 13] and [31] returns "
                            + norm + ", wanted " + wanted + " to 12 digits; accumulate in float64");
                }
            });
        }
        Tensor untouched = candidate.floats(new float[] {3, 4});
        candidate.clipGlobalNorm(List.of(untouched), 100);
        if (!Arrays.equals(untouched.toFloats(), new float[] {3, 4})) {
            throw new AssertionError("clipGlobalNorm on " + candidate.name() + ": gradients within the bound became "
                    + Arrays.toString(untouched.toFloats()) + ", wanted [3.0, 4.0], unchanged");
        }
    }

    private static void adamW(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            int size = Shape.of(shape).size();
            for (OptimizerOps.AdamW settings : new OptimizerOps.AdamW[] {
                new OptimizerOps.AdamW(0.1, 0.9, 0.999, 1e-8, 0.3, 1),
                new OptimizerOps.AdamW(5e-5, 0.9, 0.999, 1e-8, 0, 1),
                new OptimizerOps.AdamW(0.01, 0.8, 0.95, 1e-3, 0.1, 17)
            }) {
                Draw draw = new Draw(74);
                Trial trial = new Trial("adamW " + settings, candidate, reference);
                Operand parameter = trial.changed("parameter", draw.normal(size, 1), shape);
                Operand gradient = trial.input("gradient", draw.normal(size, 0.1), shape);
                Operand first = trial.changed("firstMoment", draw.normal(size, 0.1), shape);
                Operand second = trial.changed("secondMoment", draw.uniform(size, 0, 0.1), shape);
                trial.run((b, t) -> b.adamW(t.of(parameter), t.of(gradient), t.of(first), t.of(second), settings));
            }
        }
    }

    /** Rows without a gradient must decay and move, too. */
    private static void adamWSparse(Backend candidate, Backend reference) {
        for (int[] size : new int[][] {{1, 1, 1}, {7, 13, 3}, {31, 16, 31}, {5, 64, 0}}) {
            int all = size[0] * size[1];
            Draw draw = new Draw(75);
            OptimizerOps.AdamW settings = new OptimizerOps.AdamW(0.1, 0.9, 0.999, 1e-8, 0.3, 3);
            Trial trial = new Trial("adamWSparse", candidate, reference);
            Operand parameter = trial.changed("parameter", draw.normal(all, 1), size[0], size[1]);
            Operand rows = trial.ids("rows", draw.distinctIds(size[2], size[0]));
            Operand gradients = trial.input("rowGradients", draw.normal(size[2] * size[1], 1), size[2], size[1]);
            Operand first = trial.changed("firstMoment", draw.normal(all, 0.1), size[0], size[1]);
            Operand second = trial.changed("secondMoment", draw.uniform(all, 0.001, 0.1), size[0], size[1]);
            trial.run((b, t) ->
                    b.adamWSparse(t.of(parameter), t.of(rows), t.of(gradients), t.of(first), t.of(second), settings));
        }
    }

    private static void sgd(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            int size = Shape.of(shape).size();
            for (OptimizerOps.Sgd settings : new OptimizerOps.Sgd[] {
                new OptimizerOps.Sgd(0.1, 0, false, 0),
                new OptimizerOps.Sgd(0.1, 0, false, 0.3),
                new OptimizerOps.Sgd(0.1, 0.9, false, 0.3),
                new OptimizerOps.Sgd(0.1, 0.9, true, 0.3)
            }) {
                Draw draw = new Draw(76);
                Trial trial = new Trial("sgd " + settings, candidate, reference);
                Operand parameter = trial.changed("parameter", draw.normal(size, 1), shape);
                Operand gradient = trial.input("gradient", draw.normal(size, 1), shape);
                Operand buffer = settings.momentum() == 0 ? null : trial.changed("buffer", draw.normal(size, 1), shape);
                trial.run((b, t) ->
                        b.sgd(t.of(parameter), t.of(gradient), buffer == null ? null : t.of(buffer), settings));
            }
        }
    }
}
