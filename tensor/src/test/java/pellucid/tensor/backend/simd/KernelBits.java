package pellucid.tensor.backend.simd;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import pellucid.tensor.Activation;
import pellucid.tensor.Dropout;
import pellucid.tensor.OptimizerOps.AdamW;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.Workers;

/**
 * A fixed set of kernels on fixed inputs, and a checksum of the bits of each result. As a program it prints them, so that
 * a JVM that only interprets can be compared with one that compiles.
 */
final class KernelBits {
    /** Rows, depth and columns that fill no vector, panel or tile; small, because an interpreter works on them too. */
    private static final int ROWS = 19;

    private static final int DEPTH = 45;
    private static final int COLUMNS = 37;
    private static final int HEADS = 2;
    private static final int HIDDEN = 22;

    private final SimdBackend backend = new SimdBackend(new Workers(1));
    private final Map<String, Runnable> kernels = new LinkedHashMap<>();
    private final Map<String, Tensor> results = new LinkedHashMap<>();

    private KernelBits() {
        Tensor a = uniform(1, ROWS, DEPTH);
        Tensor b = uniform(2, DEPTH, COLUMNS);
        Tensor weight = uniform(3, COLUMNS, DEPTH);
        Tensor bias = uniform(4, COLUMNS);
        Tensor wide = uniform(5, ROWS, COLUMNS);
        Tensor gamma = uniform(6, COLUMNS);
        Tensor rowSums = backend.zeros(ROWS);
        Tensor columnSums = backend.zeros(COLUMNS);
        Segments segments = Segments.ofLengths(1, 11, 7);
        Tensor qkv = uniform(7, ROWS, 3 * HIDDEN);
        Tensor probabilities = backend.zeros(HEADS * segments.scores());

        kernel("matmul", backend.zeros(ROWS, COLUMNS), out -> backend.matmul(a, b, 0.7, 0, out));
        kernel(
                "matmul of a transposed matrix",
                backend.zeros(ROWS, ROWS),
                out -> backend.matmul(a, a.transpose(0, 1), 1, 0, out));
        kernel(
                "linear",
                backend.zeros(ROWS, COLUMNS),
                out -> backend.linear(a, weight, bias, Activation.NONE, null, out));
        kernel(
                "linear + gelu",
                backend.zeros(ROWS, COLUMNS),
                out -> backend.linear(a, weight, bias, Activation.GELU, null, out));
        kernel(
                "feedForward",
                backend.zeros(ROWS, DEPTH),
                out -> backend.feedForward(a, weight, bias, Activation.GELU, b, null, out));
        kernel("softmax", backend.zeros(ROWS, COLUMNS), out -> backend.softmax(wide, out));
        kernel(
                "layerNorm",
                backend.zeros(ROWS, COLUMNS),
                out -> backend.layerNorm(wide, gamma, bias, 1e-12, null, null, out));
        for (UnaryOp op : new UnaryOp[] {UnaryOp.EXP, UnaryOp.ERF, UnaryOp.TANH, UnaryOp.SIGMOID, UnaryOp.GELU}) {
            kernel(op.name(), backend.zeros(ROWS, COLUMNS), out -> backend.unary(op, wide, out));
        }
        kernel("row sums", rowSums, out -> backend.reduce(ReduceOp.SUM, wide, 1, out));
        kernel("column sums", columnSums, out -> backend.reduce(ReduceOp.SUM, wide, 0, out));
        kernel(
                "attention",
                backend.zeros(ROWS, HIDDEN),
                out -> backend.attention(qkv, segments, HEADS, 0.3, Dropout.NONE, probabilities, out));
        results.put("attention probabilities", probabilities);
        trainingKernels(wide, gamma, weight, a, qkv, segments);
    }

    private void trainingKernels(Tensor wide, Tensor gamma, Tensor weight, Tensor x, Tensor qkv, Segments segments) {
        Dropout dropout = new Dropout(0.3, 8, 3);
        Tensor probabilities = uniform(9, HEADS * segments.scores());
        Tensor context = uniform(10, ROWS, HIDDEN);
        Tensor scales = uniform(11, ROWS);
        Tensor moment = backend.zeros(ROWS, COLUMNS);
        Tensor second = backend.zeros(ROWS, COLUMNS);
        kernel("dropout", backend.zeros(ROWS, COLUMNS), out -> backend.dropout(wide, dropout, out));
        kernel(
                "attention with dropout",
                backend.zeros(ROWS, HIDDEN),
                out -> backend.attention(qkv, segments, HEADS, 0.3, dropout, null, out));
        kernel(
                "attention backward",
                backend.zeros(ROWS, 3 * HIDDEN),
                out -> backend.attentionBackward(qkv, segments, HEADS, 0.3, dropout, probabilities, context, out));
        kernel(
                "linear + gelu backward",
                backend.zeros(ROWS, DEPTH),
                out -> backend.linearBackward(x, weight, Activation.GELU, wide, wide, out, null, null));
        kernel("gradient of a weight", backend.zeros(COLUMNS, DEPTH), out -> {
            backend.fill(out, 0.1);
            backend.linearBackward(x, weight, Activation.NONE, null, wide, null, out, null);
        });
        kernel(
                "layerNorm backward",
                backend.zeros(ROWS, COLUMNS),
                out -> backend.layerNormBackward(wide, scales, gamma, wide, out, null, null));
        kernel("adamW", backend.zeros(ROWS, COLUMNS), out -> {
            backend.fill(moment, 0.2);
            backend.fill(second, 0.3);
            backend.fill(out, 0.1);
            backend.adamW(out, wide, moment, second, new AdamW(1e-2, 0.9, 0.999, 1e-8, 0.01, 3));
        });
    }

    private interface Kernel {
        void into(Tensor out);
    }

    private void kernel(String name, Tensor out, Kernel kernel) {
        kernels.put(name, () -> kernel.into(out));
        results.put(name, out);
    }

    /** Numbers in [-4, 4), the same everywhere. */
    private Tensor uniform(long seed, int... dims) {
        Tensor tensor = backend.zeros(dims);
        backend.uniform(tensor, -4, 4, seed);
        return tensor;
    }

    static KernelBits set() {
        return new KernelBits();
    }

    /** Runs all kernels once. */
    void run() {
        kernels.values().forEach(Runnable::run);
    }

    /** The checksums of the results of the last run, by kernel. */
    Map<String, String> checksums() {
        Map<String, String> checksums = new LinkedHashMap<>();
        results.forEach((name, tensor) -> checksums.put(name, checksum(tensor.toFloats())));
        return checksums;
    }

    private static String checksum(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        for (float value : values) {
            bytes.putInt(Float.floatToRawIntBits(value));
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return String.format("%08x", crc.getValue());
    }

    /** Prints the checksums, one a line. */
    public static void main(String[] arguments) {
        KernelBits bits = set();
        bits.run();
        bits.checksums().forEach((name, checksum) -> System.out.println(name + " = " + checksum));
    }
}
