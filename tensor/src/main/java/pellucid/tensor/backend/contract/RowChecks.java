package pellucid.tensor.backend.contract;

import java.util.List;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;

/** Softmax, layer normalisation and L2, forward and backward. */
final class RowChecks {
    private static final int[][] SHAPES = {
        {1}, {13}, {1, 1}, {2, 7}, {7, 13}, {13, 16}, {16, 17}, {5, 31}, {31, 2}, {3, 64}, {3, 207}, {2, 300}, {4, 384},
        {0, 5}, {2, 3, 5}
    };

    private RowChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("rows: softmax", RowChecks::softmax),
                new Check("rows: softmax backward", RowChecks::softmaxBackward),
                new Check("rows: logSoftmax", RowChecks::logSoftmax),
                new Check("rows: logSoftmax backward", RowChecks::logSoftmaxBackward),
                new Check("rows: layerNorm", RowChecks::layerNorm),
                new Check("rows: layerNorm of a large mean and a tiny variance", RowChecks::layerNormCancelling),
                new Check("rows: residualLayerNorm", RowChecks::residualLayerNorm),
                new Check("rows: layerNorm backward", RowChecks::layerNormBackward),
                new Check("rows: l2Normalize", RowChecks::l2Normalize),
                new Check("rows: l2Normalize backward", RowChecks::l2NormalizeBackward));
    }

    /** Scores as they come, and of sizes at which exp of a raw score would overflow or vanish. */
    private static double[][] logits(int size) {
        double[] constant = new double[size];
        java.util.Arrays.fill(constant, 80);
        return new double[][] {
            new Draw(40).normal(size, 2), new Draw(41).normal(size, 80), new Draw(42).normal(size, 1e4), constant
        };
    }

    private static void softmax(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            for (double[] values : logits(Shape.of(shape).size())) {
                Trial trial = new Trial("softmax", candidate, reference);
                Operand x = trial.input("x", values, shape);
                Operand out = trial.output("out", shape);
                trial.mayLieOn(out, x).run((b, t) -> b.softmax(t.of(x), t.of(out)));
            }
        }
        Trial trial = new Trial("softmax with masked columns", candidate, reference);
        double[] masked = new Draw(43).normal(7 * 13, 2);
        for (int i = 0; i < masked.length; i += 4) {
            masked[i] = Double.NEGATIVE_INFINITY;
        }
        Operand x = trial.input("x", masked, 7, 13);
        Operand out = trial.output("out", 7, 13);
        trial.run((b, t) -> b.softmax(t.of(x), t.of(out)));
    }

    private static void softmaxBackward(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            int size = Shape.of(shape).size();
            Draw draw = new Draw(44);
            Trial trial = new Trial("softmaxBackward", candidate, reference);
            Operand y = trial.input("y", draw.uniform(size, 0, 1), shape);
            Operand dy = trial.input("dy", draw.normal(size, 3), shape);
            Operand dx = trial.output("dx", shape);
            trial.mayLieOn(dx, dy).mayLieOn(dx, y);
            trial.run((b, t) -> b.softmaxBackward(t.of(y), t.of(dy), t.of(dx)));
        }
    }

    private static void logSoftmax(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            for (double[] values : logits(Shape.of(shape).size())) {
                Trial trial = new Trial("logSoftmax", candidate, reference);
                Operand x = trial.input("x", values, shape);
                Operand out = trial.output("out", shape);
                trial.mayLieOn(out, x).run((b, t) -> b.logSoftmax(t.of(x), t.of(out)));
            }
        }
    }

    private static void logSoftmaxBackward(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            int size = Shape.of(shape).size();
            Draw draw = new Draw(45);
            Trial trial = new Trial("logSoftmaxBackward", candidate, reference);
            Operand y = trial.input("y", draw.uniform(size, -9, 0), shape);
            Operand dy = trial.input("dy", draw.normal(size, 3), shape);
            Operand dx = trial.output("dx", shape);
            trial.mayLieOn(dx, dy).mayLieOn(dx, y);
            trial.run((b, t) -> b.logSoftmaxBackward(t.of(y), t.of(dy), t.of(dx)));
        }
    }

    private static void layerNorm(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            int size = Shape.of(shape).size();
            // BERT's epsilon, PyTorch's, and one so large that it shows whether it stands under the root.
            for (double epsilon : new double[] {1e-12, 1e-5, 0.5}) {
                layerNorm(candidate, reference, new Draw(46).normal(size, 2), epsilon, shape);
            }
        }
    }

    private static void layerNormCancelling(Backend candidate, Backend reference) {
        Draw draw = new Draw(47);
        for (int columns : new int[] {16, 31, 384}) {
            double[] values = draw.normal(3 * columns, 0.01);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] + 100);
            }
            layerNorm(candidate, reference, values, 1e-12, 3, columns);
            layerNorm(candidate, reference, draw.normal(3 * columns, 1e-7), 1e-12, 3, columns);
            layerNorm(candidate, reference, draw.normal(3 * columns, 1e4), 1e-12, 3, columns);
            layerNorm(candidate, reference, new double[3 * columns], 1e-12, 3, columns);
        }
    }

    private static void layerNorm(Backend candidate, Backend reference, double[] values, double epsilon, int... shape) {
        Shape full = Shape.of(shape);
        for (boolean statistics : new boolean[] {true, false}) {
            Draw draw = new Draw(48);
            Trial trial = new Trial("layerNorm, epsilon " + epsilon, candidate, reference);
            Operand x = trial.input("x", values, shape);
            Operand gamma = trial.input("gamma", draw.normal(full.columns(), 1), full.columns());
            Operand beta = trial.input("beta", draw.normal(full.columns(), 1), full.columns());
            Operand normalized = statistics ? trial.output("normalized", shape) : null;
            Operand rstd = statistics ? trial.output("rstd", full.without(-1).dims()) : null;
            Operand out = trial.output("out", shape);
            trial.mayLieOn(out, x);
            trial.run((b, t) -> b.layerNorm(
                    t.of(x),
                    t.of(gamma),
                    t.of(beta),
                    epsilon,
                    normalized == null ? null : t.of(normalized),
                    rstd == null ? null : t.of(rstd),
                    t.of(out)));
        }
    }

    private static void residualLayerNorm(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            Shape full = Shape.of(shape);
            for (boolean statistics : new boolean[] {true, false}) {
                Draw draw = new Draw(49);
                Trial trial = new Trial("residualLayerNorm", candidate, reference);
                Operand x = trial.input("x", draw.normal(full.size(), 2), shape);
                Operand residual = trial.input("residual", draw.normal(full.size(), 2), shape);
                Operand gamma = trial.input("gamma", draw.normal(full.columns(), 1), full.columns());
                Operand beta = trial.input("beta", draw.normal(full.columns(), 1), full.columns());
                Operand normalized = statistics ? trial.output("normalized", shape) : null;
                Operand rstd =
                        statistics ? trial.output("rstd", full.without(-1).dims()) : null;
                Operand out = trial.output("out", shape);
                trial.mayLieOn(out, x).mayLieOn(out, residual);
                trial.run((b, t) -> b.residualLayerNorm(
                        t.of(x),
                        t.of(residual),
                        t.of(gamma),
                        t.of(beta),
                        1e-12,
                        normalized == null ? null : t.of(normalized),
                        rstd == null ? null : t.of(rstd),
                        t.of(out)));
            }
        }
    }

    private static void layerNormBackward(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            Shape full = Shape.of(shape);
            for (boolean parameters : new boolean[] {true, false}) {
                Draw draw = new Draw(50);
                Trial trial = new Trial("layerNormBackward", candidate, reference);
                int columns = full.columns();
                Operand normalized = trial.input("normalized", draw.normal(full.size(), 1), shape);
                Operand rstd = trial.input(
                        "rstd",
                        draw.uniform(full.without(-1).size(), 0.1, 3),
                        full.without(-1).dims());
                Operand gamma = trial.input("gamma", draw.normal(columns, 1), columns);
                Operand dy = trial.input("dy", draw.normal(full.size(), 1), shape);
                Operand dx = trial.output("dx", shape);
                Operand dGamma = parameters ? trial.changed("dGamma", draw.normal(columns, 1), columns) : null;
                Operand dBeta = parameters ? trial.changed("dBeta", draw.normal(columns, 1), columns) : null;
                trial.mayLieOn(dx, dy).mayLieOn(dx, normalized);
                trial.run((b, t) -> b.layerNormBackward(
                        t.of(normalized),
                        t.of(rstd),
                        t.of(gamma),
                        t.of(dy),
                        t.of(dx),
                        dGamma == null ? null : t.of(dGamma),
                        dBeta == null ? null : t.of(dBeta)));
            }
        }
    }

    private static void l2Normalize(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            for (double scale : new double[] {2, 1e-14, 1e10, 0}) {
                Trial trial = new Trial("l2Normalize", candidate, reference);
                Operand x = trial.input("x", new Draw(51).normal(Shape.of(shape).size(), scale), shape);
                Operand out = trial.output("out", shape);
                trial.mayLieOn(out, x).run((b, t) -> b.l2Normalize(t.of(x), 1e-12, t.of(out)));
            }
        }
    }

    private static void l2NormalizeBackward(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            for (double epsilon : new double[] {1e-12, 50}) {
                Shape full = Shape.of(shape);
                Draw draw = new Draw(52);
                double[] values = draw.normal(full.size(), 2);
                Trial trial = new Trial("l2NormalizeBackward, epsilon " + epsilon, candidate, reference);
                Operand x = trial.input("x", values, shape);
                Operand y = trial.input("y", normalized(values, full.columns(), epsilon), shape);
                Operand dy = trial.input("dy", draw.normal(full.size(), 2), shape);
                Operand dx = trial.output("dx", shape);
                trial.mayLieOn(dx, dy).mayLieOn(dx, y).mayLieOn(dx, x);
                trial.run((b, t) -> b.l2NormalizeBackward(t.of(x), epsilon, t.of(y), t.of(dy), t.of(dx)));
            }
        }
    }

    private static double[] normalized(double[] values, int columns, double epsilon) {
        double[] result = new double[values.length];
        for (int row = 0; row < values.length; row += columns) {
            double squares = 0;
            for (int i = row; i < row + columns; i++) {
                squares += values[i] * values[i];
            }
            for (int i = row; i < row + columns; i++) {
                result[i] = (float) (values[i] / Math.max(Math.sqrt(squares), epsilon));
            }
        }
        return result;
    }
}
