package pellucid.bench.gemm;

import java.util.ArrayList;
import java.util.List;
import pellucid.bench.report.Column;
import pellucid.bench.report.Table;
import pellucid.bench.versus.Entrant;
import pellucid.bench.versus.SideBySide;
import pellucid.bench.versus.Timing;
import pellucid.tensor.BackendException;

/** The side-by-side run of the matrix products: ours, EJML's and, with the peers, OpenBLAS's. */
public final class GemmContest {
    private static final double LARGEST_ERROR = 1e-5;
    private static final String PEER = "openblas";
    /** Runs before the first size whose times nobody looks at: until all code is compiled, which takes two seconds. */
    private static final SideBySide COMPILING = new SideBySide(2, 1, 0, 0);

    private final SideBySide timer;

    public GemmContest(SideBySide timer) {
        this.timer = timer;
    }

    /**
     * Times every product at every size, after a check that they agree.
     *
     * @param peak GFLOP/s that the machine reaches at most on so many threads; NaN where it was not measured
     */
    public Table run(List<MatrixSize> sizes, int threads, double peak) {
        Table table = new Table(
                "Matrix product, " + threads + (threads == 1 ? " thread" : " threads"),
                Column.text("m x k x n"),
                Column.text("product"),
                Column.number("GFLOP/s", 1),
                Column.number("median", 1),
                Column.percent("peak"),
                Column.number("x best", 2),
                Column.number("x med", 2));
        if (!sizes.isEmpty()) {
            time(sizes.get(0), threads, COMPILING);
        }
        for (MatrixSize size : sizes) {
            List<Timing> timings = time(size, threads, timer);
            Timing peer = timings.stream()
                    .filter(timing -> timing.name().equals(PEER))
                    .findFirst()
                    .orElse(null);
            for (Timing timing : timings) {
                double best = size.flops() / timing.best() / 1e9;
                table.row(
                        timing == timings.get(0) ? size.toString() : "",
                        timing.name(),
                        best,
                        size.flops() / timing.median() / 1e9,
                        Double.isNaN(peak) ? null : best / peak,
                        peer == null ? null : timing.fasterByBest(peer),
                        peer == null ? null : timing.fasterByMedian(peer));
            }
        }
        return table.note("GFLOP/s and share of the measured peak are of the best round; simd packs b in every call, as"
                + " OpenBLAS does; simd-packed keeps the packed b, as a layer keeps its weight. x: how many times faster than"
                + " OpenBLAS, by the best of " + timer.rounds()
                + " interleaved rounds and by the median of the rounds' ratios.");
    }

    private static List<Timing> time(MatrixSize size, int threads, SideBySide timer) {
        Operands operands = Operands.of(size);
        List<MatrixProduct.Prepared> prepared = new ArrayList<>();
        try {
            List<Entrant> entrants = new ArrayList<>();
            for (MatrixProduct product : MatrixProducts.all()) {
                if (product instanceof NaiveProduct) {
                    continue;
                }
                MatrixProduct.Prepared ready = product.prepare(size, operands.a(), operands.b(), threads);
                prepared.add(ready);
                ready.multiply();
                double error = operands.error(ready.result());
                if (!(error < LARGEST_ERROR)) {
                    throw new BackendException("the product " + size + " of " + product.name() + " is off by " + error
                            + " of its terms, at most " + LARGEST_ERROR + " is right; its timing would mean nothing");
                }
                entrants.add(new Entrant(product.name(), ready::multiply));
            }
            return timer.run(entrants);
        } finally {
            prepared.forEach(MatrixProduct.Prepared::close);
        }
    }
}
