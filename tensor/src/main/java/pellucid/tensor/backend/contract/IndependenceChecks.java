package pellucid.tensor.backend.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Dropout;
import pellucid.tensor.Pooling;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * A text's result must not depend on the texts beside it: each row (or sequence) of a result has the same bits whichever
 * others are computed with it, in whichever order.
 */
final class IndependenceChecks {
    private static final int[] SINGLE_ROWS = new int[33];
    private static final int[] LENGTHS = {7, 1, 13, 2, 16, 17, 3, 31, 1, 5};

    static {
        java.util.Arrays.fill(SINGLE_ROWS, 1);
    }

    /** Computes an output from packed sequences; the output has a row a token, or a row a sequence. */
    @FunctionalInterface
    private interface PackedOperation {
        void run(Backend backend, Segments segments, Tensor x, Tensor out);
    }

    private IndependenceChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("independence: rows of matmul and linear", (c, r) -> linear(c)),
                new Check("independence: rows of stacked products", (c, r) -> stacked(c)),
                new Check("independence: rows of softmax, layerNorm, l2Normalize, reduce", (c, r) -> rows(c)),
                new Check("independence: sequences of attention and pool", (c, r) -> sequences(c)));
    }

    private static void linear(Backend backend) {
        Draw draw = new Draw(90);
        for (int[] size : new int[][] {{64, 300}, {31, 17}, {384, 48}, {1, 5}, {207, 1}}) {
            int in = size[0];
            int width = size[1];
            Tensor weight = tensor(backend, draw.normal(width * in, 1), width, in);
            Tensor bias = tensor(backend, draw.normal(width, 1), width);
            Tensor right = tensor(backend, draw.normal(width * in, 1), in, width);
            for (Activation activation : Activation.values()) {
                check(
                        "linear with " + activation + " and weight " + weight.shape(),
                        backend,
                        SINGLE_ROWS,
                        in,
                        width,
                        true,
                        (b, s, x, out) -> b.linear(x, weight, bias, activation, null, out));
            }
            Tensor outWeight = tensor(backend, draw.normal(13 * width, 1), 13, width);
            check(
                    "feedForward with weights " + weight.shape() + " and " + outWeight.shape(),
                    backend,
                    SINGLE_ROWS,
                    in,
                    13,
                    true,
                    (b, s, x, out) -> b.feedForward(x, weight, bias, Activation.GELU, outWeight, null, out));
            check(
                    "linearBackward with weight " + right.shape(),
                    backend,
                    SINGLE_ROWS,
                    in,
                    width,
                    true,
                    (b, s, x, out) -> b.linearBackward(
                            b.zeros(x.dim(0), width), right, Activation.NONE, null, x, out, null, null));
            check(
                    "matmul with " + right.shape(),
                    backend,
                    SINGLE_ROWS,
                    in,
                    width,
                    true,
                    (b, s, x, out) -> b.matmul(x, right, 1, 0, out));
            check(
                    "matmul with a transposed " + weight.shape(),
                    backend,
                    SINGLE_ROWS,
                    in,
                    width,
                    true,
                    (b, s, x, out) -> b.matmul(x, weight.transpose(0, 1), 0.3, 0, out));
            check(
                    "matmul of a transposed operand with " + right.shape(),
                    backend,
                    SINGLE_ROWS,
                    in,
                    width,
                    true,
                    (b, s, x, out) -> {
                        Tensor turned = b.zeros(in, x.dim(0));
                        b.copy(x.transpose(0, 1), turned);
                        b.matmul(turned.transpose(0, 1), right, 1, 0, out);
                    });
        }
    }

    private static void stacked(Backend backend) {
        Tensor right = tensor(backend, new Draw(91).normal(4 * 31 * 17, 1), 4, 31, 17);
        check("matmul with a stack " + right.shape(), backend, SINGLE_ROWS, 31, 4 * 17, true, (b, s, x, out) -> {
            Tensor stack = b.zeros(4, x.dim(0), 17);
            b.matmul(x, right, 1, 0, stack);
            for (int i = 0; i < 4; i++) {
                b.copy(stack.select(0, i), out.slice(1, i * 17, (i + 1) * 17));
            }
        });
    }

    private static void rows(Backend backend) {
        for (int columns : new int[] {1, 7, 16, 31, 207, 384}) {
            Draw draw = new Draw(92);
            Tensor gamma = tensor(backend, draw.normal(columns, 1), columns);
            Tensor beta = tensor(backend, draw.normal(columns, 1), columns);
            Map<String, PackedOperation> operations = new LinkedHashMap<>();
            operations.put("softmax", (b, s, x, out) -> b.softmax(x, out));
            operations.put("logSoftmax", (b, s, x, out) -> b.logSoftmax(x, out));
            operations.put("l2Normalize", (b, s, x, out) -> b.l2Normalize(x, 1e-12, out));
            operations.put("layerNorm", (b, s, x, out) -> b.layerNorm(x, gamma, beta, 1e-12, null, null, out));
            operations.put(
                    "residualLayerNorm",
                    (b, s, x, out) -> b.residualLayerNorm(x, x, gamma, beta, 1e-12, null, null, out));
            operations.put("unary gelu", (b, s, x, out) -> b.unary(UnaryOp.GELU, x, out));
            operations.put("softmaxBackward", (b, s, x, out) -> b.softmaxBackward(x, x, out));
            operations.put("layerNormBackward", (b, s, x, out) -> {
                Tensor rstd = b.zeros(x.dim(0));
                b.reduce(ReduceOp.SUM, x, 1, rstd);
                b.layerNormBackward(x, rstd, gamma, x, out, null, null);
            });
            operations.put("reduce", (b, s, x, out) -> {
                Tensor sums = b.zeros(x.dim(0));
                b.reduce(ReduceOp.SUM, x, 1, sums);
                b.copy(sums.reshape(-1, 1), out);
            });
            operations.forEach((name, operation) -> check(
                    name + " of " + columns + " columns", backend, SINGLE_ROWS, columns, columns, true, operation));
        }
    }

    private static void sequences(Backend backend) {
        for (int[] heads : new int[][] {{2, 16}, {3, 7}, {1, 32}}) {
            int hidden = heads[0] * heads[1];
            check(
                    "attention of " + heads[0] + " heads",
                    backend,
                    LENGTHS,
                    3 * hidden,
                    hidden,
                    true,
                    (b, s, x, out) -> b.attention(x, s, heads[0], 0.25, Dropout.NONE, null, out));
            check(
                    "attention with probabilities",
                    backend,
                    LENGTHS,
                    3 * hidden,
                    hidden,
                    true,
                    (b, s, x, out) ->
                            b.attention(x, s, heads[0], 0.25, Dropout.NONE, b.zeros(heads[0] * s.scores()), out));
        }
        check("attentionBackward", backend, LENGTHS, 3 * 64, 3 * 64, true, (b, s, x, out) -> {
            Tensor probabilities = b.zeros(2 * s.scores());
            Tensor context = b.zeros(x.dim(0), 64);
            b.attention(x, s, 2, 0.25, Dropout.NONE, probabilities, context);
            b.attentionBackward(x, s, 2, 0.25, Dropout.NONE, probabilities, context, out);
        });
        for (Pooling mode : Pooling.values()) {
            check("pool " + mode, backend, LENGTHS, 31, 31, false, (b, s, x, out) -> b.pool(mode, x, s, 0, out));
        }
    }

    private static void check(
            String name,
            Backend backend,
            int[] lengths,
            int columns,
            int outColumns,
            boolean rowPerToken,
            PackedOperation operation) {
        int count = lengths.length;
        int[] all = new int[count];
        int[] reversed = new int[count];
        int[] some = new int[(count + 1) / 2];
        for (int i = 0; i < count; i++) {
            all[i] = i;
            reversed[i] = count - 1 - i;
            some[i / 2] = i;
        }
        float[][] wanted = results(backend, lengths, columns, outColumns, rowPerToken, operation, all);
        int[][] selections = {reversed, some, {0}, {count - 1}, {4, 1}, {count - 2, 0, 3, 3, 2, 5, 1}};
        for (int[] selection : selections) {
            float[][] found = results(backend, lengths, columns, outColumns, rowPerToken, operation, selection);
            for (int i = 0; i < selection.length; i++) {
                for (int j = 0; j < found[i].length; j++) {
                    float expected = wanted[selection[i]][j];
                    if (Float.floatToRawIntBits(found[i][j]) != Float.floatToRawIntBits(expected)) {
                        throw new AssertionError(name + " on " + backend.name() + ": element " + j + " of sequence "
                                + selection[i] + " is " + found[i][j] + " in a batch of " + selection.length + ", "
                                + expected + " in a batch of " + count
                                + "; the same arithmetic in the same order is wanted whatever else is in the batch");
                    }
                }
            }
        }
    }

    /** The results of the selected sequences, one array each. */
    private static float[][] results(
            Backend backend,
            int[] lengths,
            int columns,
            int outColumns,
            boolean rowPerToken,
            PackedOperation operation,
            int[] selection) {
        int[] chosen = new int[selection.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = lengths[selection[i]];
        }
        Segments segments = Segments.ofLengths(chosen);
        Tensor x = backend.zeros(segments.total(), columns);
        for (int i = 0; i < selection.length; i++) {
            double[] values = new Draw(1000 + selection[i]).normal(chosen[i] * columns, 1);
            backend.write(values, 0, x.slice(0, segments.start(i), segments.end(i)));
        }
        Tensor out = backend.zeros(rowPerToken ? segments.total() : segments.count(), outColumns);
        operation.run(backend, segments, x, out);
        float[][] results = new float[selection.length][];
        for (int i = 0; i < results.length; i++) {
            int from = rowPerToken ? segments.start(i) : i;
            results[i] =
                    out.slice(0, from, rowPerToken ? segments.end(i) : i + 1).toFloats();
        }
        return results;
    }

    static Tensor tensor(Backend backend, double[] values, int... dims) {
        Tensor tensor = backend.zeros(DType.FLOAT32, Shape.of(dims));
        backend.write(values, 0, tensor);
        return tensor;
    }
}
