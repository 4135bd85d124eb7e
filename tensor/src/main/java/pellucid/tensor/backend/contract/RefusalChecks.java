package pellucid.tensor.backend.contract;

import java.util.List;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Dropout;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Pooling;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Segments;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.Word2VecOps.ContextGradient;
import pellucid.tensor.Word2VecOps.ExampleOrder;
import pellucid.tensor.Word2VecOps.Word2Vec;

/** What every backend must refuse, and that it names what was given. */
final class RefusalChecks {
    private static final Segments FIVE = Segments.ofLengths(2, 3);

    private RefusalChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("refusals: shapes of simple operations", (c, r) -> simple(c)),
                new Check("refusals: shapes of matrix products and linear layers", (c, r) -> matrices(c)),
                new Check("refusals: shapes of row operations", (c, r) -> rows(c)),
                new Check("refusals: shapes of sequence operations", (c, r) -> sequences(c)),
                new Check("refusals: shapes in training", (c, r) -> training(c)),
                new Check("refusals: ids and labels out of range", (c, r) -> ids(c)),
                new Check("refusals: tensors of two backends", RefusalChecks::mixed));
    }

    private static void simple(Backend b) {
        Tensor x = b.zeros(3, 4);
        Tensor other = b.zeros(4, 3);
        Tensor row = b.zeros(1, 4);
        refuses("unary", () -> b.unary(UnaryOp.EXP, x, other), x, other);
        refuses("unary", () -> b.unary(UnaryOp.EXP, row, x), row, x);
        refuses("unaryBackward", () -> b.unaryBackward(UnaryOp.EXP, x, x, other, x), x, other);
        refuses("binary", () -> b.binary(BinaryOp.ADD, x, other, x), x, other);
        refuses("binary", () -> b.binary(BinaryOp.ADD, x, x, other), x, other);
        refuses("binary", () -> b.binary(BinaryOp.ADD, row, b.zeros(4), x), row, x);
        refuses("affine", () -> b.affine(x, 1, 0, other), x, other);
        refuses("addScaled", () -> b.addScaled(1, other, x), x, other);
        refuses("where", () -> b.where(x, x, other, x), x, other);
        refuses("where", () -> b.where(row, row, row, x), row, x);
        refuses("reduce", () -> b.reduce(ReduceOp.SUM, x, 0, b.zeros(3)), x, b.zeros(3));
        refuses("reduce", () -> b.reduce(ReduceOp.SUM, x, 2, b.zeros(3)), x);
        refuses("argMax", () -> b.argMax(x, -1, b.ints(new int[4])), x, b.zeros(4));
        refuses("sumTo", () -> b.sumTo(x, b.zeros(3)), x, b.zeros(3));
        refuses("sumTo", () -> b.sumTo(row, x), x, row);
        refuses("topK", () -> b.topK(x, 5, b.zeros(3, 5), b.ints(new int[15], 3, 5)), x, b.zeros(3, 5));
        refuses("topK", () -> b.topK(x, 2, b.zeros(3, 2), b.ints(new int[9], 3, 3)), x, b.zeros(3, 3));
        refuses("copy", () -> b.copy(x, other), x, other);
        refuses("dropout", () -> b.dropout(x, Dropout.NONE, other), x, other);
        refuses("floats", () -> b.floats(new float[5], 2, 3), b.zeros(2, 3));
    }

    private static void matrices(Backend b) {
        Tensor x = b.zeros(3, 4);
        Tensor weight = b.zeros(5, 4);
        Tensor out = b.zeros(3, 5);
        refuses("matmul", () -> b.matmul(x, weight, 1, 0, out), x, weight);
        refuses("matmul", () -> b.matmul(x, weight.transpose(0, 1), 1, 0, x), x, x);
        refuses("matmul", () -> b.matmul(x, b.zeros(4), 1, 0, b.zeros(3)), x, b.zeros(4));
        refuses(
                "matmul",
                () -> b.matmul(b.zeros(2, 3, 4), b.zeros(3, 4, 5), 1, 0, b.zeros(2, 3, 5)),
                b.zeros(2),
                b.zeros(3));
        Activation none = Activation.NONE;
        refuses("linear", () -> b.linear(x, b.zeros(4, 5), null, none, null, out), x, b.zeros(4, 5));
        refuses("linear", () -> b.linear(x, weight, b.zeros(4), none, null, out), weight, b.zeros(4));
        refuses("linear", () -> b.linear(x, weight, null, none, x, out), x, out);
        refuses("linear", () -> b.linear(x, weight, null, none, null, x), x, weight);
        refuses("linearBackward", () -> b.linearBackward(x, weight, none, null, x, null, null, null), x, weight);
        refuses("linearBackward", () -> b.linearBackward(x, weight, none, null, out, out, null, null), x, out);
        refuses("linearBackward", () -> b.linearBackward(x, weight, none, null, out, null, x, null), x, weight);
        Tensor second = b.zeros(2, 5);
        Tensor result = b.zeros(3, 2);
        refuses("feedForward", () -> b.feedForward(x, second, null, none, second, null, result), x, second);
        refuses("feedForward", () -> b.feedForward(x, weight, null, none, weight, null, result), x, weight);
        refuses("feedForward", () -> b.feedForward(x, weight, b.zeros(2), none, second, null, result), weight, second);
        refuses("feedForward", () -> b.feedForward(x, weight, null, none, second, b.zeros(5), result), second, result);
        refuses("feedForward", () -> b.feedForward(x, weight, null, none, second, null, out), second, out);
        refuses("gatherRows", () -> b.gatherRows(x, b.ints(new int[2]), out), x, out);
        refuses("scatterAddRows", () -> b.scatterAddRows(out, b.ints(new int[3]), x), x, out);
    }

    private static void rows(Backend b) {
        Tensor x = b.zeros(3, 4);
        Tensor other = b.zeros(4, 3);
        Tensor four = b.zeros(4);
        Tensor three = b.zeros(3);
        refuses("softmax", () -> b.softmax(x, other), x, other);
        refuses("softmax", () -> b.softmax(b.zeros(1, 4), x), x, b.zeros(1, 4));
        refuses("softmaxBackward", () -> b.softmaxBackward(x, other, x), x, other);
        refuses("logSoftmax", () -> b.logSoftmax(x, other), x, other);
        refuses("logSoftmaxBackward", () -> b.logSoftmaxBackward(x, other, x), x, other);
        refuses("layerNorm", () -> b.layerNorm(x, three, four, 1, null, null, x), x, three);
        refuses("layerNorm", () -> b.layerNorm(x, four, four, 1, other, null, x), x, other);
        refuses("layerNorm", () -> b.layerNorm(x, four, four, 1, null, four, x), x, four);
        refuses("layerNorm", () -> b.layerNorm(b.zeros(1, 4), four, four, 1, null, null, x), x, b.zeros(1, 4));
        refuses("residualLayerNorm", () -> b.residualLayerNorm(x, other, four, four, 1, null, null, x), x, other);
        refuses("layerNormBackward", () -> b.layerNormBackward(x, three, four, other, x, null, null), x, other);
        refuses("layerNormBackward", () -> b.layerNormBackward(x, three, four, x, x, three, null), x, three);
        refuses("l2Normalize", () -> b.l2Normalize(x, 1, other), x, other);
        refuses("l2NormalizeBackward", () -> b.l2NormalizeBackward(x, 1, other, x, x), x, other);
    }

    private static void sequences(Backend b) {
        Tensor hidden = b.zeros(5, 8);
        Tensor qkv = b.zeros(5, 24);
        Tensor longer = b.zeros(6, 24);
        Dropout none = Dropout.NONE;
        refuses("attention", () -> b.attention(longer, FIVE, 2, 1, none, null, hidden), longer);
        refuses("attention", () -> b.attention(qkv, FIVE, 3, 1, none, null, hidden), qkv, hidden);
        refuses("attention", () -> b.attention(qkv, FIVE, 2, 1, none, null, b.zeros(5, 6)), qkv, b.zeros(5, 6));
        refuses("attention", () -> b.attention(qkv, FIVE, 2, 1, none, b.zeros(9), hidden), qkv, b.zeros(9));
        refuses(
                "attentionBackward",
                () -> b.attentionBackward(qkv, FIVE, 2, 1, none, b.zeros(9), hidden, qkv),
                qkv,
                b.zeros(9));
        refuses(
                "attentionBackward",
                () -> b.attentionBackward(qkv, FIVE, 2, 1, none, b.zeros(26), hidden, longer),
                qkv,
                longer);
        refuses("pool", () -> b.pool(Pooling.MEAN, longer, FIVE, 0, b.zeros(2, 24)), longer);
        refuses("pool", () -> b.pool(Pooling.MEAN, hidden, FIVE, 0, b.zeros(3, 8)), hidden, b.zeros(3, 8));
        refuses("poolBackward", () -> b.poolBackward(Pooling.CLS, hidden, FIVE, 0, b.zeros(2, 7), hidden), hidden);
        Tensor tables = b.zeros(3, 8);
        Tensor ids = b.ints(new int[5]);
        Tensor eight = b.zeros(8);
        refuses(
                "embeddingLayerNorm",
                () -> b.embeddingLayerNorm(tables, qkv, tables, ids, ids, ids, eight, eight, 1, null, null, hidden),
                qkv,
                hidden);
        refuses(
                "embeddingLayerNorm",
                () -> b.embeddingLayerNorm(
                        tables, tables, tables, ids, b.ints(new int[4]), ids, eight, eight, 1, null, null, hidden),
                b.zeros(4),
                hidden);
    }

    private static void training(Backend b) {
        Tensor x = b.zeros(3, 4);
        Tensor other = b.zeros(4, 3);
        Tensor three = b.zeros(3);
        Tensor labels = b.ints(new int[3]);
        refuses("crossEntropy", () -> b.crossEntropy(x, b.ints(new int[4]), null, three), x, b.zeros(4));
        refuses("crossEntropy", () -> b.crossEntropy(x, b.ints(new int[1]), null, three), x, b.zeros(1));
        refuses("crossEntropy", () -> b.crossEntropy(x, labels, null, b.zeros(4)), x, b.zeros(4));
        refuses("crossEntropy", () -> b.crossEntropy(x, labels, other, three), x, other);
        refuses("crossEntropyBackward", () -> b.crossEntropyBackward(x, labels, three, other), x, other);
        OptimizerOps.AdamW adamW = new OptimizerOps.AdamW(0.1, 0.9, 0.999, 1e-8, 0, 1);
        refuses("adamW", () -> b.adamW(x, other, x, x, adamW), x, other);
        refuses("adamW", () -> b.adamW(x, x, x, b.zeros(4), adamW), x, b.zeros(4));
        refuses("adamWSparse", () -> b.adamWSparse(x, labels, other, x, x, adamW), x, other);
        refuses("sgd", () -> b.sgd(x, b.zeros(4), null, new OptimizerOps.Sgd(0.1, 0, false, 0)), x, b.zeros(4));
        Segments one = Segments.ofLengths(1);
        Tensor id = b.ints(new int[1]);
        refuses(
                "word2vec",
                () -> b.word2vec(x, other, one, id, one, id, b.zeros(1), ContextGradient.TRUE, 0.1),
                x,
                other);
        refuses(
                "word2vec",
                () -> b.word2vec(x, x, one, id, one, id, b.zeros(4), ContextGradient.TRUE, 0.1),
                x,
                b.zeros(4));
        Word2Vec settings = new Word2Vec(ContextGradient.TRUE, ExampleOrder.BATCH, 0.1);
        refuses(
                "word2vec",
                () -> b.word2vecMean(x, x, one, id, one, id, b.zeros(1), settings, b.zeros(4)),
                x,
                b.zeros(4));
        refuses("word2vec", () -> b.word2vecEach(x, other, one, id, one, id, b.zeros(1), settings, null), x, other);
    }

    private static void ids(Backend b) {
        Tensor table = b.zeros(3, 4);
        Segments two = Segments.ofLengths(2);
        for (int bad : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Tensor ids = b.ints(new int[] {2, bad});
            Tensor good = b.ints(new int[] {2, 0});
            Tensor rows = b.zeros(2, 4);
            String wanted = Integer.toString(bad);
            refuses("gatherRows", () -> b.gatherRows(table, ids, rows), wanted, table);
            refuses("scatterAddRows", () -> b.scatterAddRows(rows, ids, table), wanted, table);
            refuses("crossEntropy", () -> b.crossEntropy(b.zeros(2, 3), ids, null, b.zeros(2)), wanted);
            refuses(
                    "embeddingLayerNorm",
                    () -> b.embeddingLayerNorm(
                            table, table, table, good, ids, good, b.zeros(4), b.zeros(4), 1, null, null, rows),
                    wanted,
                    table);
            OptimizerOps.AdamW adamW = new OptimizerOps.AdamW(0.1, 0.9, 0.999, 1e-8, 0, 1);
            refuses("adamWSparse", () -> b.adamWSparse(table, ids, rows, table, table, adamW), wanted, table);
            for (boolean inTargets : new boolean[] {false, true}) {
                refuses(
                        "word2vec",
                        () -> b.word2vec(
                                table,
                                b.zeros(3, 4),
                                two,
                                inTargets ? good : ids,
                                two,
                                inTargets ? ids : good,
                                b.zeros(2),
                                ContextGradient.TRUE,
                                0.1),
                        wanted,
                        table);
            }
        }
    }

    private static void mixed(Backend b, Backend reference) {
        Tensor own = b.zeros(3, 3);
        Tensor foreign = reference.zeros(3, 3);
        Tensor foreignIds = reference.ints(new int[3]);
        mixes("unary", () -> b.unary(UnaryOp.EXP, own, foreign));
        mixes("unary", () -> b.unary(UnaryOp.EXP, foreign, own));
        mixes("binary", () -> b.binary(BinaryOp.ADD, own, foreign, own));
        mixes("where", () -> b.where(own, foreign, own, own));
        mixes("affine", () -> b.affine(foreign, 1, 0, own));
        mixes("copy", () -> b.copy(foreign, own));
        mixes("reduce", () -> b.reduce(ReduceOp.SUM, foreign, 0, b.zeros(3)));
        mixes("matmul", () -> b.matmul(own, foreign, 1, 0, own));
        mixes("linear", () -> b.linear(own, foreign, null, Activation.NONE, null, b.zeros(3, 3)));
        mixes("feedForward", () -> b.feedForward(own, own, null, Activation.NONE, foreign, null, own));
        mixes("gatherRows", () -> b.gatherRows(own, foreignIds, own));
        mixes("softmax", () -> b.softmax(foreign, own));
        mixes("layerNorm", () -> b.layerNorm(own, reference.zeros(3), b.zeros(3), 1, null, null, own));
        mixes("crossEntropy", () -> b.crossEntropy(own, foreignIds, null, b.zeros(3)));
        mixes(
                "adamW",
                () -> b.adamW(own, foreign, b.zeros(3, 3), b.zeros(3, 3), new OptimizerOps.AdamW(1, 0, 0, 1, 0, 1)));
    }

    private static void refuses(String operation, Runnable call, Tensor... named) {
        refuses(operation, call, "", named);
    }

    private static void refuses(String operation, Runnable call, String alsoNamed, Tensor... named) {
        try {
            call.run();
        } catch (ShapeException e) {
            boolean complete = e.getMessage().contains(alsoNamed);
            for (Tensor tensor : named) {
                complete &= e.getMessage().contains(tensor.shape().toString());
            }
            if (!complete) {
                throw new AssertionError(
                        operation + " refuses with a message that does not name " + alsoNamed + " " + shapes(named)
                                + ": " + e.getMessage(),
                        e);
            }
            return;
        } catch (RuntimeException e) {
            throw new AssertionError(operation + " of " + shapes(named) + " threw " + e + ", wanted ShapeException", e);
        }
        throw new AssertionError(
                operation + " accepted " + alsoNamed + " " + shapes(named) + ", wanted ShapeException");
    }

    private static String shapes(Tensor... named) {
        return List.of(named).stream()
                .map(tensor -> tensor.shape().toString())
                .toList()
                .toString();
    }

    private static void mixes(String operation, Runnable call) {
        try {
            call.run();
        } catch (BackendException e) {
            return;
        } catch (RuntimeException e) {
            throw new AssertionError(
                    operation + " with tensors of two backends threw " + e + ", wanted BackendException", e);
        }
        throw new AssertionError(operation + " accepted tensors of two backends, wanted BackendException");
    }
}
