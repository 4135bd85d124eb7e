package pellucid.tensor.backend.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Matmul;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** The matrix product in all its forms, linear layers, rows of tables. */
final class MatrixChecks {
    /** m, k, n. */
    private static final int[][] SIZES = {
        {1, 1, 1},
        {1, 7, 1},
        {2, 1, 2},
        {7, 13, 1},
        {1, 13, 7},
        {13, 7, 16},
        {16, 16, 16},
        {17, 31, 13},
        {31, 17, 33},
        {12, 64, 48},
        {5, 207, 31},
        {33, 2, 65}
    };

    private static final int[][] LARGE_SIZES = {{7, 384, 300}, {3, 1536, 64}, {13, 300, 207}};

    private MatrixChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("matmul: all sizes and transpositions", MatrixChecks::transposed),
                new Check("matmul: alpha and beta", MatrixChecks::alphaAndBeta),
                new Check("matmul: nothing to sum, no rows, no columns", MatrixChecks::empty),
                new Check("matmul: stacks of matrices, broadcast", MatrixChecks::batched),
                new Check("matmul: large and small numbers", MatrixChecks::scaled),
                new Check("matmul: a right operand that changes between products", MatrixChecks::changedOperand),
                new Check("linear: forward", MatrixChecks::linear),
                new Check("linear: backward", MatrixChecks::linearBackward),
                new Check("rows: gatherRows", MatrixChecks::gatherRows),
                new Check("rows: scatterAddRows", MatrixChecks::scatterAddRows));
    }

    private static void transposed(Backend candidate, Backend reference) {
        for (int[] size : SIZES) {
            for (int form = 0; form < 4; form++) {
                product(candidate, reference, size, (form & 1) != 0, (form & 2) != 0, 1, 0, Layout.values());
            }
        }
        for (int[] size : LARGE_SIZES) {
            for (int form = 0; form < 4; form++) {
                product(candidate, reference, size, (form & 1) != 0, (form & 2) != 0, 1, 0, Layout.GAPPED);
            }
        }
    }

    private static void alphaAndBeta(Backend candidate, Backend reference) {
        int[] size = {17, 31, 13};
        double[][] factors = {{0.125, 0}, {-2.5, 0}, {1, 1}, {0.3, -0.7}, {0, 1}, {0, 0}, {1 / Math.sqrt(32), 2}};
        for (double[] factor : factors) {
            for (int form = 0; form < 4; form++) {
                product(
                        candidate,
                        reference,
                        size,
                        (form & 1) != 0,
                        (form & 2) != 0,
                        factor[0],
                        factor[1],
                        Layout.OWN,
                        Layout.GAPPED,
                        Layout.TRANSPOSED);
            }
        }
    }

    private static void empty(Backend candidate, Backend reference) {
        for (int[] size : new int[][] {{3, 0, 4}, {0, 3, 4}, {3, 4, 0}, {1, 0, 1}, {0, 0, 0}}) {
            product(candidate, reference, size, false, false, 1, 0, Layout.values());
            product(candidate, reference, size, false, false, 1, 0.5, Layout.OWN, Layout.GAPPED);
        }
    }

    private static void product(
            Backend candidate,
            Backend reference,
            int[] size,
            boolean transposeLeft,
            boolean transposeRight,
            double alpha,
            double beta,
            Layout... layouts) {
        int m = size[0];
        int k = size[1];
        int n = size[2];
        Draw draw = new Draw(30);
        Trial trial = new Trial(
                "matmul" + (transposeLeft ? " aᵀ" : " a") + (transposeRight ? " bᵀ" : " b") + ", alpha " + alpha
                        + ", beta " + beta,
                candidate,
                reference);
        Operand a = trial.input("a", draw.normal(m * k, 2), transposeLeft ? new int[] {k, m} : new int[] {m, k});
        Operand b = trial.input("b", draw.normal(k * n, 2), transposeRight ? new int[] {n, k} : new int[] {k, n});
        Operand out = beta == 0 ? trial.output("out", m, n) : trial.changed("out", draw.normal(m * n, 2), m, n);
        trial.layouts(layouts).run((backend, t) -> {
            Tensor left = transposeLeft ? t.of(a).transpose(0, 1) : t.of(a);
            Tensor right = transposeRight ? t.of(b).transpose(-1, 0) : t.of(b);
            backend.matmul(left, right, alpha, beta, t.of(out));
        });
    }

    private static void batched(Backend candidate, Backend reference) {
        int[][][] shapes = {
            {{3, 7, 5}, {3, 5, 9}},
            {{3, 7, 5}, {5, 9}},
            {{7, 5}, {3, 5, 9}},
            {{3, 1, 7, 5}, {2, 5, 9}},
            {{1, 7, 5}, {3, 5, 9}},
            {{0, 7, 5}, {5, 9}},
            {{2, 3, 4, 5}, {2, 3, 5, 1}}
        };
        for (int[][] shape : shapes) {
            Draw draw = new Draw(31);
            Shape left = Shape.of(shape[0]);
            Shape right = Shape.of(shape[1]);
            Trial trial = new Trial("matmul of stacks", candidate, reference);
            Operand a = trial.input("a", draw.normal(left.size(), 2), shape[0]);
            Operand b = trial.input("b", draw.normal(right.size(), 2), shape[1]);
            int[] dims = Matmul.resultShape(left, right).dims();
            Operand out = trial.changed("out", draw.normal(Shape.of(dims).size(), 2), dims);
            trial.run((backend, t) -> backend.matmul(t.of(a), t.of(b), 1.5, 0.5, t.of(out)));
        }
        Draw draw = new Draw(32);
        Trial trial = new Trial("matmul of stretched operands", candidate, reference);
        Operand a = trial.stretched("a", draw.normal(7, 2), Shape.of(7, 1), 7, 13);
        Operand b = trial.stretched("b", draw.normal(9, 2), Shape.of(9), 13, 9);
        Operand out = trial.output("out", 7, 9);
        trial.run((backend, t) -> backend.matmul(t.of(a), t.of(b), 1, 0, t.of(out)));
    }

    private static void scaled(Backend candidate, Backend reference) {
        for (double[] scale : new double[][] {{1e15, 1e15}, {1e-15, 1e-15}, {1e4, 1e-8}, {1e-30, 1e30}}) {
            Draw draw = new Draw(33);
            Trial trial = new Trial("matmul", candidate, reference);
            Operand a = trial.input("a", draw.normal(13 * 31, scale[0]), 13, 31);
            Operand b = trial.input("b", draw.normal(31 * 17, scale[1]), 31, 17);
            Operand out = trial.output("out", 13, 17);
            trial.layouts(Layout.OWN).run((backend, t) -> backend.matmul(t.of(a), t.of(b), 1, 0, t.of(out)));
        }
    }

    /** What was packed from a weight must not be used once the weight has changed, in whatever way. */
    private static void changedOperand(Backend candidate, Backend reference) {
        Tensor x = candidate.zeros(17, 31);
        Tensor ones = candidate.zeros(16, 31);
        candidate.fill(x, 1);
        candidate.fill(ones, 1);
        Map<String, Consumer<Tensor>> changes = new LinkedHashMap<>();
        changes.put("fill", weight -> candidate.fill(weight, 1));
        changes.put("write", weight -> candidate.write(ones.toFloats(), 0, weight));
        changes.put("copy", weight -> candidate.copy(ones, weight));
        changes.put("affine", weight -> candidate.affine(weight, 1, 1, weight));
        changes.put("binary", weight -> candidate.binary(BinaryOp.ADD, weight, ones, weight));
        changes.put("unary", weight -> candidate.unary(UnaryOp.EXP, weight, weight));
        changes.put("addScaled", weight -> candidate.addScaled(1, ones, weight));
        changes.put(
                "scatterAddRows",
                weight -> candidate.scatterAddRows(ones.slice(0, 0, 1), candidate.ints(new int[] {3}), weight));
        changes.put("matmul", weight -> candidate.matmul(ones.slice(1, 0, 1), ones.slice(0, 0, 1), 1, 0, weight));
        changes.put("sgd", weight -> candidate.sgd(weight, ones, null, new OptimizerOps.Sgd(0.1, 0, false, 0)));
        changes.forEach((name, change) -> {
            Tensor weight = candidate.zeros(16, 31);
            Tensor out = candidate.zeros(17, 16);
            candidate.linear(x, weight, null, Activation.NONE, null, out);
            candidate.matmul(x, weight.transpose(0, 1), 1, 0, out);
            change.accept(weight);
            candidate.linear(x, weight, null, Activation.NONE, null, out);
            double linear = candidate.squaredNorm(out);
            candidate.matmul(x, weight.transpose(0, 1), 1, 0, out);
            if (linear == 0 || candidate.squaredNorm(out) == 0) {
                throw new AssertionError(
                        "matmul on " + candidate.name() + ": the right operand [16, 31] was 0 and changed by " + name
                                + ", the product is still 0; drop what was packed when the storage's version moves");
            }
        });
    }

    private static void linear(Backend candidate, Backend reference) {
        int[][] sizes = {{1, 1, 1}, {7, 13, 16}, {13, 16, 7}, {31, 17, 33}, {0, 4, 3}, {2, 64, 64}};
        for (int[] size : sizes) {
            for (Activation activation : Activation.values()) {
                for (int options = 0; options < 4; options++) {
                    linear(candidate, reference, size, activation, options, Layout.values());
                }
            }
        }
        linear(candidate, reference, new int[] {5, 384, 1536}, Activation.GELU, 3, Layout.OWN);
        linear(candidate, reference, new int[] {5, 1536, 384}, Activation.NONE, 1, Layout.OWN);
        linear(candidate, reference, new int[] {207, 31, 64}, Activation.GELU, 1, Layout.INSIDE);
    }

    private static void linear(
            Backend candidate, Backend reference, int[] size, Activation activation, int options, Layout... layouts) {
        int tokens = size[0];
        int in = size[1];
        int width = size[2];
        Draw draw = new Draw(35);
        Trial trial = new Trial("linear with " + activation, candidate, reference);
        Operand x = trial.input("x", draw.normal(tokens * in, 1), tokens, in);
        Operand weight = trial.input("weight", draw.normal(width * in, 1 / Math.sqrt(in)), width, in);
        Operand bias = (options & 1) == 0 ? null : trial.input("bias", draw.normal(width, 1), width);
        Operand preActivation = (options & 2) == 0 ? null : trial.output("preActivation", tokens, width);
        Operand out = trial.output("out", tokens, width);
        trial.layouts(layouts)
                .run((b, t) -> b.linear(
                        t.of(x),
                        t.of(weight),
                        bias == null ? null : t.of(bias),
                        activation,
                        preActivation == null ? null : t.of(preActivation),
                        t.of(out)));
    }

    private static void linearBackward(Backend candidate, Backend reference) {
        int[][] sizes = {{1, 1, 1}, {7, 13, 16}, {13, 16, 7}, {31, 17, 33}, {64, 2, 3}, {0, 4, 3}};
        for (int[] size : sizes) {
            for (Activation activation : Activation.values()) {
                for (int wanted : new int[] {7, 1, 2, 4}) {
                    linearBackward(candidate, reference, size, activation, wanted);
                }
            }
        }
        linearBackward(candidate, reference, new int[] {17, 207, 64}, Activation.GELU, 7);
        linearBackward(candidate, reference, new int[] {401, 7, 101}, Activation.NONE, 7);
    }

    private static void linearBackward(
            Backend candidate, Backend reference, int[] size, Activation activation, int wanted) {
        int tokens = size[0];
        int in = size[1];
        int width = size[2];
        Draw draw = new Draw(36);
        Trial trial = new Trial("linearBackward with " + activation, candidate, reference);
        Operand x = trial.input("x", draw.normal(tokens * in, 1), tokens, in);
        Operand weight = trial.input("weight", draw.normal(width * in, 1 / Math.sqrt(in)), width, in);
        Operand pre = activation == Activation.NONE
                ? null
                : trial.input("preActivation", draw.normal(tokens * width, 2), tokens, width);
        Operand dy = trial.input("dy", draw.normal(tokens * width, 1), tokens, width);
        Operand dx = (wanted & 1) == 0 ? null : trial.output("dx", tokens, in);
        Operand dWeight = (wanted & 2) == 0 ? null : trial.changed("dWeight", draw.normal(width * in, 1), width, in);
        Operand dBias = (wanted & 4) == 0 ? null : trial.changed("dBias", draw.normal(width, 1), width);
        trial.run((b, t) -> b.linearBackward(
                t.of(x),
                t.of(weight),
                activation,
                pre == null ? null : t.of(pre),
                t.of(dy),
                dx == null ? null : t.of(dx),
                dWeight == null ? null : t.of(dWeight),
                dBias == null ? null : t.of(dBias)));
    }

    private static void gatherRows(Backend candidate, Backend reference) {
        for (int[] size : new int[][] {{1, 1, 1}, {5, 7, 13}, {13, 64, 31}, {3, 300, 2}, {4, 3, 0}}) {
            Draw draw = new Draw(37);
            Trial trial = new Trial("gatherRows", candidate, reference);
            Operand table = trial.input("table", draw.normal(size[0] * size[1], 1), size[0], size[1]);
            Operand ids = trial.ids("ids", draw.ids(size[2], size[0]));
            Operand out = trial.output("out", size[2], size[1]);
            trial.run((b, t) -> b.gatherRows(t.of(table), t.of(ids), t.of(out)));
        }
    }

    /** Rows may come more than once, and the order of the sum is that of the ids. */
    private static void scatterAddRows(Backend candidate, Backend reference) {
        for (int[] size : new int[][] {{1, 1, 1}, {5, 7, 13}, {13, 64, 31}, {3, 300, 2}, {4, 3, 0}, {2, 17, 64}}) {
            Draw draw = new Draw(38);
            Trial trial = new Trial("scatterAddRows", candidate, reference);
            Operand rows = trial.input("rows", draw.normal(size[2] * size[1], 1), size[2], size[1]);
            Operand ids = trial.ids("ids", draw.ids(size[2], size[0]));
            Operand table = trial.changed("table", draw.normal(size[0] * size[1], 1), size[0], size[1]);
            trial.run((b, t) -> b.scatterAddRows(t.of(rows), t.of(ids), t.of(table)));
        }
    }
}
