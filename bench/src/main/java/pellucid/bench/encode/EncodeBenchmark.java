package pellucid.bench.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.bench.machine.ChildJvm;
import pellucid.bench.report.Column;
import pellucid.bench.report.Table;
import pellucid.bench.versus.Timing;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Workers;

/**
 * Starts the children and makes tables of what they print.
 *
 * @param rounds how many times each engine encodes the texts
 * @param glosses how many short texts
 * @param passages how many long ones
 * @param singles how many texts in calls of their own
 */
public record EncodeBenchmark(int rounds, int glosses, int passages, int singles) {
    /** Per token and layer of MiniLM: 12 · 384² multiply-adds in the dense layers (3 + 1 + 4 + 4), 6 layers. */
    private static final double DENSE_FLOPS_A_TOKEN = 6 * 2 * 12 * 384.0 * 384;

    private static final int FRESH_LOADS = 5;

    /**
     * Both engines on so many threads.
     *
     * @param peak GFLOP/s that the machine reaches at most on so many threads
     */
    public Table run(int threads, double peak) {
        Table table = new Table(
                "Texts to vectors, all-MiniLM-L6-v2, " + threads + (threads == 1 ? " thread" : " threads"),
                Column.text("texts"),
                Column.text("engine"),
                Column.number("texts/s", 1),
                Column.number("median", 1),
                Column.number("tok/s", 0),
                Column.number("GFLOP/s", 1),
                Column.percent("peak"),
                Column.number("x best", 2),
                Column.number("x med", 2),
                Column.number("x cpu", 2));
        for (EncodeCase measured : measure(threads)) {
            row(table, measured, measured.ours(), peak);
            if (measured.peer() != null) {
                row(table, measured, measured.peer(), peak);
            }
            table.note(note(measured));
        }
        return table.note(
                "Tokens/s, GFLOP/s (of the dense layers alone) and share of the measured peak are of the best"
                        + " round. x: how many times faster than the peer, by the best of " + rounds
                        + " interleaved rounds and by the median of the rounds' ratios, and by the processor time of all threads.");
    }

    private static void row(Table table, EncodeCase measured, Timing timing, double peak) {
        boolean ours = timing == measured.ours();
        double tokensPerSecond = measured.tokens() / timing.best();
        double gigaflops = tokensPerSecond * DENSE_FLOPS_A_TOKEN / 1e9;
        table.row(
                ours ? measured.name() : "",
                timing.name(),
                measured.texts() / timing.best(),
                measured.texts() / timing.median(),
                tokensPerSecond,
                gigaflops,
                gigaflops / peak,
                ours && measured.peer() != null ? timing.fasterByBest(measured.peer()) : null,
                ours && measured.peer() != null ? timing.fasterByMedian(measured.peer()) : null,
                ours && measured.peer() != null ? timing.cheaperByMedian(measured.peer()) : null);
    }

    private static String note(EncodeCase measured) {
        String text = String.format(
                Locale.ROOT,
                "%s: %d texts of %.1f tokens; pellucid allocates %.1f KB a text",
                measured.name(),
                measured.texts(),
                (double) measured.tokens() / measured.texts(),
                measured.bytesPerText() / 1024);
        return measured.peer() == null
                ? text + "."
                : text
                        + String.format(
                                Locale.ROOT,
                                "; %s was fastest with %s; the vectors differ by at most %.1e.",
                                measured.peerName(),
                                measured.peerWay(),
                                measured.difference());
    }

    private List<EncodeCase> measure(int threads) {
        List<String> lines = ChildJvm.run(
                List.of("-D" + Workers.PROPERTY + "=" + threads),
                EncodeContest.class,
                String.valueOf(threads),
                String.valueOf(rounds),
                String.valueOf(glosses),
                String.valueOf(passages),
                String.valueOf(singles));
        List<EncodeCase> cases = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : lines) {
            try {
                cases.add(json.readValue(line, EncodeCase.class));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the child JVM printed '" + line + "' where a case in JSON is due", e);
            }
        }
        return cases;
    }

    /** How long it takes until the model can be used. */
    public Table load() {
        SentenceEncoder.load(EncodeContest.MODEL).encode("so that the cache has the folder");
        List<List<String>> weights = new ArrayList<>();
        List<List<String>> runs = new ArrayList<>();
        for (int i = 0; i < FRESH_LOADS; i++) {
            weights.add(ChildJvm.run(List.of(), LoadTime.class, LoadTime.WEIGHTS));
            runs.add(ChildJvm.run(List.of(), LoadTime.class));
        }
        Table table = new Table(
                "Loading all-MiniLM-L6-v2 (90 MB) from the cached folder",
                Column.text("what"),
                Column.number("seconds", 3));
        table.row("open the file and read the weights, in a fresh process", best(weights, 0));
        table.row("load everything, in a fresh process", best(runs, 0));
        table.row("first text after it", best(runs, 1));
        table.row("load everything, once it is compiled", best(runs, 2));
        if (runs.get(0).size() > 3) {
            table.row("the peer's session from its model file", best(runs, 3));
        }
        return table.note("Best of " + FRESH_LOADS + " processes; the file lies in the system's page cache.")
                .note("The weights alone: once folder, backend and config.json are known.");
    }

    private static double best(List<List<String>> runs, int line) {
        return runs.stream()
                .mapToDouble(run -> Double.parseDouble(run.get(line)))
                .min()
                .orElseThrow();
    }
}
