package pellucid.tensor.backend.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;

/** What brings many numbers down to few: reductions along an axis, sums over stretched axes, norms, the largest. */
final class ReductionChecks {
    private static final int[][] SHAPES = {
        {1},
        {17},
        {1, 1},
        {3, 7},
        {7, 3},
        {13, 16},
        {5, 31},
        {31, 5},
        {2, 207},
        {207, 2},
        {64, 64},
        {3, 384},
        {0, 5},
        {2, 3, 5},
        {3, 17, 4}
    };

    private ReductionChecks() {}

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        for (ReduceOp op : ReduceOp.values()) {
            checks.add(new Check(
                    "reductions: " + op.name().toLowerCase(Locale.ROOT) + " along each axis",
                    (c, r) -> reduce(op, c, r)));
        }
        checks.add(new Check("reductions: argMax", ReductionChecks::argMax));
        checks.add(new Check("reductions: sumTo", ReductionChecks::sumTo));
        checks.add(new Check("reductions: squaredNorm", ReductionChecks::squaredNorm));
        checks.add(new Check("reductions: topK", ReductionChecks::topK));
        return checks;
    }

    private static void reduce(ReduceOp op, Backend candidate, Backend reference) {
        for (int[] dims : SHAPES) {
            Shape shape = Shape.of(dims);
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (shape.dim(axis) == 0) {
                    continue;
                }
                // All on one side of 0, so that an extremum that starts at 0 is caught, and a sum that loses a term.
                for (double[] values : new double[][] {
                    new Draw(20).normal(shape.size(), 2),
                    new Draw(21).uniform(shape.size(), -9, -1),
                    new Draw(22).uniform(shape.size(), 1, 9)
                }) {
                    Trial trial = new Trial(op + " along axis " + axis, candidate, reference);
                    Operand x = trial.input("x", values, dims);
                    Operand out = trial.output("out", shape.without(axis).dims());
                    int along = axis;
                    trial.run((b, t) -> b.reduce(op, t.of(x), along, t.of(out)));
                }
            }
        }
        Trial trial = new Trial(op + " along axis -1", candidate, reference);
        Operand x = trial.stretched("x", new Draw(23).normal(6, 2), Shape.of(6, 1), 6, 21);
        Operand out = trial.output("out", 6);
        trial.run((b, t) -> b.reduce(op, t.of(x), -1, t.of(out)));
    }

    private static void argMax(Backend candidate, Backend reference) {
        for (int[] dims : SHAPES) {
            Shape shape = Shape.of(dims);
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (shape.dim(axis) == 0) {
                    continue;
                }
                double[] tied = new Draw(24).whole(shape.size(), 4);
                double[] below = new Draw(25).uniform(shape.size(), -9, -1);
                for (double[] values : new double[][] {tied, below}) {
                    Trial trial = new Trial("argMax along axis " + axis, candidate, reference);
                    Operand x = trial.input("x", values, dims);
                    Operand out = trial.intOutput("out", shape.without(axis).dims());
                    int along = axis;
                    trial.run((b, t) -> b.argMax(t.of(x), along, t.of(out)));
                }
            }
        }
    }

    private static void sumTo(Backend candidate, Backend reference) {
        int[][][] pairs = {
            {{7, 13}, {13}},
            {{7, 13}, {7, 1}},
            {{7, 13}, {}},
            {{7, 13}, {1, 1}},
            {{7, 13}, {7, 13}},
            {{2, 3, 5}, {3, 1}},
            {{2, 3, 5}, {2, 1, 5}},
            {{2, 3, 5}, {1}},
            {{31, 64}, {64}},
            {{31}, {1}},
            {{207, 3}, {3}},
            {{0, 3}, {3}}
        };
        for (int[][] pair : pairs) {
            Trial trial = new Trial("sumTo", candidate, reference);
            Operand x = trial.input("x", new Draw(26).normal(Shape.of(pair[0]).size(), 2), pair[0]);
            Operand out = trial.output("out", pair[1]);
            trial.run((b, t) -> b.sumTo(t.of(x), t.of(out)));
        }
    }

    private static void squaredNorm(Backend candidate, Backend reference) {
        for (int[] dims : SHAPES) {
            Shape shape = Shape.of(dims);
            double[] values = new Draw(27).normal(shape.size(), 3);
            double wanted = 0;
            for (double value : values) {
                wanted += value * value;
            }
            Operand x = new Operand("x", DType.FLOAT32, shape, shape, Operand.Role.INPUT, values);
            for (Layout layout : Layout.values()) {
                Placed placed = new Placed(x, layout, candidate);
                double found = candidate.squaredNorm(placed.view);
                // The sum is to be formed in float64, in which a square of a float is exact.
                if (!(Math.abs(found - wanted) <= 1e-12 * wanted)) {
                    throw new AssertionError("squaredNorm on " + candidate.name() + " of " + placed + ": is " + found
                            + ", wanted " + wanted + " to 12 digits; accumulate in float64");
                }
            }
        }
    }

    private static void topK(Backend candidate, Backend reference) {
        int[][] sizes = {{1, 1, 1}, {3, 7, 7}, {5, 31, 4}, {2, 207, 10}, {4, 16, 1}, {3, 13, 0}, {0, 5, 2}};
        for (int[] size : sizes) {
            for (boolean ties : new boolean[] {false, true}) {
                int count = size[0] * size[1];
                Trial trial = new Trial("topK", candidate, reference);
                Operand x = trial.input(
                        "x", ties ? new Draw(28).whole(count, 4) : new Draw(29).normal(count, 3), size[0], size[1]);
                Operand values = trial.output("values", size[0], size[2]);
                Operand indices = trial.intOutput("indices", size[0], size[2]);
                trial.run((b, t) -> b.topK(t.of(x), size[2], t.of(values), t.of(indices)));
            }
        }
    }
}
