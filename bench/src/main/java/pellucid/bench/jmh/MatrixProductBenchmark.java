package pellucid.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import pellucid.bench.gemm.MatrixProduct;
import pellucid.bench.gemm.MatrixProducts;
import pellucid.bench.gemm.MatrixSize;
import pellucid.bench.gemm.Operands;

/** c = a · b: MiniLM's dense layers and odd sizes, by everyone who can multiply. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {ForkFlags.VECTOR_MODULE, ForkFlags.NATIVE_ACCESS})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class MatrixProductBenchmark {
    /** Rows, depth, columns. */
    @Param({
        "256x384x1152", "256x384x384", "256x384x1536", "256x1536x384",
        "2048x384x1152", "2048x384x384", "2048x384x1536", "2048x1536x384",
        "1x384x384", "7x13x207", "300x300x300", "1000x77x333"
    })
    public String size;

    /** Who multiplies; openblas joins with the peers. */
    @Param({"simd-packed", "simd", "ejml", "naive"})
    public String product;

    /** Threads inside of one product. */
    @Param("1")
    public int threads;

    private MatrixProduct.Prepared prepared;

    /** Makes the operands. */
    @Setup(Level.Trial)
    public void prepare() {
        Operands operands = Operands.of(MatrixSize.parse(size));
        prepared = MatrixProducts.byName(product).prepare(operands.size(), operands.a(), operands.b(), threads);
    }

    /** Gives back threads and memory. */
    @TearDown(Level.Trial)
    public void close() {
        prepared.close();
    }

    /** One product; the result stays in memory that the next call overwrites. */
    @Benchmark
    public MatrixProduct.Prepared multiply() {
        prepared.multiply();
        return prepared;
    }
}
