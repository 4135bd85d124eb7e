package pellucid.bench.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import pellucid.bench.machine.ChildJvm;
import pellucid.bench.report.Column;
import pellucid.bench.report.Table;
import pellucid.tensor.backend.Workers;

/**
 * Starts the child and makes a table of what it prints.
 *
 * @param vectors how many are searched
 * @param rounds searches of each kind that are timed
 */
public record SearchBenchmark(int vectors, int rounds) {
    static final int TOP = 10;

    private static final int DIMENSION = 384;
    private static final int BATCH = 64;
    /** The vectors, their packed copy, and room to work. */
    private static final String HEAP = "-Xmx6g";

    /**
     * Searches with so many threads.
     *
     * @param peak of the machine with these threads, in GFLOP/s
     * @param bandwidth of its memory with these threads, in GB/s
     */
    public Table run(int threads, double peak, double bandwidth) {
        List<String> lines = ChildJvm.run(
                List.of("-D" + Workers.PROPERTY + "=" + threads, HEAP),
                SearchRun.class,
                String.valueOf(vectors),
                String.valueOf(DIMENSION),
                String.valueOf(BATCH),
                String.valueOf(rounds));
        try {
            SearchCase measured = new ObjectMapper().readValue(lines.get(lines.size() - 1), SearchCase.class);
            return table(threads, measured, peak, bandwidth);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the child JVM printed '" + lines + "' where a case in JSON is due", e);
        }
    }

    private Table table(int threads, SearchCase measured, double peak, double bandwidth) {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "Exact search, the best %d of %,d vectors of %d numbers, %d %s",
                        TOP,
                        vectors,
                        DIMENSION,
                        threads,
                        threads == 1 ? "thread" : "threads"),
                Column.number("queries", 0),
                Column.number("best ms/query", 2),
                Column.number("median ms/query", 2),
                Column.number("GFLOP/s", 1),
                Column.percent("of peak"),
                Column.number("GB/s", 1),
                Column.percent("of memory"));
        row(table, 1, measured.alone(), peak, bandwidth);
        row(table, BATCH, measured.batched(), peak, bandwidth);
        return table.note(String.format(
                Locale.ROOT,
                "Random vectors, cosine; a search reads every vector once, %.2f GB. The shares are those of the best search;"
                        + " memory is measured by copying. The very first search took %.1f s, since it packs the vectors"
                        + " for the matrix product.",
                bytes() / 1e9,
                measured.first()));
    }

    private void row(Table table, int queries, double[] seconds, double peak, double bandwidth) {
        double[] sorted = Arrays.stream(seconds).sorted().toArray();
        double best = sorted[0];
        double gflops = 2.0 * vectors * DIMENSION * queries / best / 1e9;
        double gigabytes = bytes() / best / 1e9;
        table.row(
                (double) queries,
                best / queries * 1e3,
                sorted[sorted.length / 2] / queries * 1e3,
                gflops,
                gflops / peak,
                gigabytes,
                gigabytes / bandwidth);
    }

    private double bytes() {
        return (double) vectors * DIMENSION * Float.BYTES;
    }
}
