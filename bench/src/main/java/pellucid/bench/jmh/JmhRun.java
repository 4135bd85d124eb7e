package pellucid.bench.jmh;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import pellucid.bench.gemm.MatrixProduct;
import pellucid.bench.gemm.MatrixProducts;
import pellucid.bench.gemm.MatrixSize;
import pellucid.bench.report.Column;
import pellucid.bench.report.Table;
import pellucid.tensor.BackendException;

/** Runs the JMH benchmarks and makes tables of their results. */
public final class JmhRun {
    private static final String HOW =
            "JMH, average time of a call, 1 fork: the fastest of 7 iterations, and the median.";

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private JmhRun() {}

    /** The matrix products at every size, on so many threads. */
    public static Table matrixProducts(int threads) {
        String[] names = MatrixProducts.all().stream().map(MatrixProduct::name).toArray(String[]::new);
        Table table = new Table(
                "Matrix product under JMH, " + threads + (threads == 1 ? " thread" : " threads"),
                Column.text("m x k x n"),
                Column.text("product"),
                Column.number("us", 1),
                Column.number("median", 1),
                Column.number("GFLOP/s", 1));
        for (RunResult result : run(options(MatrixProductBenchmark.class)
                .param("product", names)
                .param("threads", String.valueOf(threads)))) {
            String size = result.getParams().getParam("size");
            Statistics micros = result.getPrimaryResult().getStatistics();
            table.row(
                    size,
                    result.getParams().getParam("product"),
                    micros.getMin(),
                    micros.getPercentile(50),
                    MatrixSize.parse(size).flops() / micros.getMin() / 1e3);
        }
        return table.note(HOW);
    }

    /** The row operations, on one thread. */
    public static Table rows() {
        Table table = new Table(
                "Row operations, 1 thread",
                Column.text("operation"),
                Column.text("x"),
                Column.text("backend"),
                Column.number("us", 1),
                Column.number("median", 1),
                Column.number("ns/element", 3),
                Column.number("KB/call", 1));
        for (RunResult result : run(options(RowsBenchmark.class).addProfiler(GCProfiler.class))) {
            int width = Integer.parseInt(result.getParams().getParam("width"));
            String benchmark = result.getParams().getBenchmark();
            Statistics micros = result.getPrimaryResult().getStatistics();
            table.row(
                    benchmark.substring(benchmark.lastIndexOf('.') + 1),
                    "[" + RowsBenchmark.ROWS + ", " + width + "]",
                    result.getParams().getParam("backend"),
                    micros.getMin(),
                    micros.getPercentile(50),
                    1000 * micros.getMin() / (RowsBenchmark.ROWS * width),
                    result.getSecondaryResults().get(ALLOCATED).getScore() / 1024);
        }
        return table.note(HOW
                + " KB/call: allocated on the heap; much of it tells of vectors that the compiler boxed, which also shows as a"
                + " median far above the fastest iteration.");
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (Runtime.version().feature() >= 24) {
            // JMH 1.37 asks sun.misc.Unsafe for sizes; these JDKs warn of it in every fork.
            options.jvmArgsPrepend("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private static List<RunResult> run(ChainedOptionsBuilder options) {
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return List.copyOf(results);
        } catch (RunnerException e) {
            throw new BackendException(
                    "JMH could not run: " + e.getMessage()
                            + "; is another run of it on this machine, or was the module compiled without JMH's processor?",
                    e);
        }
    }
}
