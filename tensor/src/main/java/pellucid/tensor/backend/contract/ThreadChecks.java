package pellucid.tensor.backend.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Dropout;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Pooling;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** Results have the same bits on any number of threads, and when several threads ask at once. */
final class ThreadChecks {
    private ThreadChecks() {}

    /** What can be asked of one backend: that it serves several callers at once. */
    static List<Check> all() {
        return List.of(new Check("threads: several callers at once", (c, r) -> concurrent(c)));
    }

    /** What can be asked where backends of any number of threads can be made. */
    static List<Check> all(IntFunction<Backend> ofThreads) {
        List<Check> checks = new ArrayList<>();
        programs()
                .forEach((name, program) -> checks.add(new Check(
                        "threads: " + name + " on 1 to 4 threads", (c, r) -> onAnyNumber(name, program, ofThreads))));
        return checks;
    }

    /** Operations large enough to be worth sharing out, each giving its results as tensors. */
    private static Map<String, Function<Backend, List<Tensor>>> programs() {
        Map<String, Function<Backend, List<Tensor>>> programs = new LinkedHashMap<>();
        programs.put("elementwise", ThreadChecks::elementwise);
        programs.put("linear", ThreadChecks::linear);
        programs.put("rows", ThreadChecks::rows);
        programs.put("sequences", ThreadChecks::sequences);
        programs.put("training", ThreadChecks::training);
        programs.put("word vectors", Word2VecChecks::program);
        return programs;
    }

    private static Tensor drawn(Backend b, int seed, int... dims) {
        int size = Arrays.stream(dims).reduce(1, (x, y) -> x * y);
        return IndependenceChecks.tensor(b, new Draw(seed).normal(size, 1), dims);
    }

    private static List<Tensor> elementwise(Backend b) {
        Tensor x = drawn(b, 100, 181, 384);
        Tensor gelu = b.zeros(181, 384);
        Tensor sum = b.zeros(181, 384);
        Tensor columns = b.zeros(384);
        Tensor rows = b.zeros(181);
        Tensor one = b.zeros(1);
        b.unary(UnaryOp.GELU, x, gelu);
        b.binary(BinaryOp.ADD, x, gelu.slice(0, 3, 4), sum);
        b.reduce(ReduceOp.SUM, x, 0, columns);
        b.reduce(ReduceOp.SUM, x, 1, rows);
        b.sumTo(x, one);
        double squares = b.squaredNorm(x);
        Tensor norm = b.floats(new float[] {(float) squares, (float) (squares - (float) squares)});
        Tensor dropped = b.zeros(181, 384);
        b.dropout(x, new Dropout(0.3, 5, 7), dropped);
        return List.of(gelu, sum, columns, rows, one, norm, dropped);
    }

    private static List<Tensor> linear(Backend b) {
        Tensor x = drawn(b, 101, 167, 96);
        Tensor weight = drawn(b, 102, 400, 96);
        Tensor bias = drawn(b, 103, 400);
        Tensor pre = b.zeros(167, 400);
        Tensor out = b.zeros(167, 400);
        Tensor dx = b.zeros(167, 96);
        Tensor dWeight = b.zeros(400, 96);
        Tensor dBias = b.zeros(400);
        b.linear(x, weight, bias, Activation.GELU, pre, out);
        b.linearBackward(x, weight, Activation.GELU, pre, out, dx, dWeight, dBias);
        Tensor projected = b.zeros(167, 96);
        b.feedForward(x, weight, bias, Activation.GELU, drawn(b, 110, 96, 400), null, projected);
        Tensor stack = b.zeros(5, 31, 33);
        b.matmul(drawn(b, 104, 5, 31, 17), drawn(b, 105, 17, 33), 1, 0, stack);
        return List.of(pre, out, dx, dWeight, dBias, projected, stack);
    }

    private static List<Tensor> rows(Backend b) {
        Tensor x = drawn(b, 106, 181, 384);
        Tensor gamma = drawn(b, 107, 384);
        Tensor normalized = b.zeros(181, 384);
        Tensor rstd = b.zeros(181);
        Tensor out = b.zeros(181, 384);
        Tensor dx = b.zeros(181, 384);
        Tensor dGamma = b.zeros(384);
        Tensor dBeta = b.zeros(384);
        Tensor soft = b.zeros(181, 384);
        Tensor unit = b.zeros(181, 384);
        b.layerNorm(x, gamma, gamma, 1e-12, normalized, rstd, out);
        b.layerNormBackward(normalized, rstd, gamma, x, dx, dGamma, dBeta);
        b.softmax(x, soft);
        b.l2Normalize(x, 1e-12, unit);
        return List.of(normalized, rstd, out, dx, dGamma, dBeta, soft, unit);
    }

    private static List<Tensor> sequences(Backend b) {
        Segments segments = Segments.ofLengths(17, 3, 31, 1, 16, 24);
        Tensor qkv = drawn(b, 108, segments.total(), 96);
        Tensor probabilities = b.zeros(2 * segments.scores());
        Tensor out = b.zeros(segments.total(), 32);
        Tensor dqkv = b.zeros(segments.total(), 96);
        Tensor pooled = b.zeros(segments.count(), 32);
        Dropout dropout = new Dropout(0.1, 9, 0);
        b.attention(qkv, segments, 2, 0.25, dropout, probabilities, out);
        b.attentionBackward(qkv, segments, 2, 0.25, dropout, probabilities, out, dqkv);
        b.pool(Pooling.MEAN, out, segments, 0, pooled);
        Tensor dropped = b.zeros(segments.total(), 96);
        b.dropout(qkv, dropout, dropped);
        return List.of(probabilities, out, dqkv, pooled, dropped);
    }

    private static List<Tensor> training(Backend b) {
        Draw draw = new Draw(109);
        Tensor logits = drawn(b, 110, 64, 300);
        Tensor probabilities = b.zeros(64, 300);
        Tensor losses = b.zeros(64);
        b.crossEntropy(logits, b.ints(draw.ids(64, 300)), probabilities, losses);
        Tensor table = drawn(b, 111, 20, 300);
        b.scatterAddRows(logits, b.ints(draw.ids(64, 20)), table);
        Tensor moment = b.zeros(231, 300);
        Tensor second = b.zeros(231, 300);
        Tensor parameter = drawn(b, 112, 231, 300);
        OptimizerOps.AdamW settings = new OptimizerOps.AdamW(0.1, 0.9, 0.999, 1e-8, 0.1, 1);
        b.adamW(parameter, drawn(b, 113, 231, 300), moment, second, settings);
        b.adamWSparse(parameter, b.ints(draw.distinctIds(64, 231)), logits, moment, second, settings);
        b.clipGlobalNorm(List.of(moment, second), 0.5);
        return List.of(probabilities, losses, table, parameter, moment, second);
    }

    private static void onAnyNumber(
            String name, Function<Backend, List<Tensor>> program, IntFunction<Backend> ofThreads) {
        List<float[]> wanted = null;
        for (int threads = 1; threads <= 4; threads++) {
            try (Backend backend = ofThreads.apply(threads)) {
                List<float[]> found = results(backend, program);
                wanted = wanted == null ? found : wanted;
                compare(name + " on " + backend.name(), wanted, found, "1 thread", threads + " threads");
            }
        }
    }

    private static void concurrent(Backend candidate) {
        List<float[]> wanted = new ArrayList<>();
        programs().values().forEach(program -> wanted.addAll(results(candidate, program)));
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<float[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(callers.submit(() -> {
                    List<float[]> found = new ArrayList<>();
                    programs().values().forEach(program -> found.addAll(results(candidate, program)));
                    return found;
                }));
            }
            for (Future<List<float[]>> answer : answers) {
                compare(
                        "operations on " + candidate.name(),
                        wanted,
                        answer.get(),
                        "one caller",
                        "four callers at once");
            }
        } catch (ExecutionException e) {
            throw new AssertionError("four callers at once on " + candidate.name() + " threw " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            callers.shutdownNow();
        }
    }

    private static List<float[]> results(Backend backend, Function<Backend, List<Tensor>> program) {
        return program.apply(backend).stream().map(Tensor::toFloats).toList();
    }

    private static void compare(String name, List<float[]> wanted, List<float[]> found, String before, String now) {
        for (int i = 0; i < wanted.size(); i++) {
            int at = Arrays.mismatch(wanted.get(i), found.get(i));
            if (at >= 0) {
                throw new AssertionError(name + ": element " + at + " of result " + i + " is " + found.get(i)[at]
                        + " with " + now + ", " + wanted.get(i)[at] + " with " + before + "; the same bits are wanted");
            }
        }
    }
}
