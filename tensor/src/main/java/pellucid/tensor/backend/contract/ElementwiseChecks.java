package pellucid.tensor.backend.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Shape;
import pellucid.tensor.UnaryOp;

/** Functions of one and of two numbers, their derivatives, and choosing between two. */
final class ElementwiseChecks {
    /** Where vector loops begin, end and turn over. */
    static final int[][] SHAPES = {
        {}, {0}, {1}, {2}, {7}, {13}, {16}, {17}, {31}, {64}, {207}, {1, 1}, {3, 7}, {7, 13}, {5, 16}, {2, 300}, {0, 4},
        {4, 0}, {2, 3, 5}
    };

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final float[] EXTREMES = {
        0f,
        -0f,
        1e-40f,
        -1e-40f,
        Float.MIN_NORMAL,
        1e-30f,
        1e-20f,
        -1e-20f,
        1e-7f,
        -1e-7f,
        1e-3f,
        -1e-3f,
        0.5f,
        -0.5f,
        1f,
        -1f,
        1.0000001f,
        2.5f,
        -2.5f,
        3.9f,
        -3.9f,
        5.5f,
        -5.5f,
        9f,
        -9f,
        20f,
        -20f,
        80f,
        -80f,
        87f,
        -87f,
        88.8f,
        -88.8f,
        100f,
        -100f,
        104f,
        -104f,
        1e4f,
        -1e4f,
        1e20f,
        -1e20f,
        3e38f,
        -3e38f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private ElementwiseChecks() {}

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        for (UnaryOp op : UnaryOp.values()) {
            String name = op.name().toLowerCase(Locale.ROOT);
            checks.add(new Check("elementwise: " + name, (c, r) -> unary(op, c, r)));
            checks.add(new Check("elementwise: " + name + " of extreme numbers", (c, r) -> unaryOfExtremes(op, c, r)));
            checks.add(new Check("elementwise: " + name + " backward", (c, r) -> unaryBackward(op, c, r)));
        }
        for (BinaryOp op : BinaryOp.values()) {
            String name = op.name().toLowerCase(Locale.ROOT);
            checks.add(new Check("elementwise: " + name, (c, r) -> binary(op, c, r)));
            checks.add(new Check("elementwise: " + name + " of extreme numbers", (c, r) -> binaryOfExtremes(op, c, r)));
        }
        checks.add(new Check("elementwise: affine", ElementwiseChecks::affine));
        checks.add(new Check("elementwise: addScaled", ElementwiseChecks::addScaled));
        checks.add(new Check("elementwise: where", ElementwiseChecks::where));
        return checks;
    }

    /** Numbers at which the function is defined and well away from overflow. */
    private static double[] arguments(UnaryOp op, Draw draw, int count) {
        return switch (op) {
            case SQRT, LOG -> draw.uniform(count, 0.01, 20);
            default -> draw.normal(count, 2);
        };
    }

    private static void unary(UnaryOp op, Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            Trial trial = new Trial(op.name(), candidate, reference);
            Operand x =
                    trial.input("x", arguments(op, new Draw(1), Shape.of(shape).size()), shape);
            Operand out = trial.output("out", shape);
            trial.mayLieOn(out, x).run((b, t) -> b.unary(op, t.of(x), t.of(out)));
        }
        Trial trial = new Trial(op.name(), candidate, reference);
        Operand x = trial.stretched("x", arguments(op, new Draw(2), 7), Shape.of(7, 1), 7, 19);
        Operand out = trial.output("out", 7, 19);
        trial.run((b, t) -> b.unary(op, t.of(x), t.of(out)));
    }

    private static void unaryOfExtremes(UnaryOp op, Backend candidate, Backend reference) {
        double[] values = new double[EXTREMES.length];
        for (int i = 0; i < values.length; i++) {
            // x·Φ(x) at -infinity is 0 times infinity in any arithmetic.
            values[i] = op == UnaryOp.GELU && EXTREMES[i] == Float.NEGATIVE_INFINITY ? -1 : EXTREMES[i];
        }
        Trial trial = new Trial(op.name(), candidate, reference);
        Operand x = trial.input("x", values, values.length);
        Operand out = trial.output("out", values.length);
        trial.run((b, t) -> b.unary(op, t.of(x), t.of(out)));
    }

    private static void unaryBackward(UnaryOp op, Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            Draw draw = new Draw(3);
            int size = Shape.of(shape).size();
            unaryBackward(op, candidate, reference, arguments(op, draw, size), draw.normal(size, 3), shape);
        }
        double[] wide = {1e-20, 1e-3, 0.3, 1, 3.9, 9, 20, 80};
        double[] both = new double[2 * wide.length];
        for (int i = 0; i < wide.length; i++) {
            both[i] = (float) wide[i];
            both[wide.length + i] = op == UnaryOp.SQRT || op == UnaryOp.LOG ? (float) wide[i] : -(float) wide[i];
        }
        if (op != UnaryOp.RECIPROCAL) {
            unaryBackward(op, candidate, reference, both, new Draw(4).normal(both.length, 1), both.length);
        }
    }

    private static void unaryBackward(
            UnaryOp op, Backend candidate, Backend reference, double[] xs, double[] gradients, int... shape) {
        double[] ys = new double[xs.length];
        for (int i = 0; i < ys.length; i++) {
            ys[i] = (float) op.apply(xs[i]);
        }
        Trial trial = new Trial(op.name() + " backward", candidate, reference);
        Operand x = trial.input("x", xs, shape);
        Operand y = trial.input("y", ys, shape);
        Operand dy = trial.input("dy", gradients, shape);
        Operand dx = trial.output("dx", shape);
        trial.mayLieOn(dx, dy).mayLieOn(dx, x).mayLieOn(dx, y);
        trial.run((b, t) -> b.unaryBackward(op, t.of(x), t.of(y), t.of(dy), t.of(dx)));
    }

    private static double[] drawn(BinaryOp op, Draw draw, int count) {
        return op == BinaryOp.EQUAL || op == BinaryOp.GREATER ? draw.whole(count, 3) : draw.normal(count, 2);
    }

    private static void binary(BinaryOp op, Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            binary(op, candidate, reference, shape, shape);
        }
        int[][][] pairs = {
            {{7, 13}, {13}},
            {{13}, {7, 13}},
            {{7, 13}, {7, 1}},
            {{7, 1}, {7, 13}},
            {{7, 13}, {}},
            {{}, {7, 13}},
            {{7, 13}, {1}},
            {{1, 13}, {7, 13}},
            {{7, 1}, {1, 13}},
            {{17, 64}, {64}},
            {{17, 64}, {17, 1}},
            {{1}, {31}},
            {{31}, {}},
            {{2, 3, 5}, {3, 1}},
            {{2, 3, 5}, {5}},
            {{2, 1, 5}, {3, 1}},
            {{2, 3, 5}, {2, 1, 1}},
            {{1, 207}, {3, 1}},
            {{0, 4}, {4}},
            {{4, 0}, {4, 1}}
        };
        for (int[][] pair : pairs) {
            binary(op, candidate, reference, pair[0], pair[1]);
        }
        Draw draw = new Draw(7);
        Trial trial = new Trial(op.name(), candidate, reference);
        Operand a = trial.stretched("a", drawn(op, draw, 5), Shape.of(5, 1), 5, 18);
        Operand b = trial.stretched("b", drawn(op, draw, 18), Shape.of(18), 5, 18);
        Operand out = trial.output("out", 5, 18);
        trial.run((backend, t) -> backend.binary(op, t.of(a), t.of(b), t.of(out)));
    }

    private static void binary(BinaryOp op, Backend candidate, Backend reference, int[] left, int[] right) {
        Draw draw = new Draw(5);
        Shape result = Shape.broadcast(Shape.of(left), Shape.of(right));
        Trial trial = new Trial(op.name(), candidate, reference);
        Operand a = trial.input("a", drawn(op, draw, Shape.of(left).size()), left);
        Operand b = trial.input("b", drawn(op, draw, Shape.of(right).size()), right);
        Operand out = trial.output("out", result.dims());
        if (a.shape().equals(result)) {
            trial.mayLieOn(out, a);
        }
        if (b.shape().equals(result)) {
            trial.mayLieOn(out, b);
        }
        trial.run((backend, t) -> backend.binary(op, t.of(a), t.of(b), t.of(out)));
    }

    private static void binaryOfExtremes(BinaryOp op, Backend candidate, Backend reference) {
        double[] some = {0, 1, -1, 1e-30f, 3e38f, -3e38f, 1e20f, INFINITY, -INFINITY, Double.NaN};
        double[] lefts = new double[some.length * some.length];
        double[] rights = new double[lefts.length];
        for (int i = 0; i < lefts.length; i++) {
            lefts[i] = some[i / some.length];
            rights[i] = some[i % some.length];
        }
        Trial trial = new Trial(op.name(), candidate, reference);
        Operand a = trial.input("a", lefts, lefts.length);
        Operand b = trial.input("b", rights, rights.length);
        Operand out = trial.output("out", lefts.length);
        trial.run((backend, t) -> backend.binary(op, t.of(a), t.of(b), t.of(out)));
        Trial column = new Trial(op.name(), candidate, reference);
        Operand left = column.input("a", some, some.length, 1);
        Operand right = column.input("b", some, some.length);
        Operand all = column.output("out", some.length, some.length);
        column.run((backend, t) -> backend.binary(op, t.of(left), t.of(right), t.of(all)));
    }

    private static void affine(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            Trial trial = new Trial("affine", candidate, reference);
            Operand x = trial.input("x", new Draw(8).normal(Shape.of(shape).size(), 2), shape);
            Operand out = trial.output("out", shape);
            trial.mayLieOn(out, x).run((b, t) -> b.affine(t.of(x), -1.7, 0.3, t.of(out)));
        }
        Trial trial = new Trial("affine", candidate, reference);
        Operand x = trial.stretched("x", new Draw(9).normal(19, 2), Shape.of(19), 7, 19);
        Operand out = trial.output("out", 7, 19);
        trial.run((b, t) -> b.affine(t.of(x), 1 / 3.0, 0, t.of(out)));
    }

    private static void addScaled(Backend candidate, Backend reference) {
        int[][][] pairs = {
            {{7, 13}, {7, 13}}, {{13}, {7, 13}}, {{7, 1}, {7, 13}}, {{}, {31}}, {{64}, {64}}, {{0}, {0}}, {{17}, {17}}
        };
        for (int[][] pair : pairs) {
            Draw draw = new Draw(10);
            Trial trial = new Trial("addScaled", candidate, reference);
            Operand x = trial.input("x", draw.normal(Shape.of(pair[0]).size(), 2), pair[0]);
            Operand y = trial.changed("y", draw.normal(Shape.of(pair[1]).size(), 2), pair[1]);
            trial.run((b, t) -> b.addScaled(-0.7, t.of(x), t.of(y)));
        }
    }

    private static void where(Backend candidate, Backend reference) {
        int[][][] triples = {
            {{7, 13}, {7, 13}, {7, 13}},
            {{7, 1}, {13}, {7, 13}},
            {{13}, {7, 13}, {}},
            {{7, 13}, {}, {1, 1}},
            {{0}, {0}, {0}},
            {{31}, {31}, {31}}
        };
        for (int[][] triple : triples) {
            Draw draw = new Draw(11);
            Shape result =
                    Shape.broadcast(Shape.of(triple[0]), Shape.broadcast(Shape.of(triple[1]), Shape.of(triple[2])));
            Trial trial = new Trial("where", candidate, reference);
            double[] conditions = draw.whole(Shape.of(triple[0]).size(), 3);
            for (int i = 0; i < conditions.length; i++) {
                conditions[i] -= 1;
            }
            double[] lefts = draw.normal(Shape.of(triple[1]).size(), 2);
            double[] rights = draw.normal(Shape.of(triple[2]).size(), 2);
            if (lefts.length > 3) {
                // What is not chosen must not shine through.
                lefts[2] = Double.NaN;
            }
            Operand condition = trial.input("condition", conditions, triple[0]);
            Operand a = trial.input("a", lefts, triple[1]);
            Operand b = trial.input("b", rights, triple[2]);
            Operand out = trial.output("out", result.dims());
            for (Operand input : List.of(condition, a, b)) {
                if (input.shape().equals(result)) {
                    trial.mayLieOn(out, input);
                }
            }
            trial.run((backend, t) -> backend.where(t.of(condition), t.of(a), t.of(b), t.of(out)));
        }
    }
}
