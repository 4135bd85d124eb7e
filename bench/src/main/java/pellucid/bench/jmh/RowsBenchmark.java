package pellucid.bench.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.simd.SimdBackend;

/** Row operations on [256, width], one worker's batch of tokens, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {ForkFlags.VECTOR_MODULE, ForkFlags.NATIVE_ACCESS})
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class RowsBenchmark {
    static final int ROWS = 256;

    /** MiniLM's hidden size and the size between the two layers of its feed-forward block. */
    @Param({"384", "1536"})
    public int width;

    /** The backend by name. */
    @Param({"simd", "reference"})
    public String backend;

    private Backend operations;
    private Tensor x;
    private Tensor residual;
    private Tensor gamma;
    private Tensor beta;
    private Tensor out;

    /** Makes random rows. */
    @Setup
    public void prepare() {
        operations = backend.equals("simd") ? new SimdBackend(new Workers(1)) : Backends.byName(backend);
        x = random(1, ROWS, width);
        residual = random(2, ROWS, width);
        gamma = random(3, width);
        beta = random(4, width);
        out = operations.zeros(ROWS, width);
    }

    private Tensor random(int seed, int... dims) {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        float[] values = new float[size];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            values[i] = 4 * (float) random.nextDouble() - 2;
        }
        return operations.floats(values, dims);
    }

    @Benchmark
    public Tensor softmax() {
        operations.softmax(x, out);
        return out;
    }

    @Benchmark
    public Tensor layerNorm() {
        operations.layerNorm(x, gamma, beta, 1e-12, null, null, out);
        return out;
    }

    @Benchmark
    public Tensor residualLayerNorm() {
        operations.residualLayerNorm(x, residual, gamma, beta, 1e-12, null, null, out);
        return out;
    }

    /** As two steps; a linear layer does both while its tile is in registers. */
    @Benchmark
    public Tensor biasGelu() {
        operations.binary(BinaryOp.ADD, x, beta, out);
        operations.unary(UnaryOp.GELU, out, out);
        return out;
    }

    @Benchmark
    public Tensor gelu() {
        operations.unary(UnaryOp.GELU, x, out);
        return out;
    }

    @Benchmark
    public Tensor exp() {
        operations.unary(UnaryOp.EXP, x, out);
        return out;
    }
}
