package pellucid.bench.finetune;

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
 * @param warmUp steps before the clock runs
 * @param steps steps that are timed
 */
public record FinetuneBenchmark(int warmUp, int steps) {
    private static final String MODEL = "all-MiniLM-L6-v2";
    /** Enough for the model, its moments and a step; left to itself the JVM would first fill a quarter of the machine. */
    private static final int HEAP_MEGABYTES = 1536;

    /** Training on so many threads. */
    public Table run(int threads) {
        List<String> lines = ChildJvm.run(
                List.of("-D" + Workers.PROPERTY + "=" + threads, "-Xmx" + HEAP_MEGABYTES + "m"),
                FinetuneRun.class,
                MODEL,
                String.valueOf(warmUp),
                String.valueOf(steps));
        try {
            return table(threads, new ObjectMapper().readValue(lines.get(lines.size() - 1), FinetuneCase.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the child JVM printed '" + lines + "' where a case in JSON is due", e);
        }
    }

    private static Table table(int threads, FinetuneCase measured) {
        Table table = new Table(
                "A step of fine-tuning " + MODEL + ", " + measured.pairs() + " pairs, " + threads
                        + (threads == 1 ? " thread" : " threads"),
                Column.text("phase"),
                Column.number("best ms", 1),
                Column.number("median ms", 1),
                Column.percent("share"));
        double[] whole = Arrays.stream(measured.seconds())
                .mapToDouble(step -> Arrays.stream(step).sum())
                .sorted()
                .toArray();
        double median = whole[whole.length / 2];
        for (Phase phase : Phase.values()) {
            double[] times = times(measured, phase);
            double own = times[times.length / 2];
            table.row(phase.name().toLowerCase(Locale.ROOT), times[0] * 1e3, own * 1e3, own / median);
        }
        table.row("step", whole[0] * 1e3, median * 1e3, 1.0);
        double tokens = (double) measured.tokens() / whole.length;
        table.note(String.format(
                Locale.ROOT,
                "%.1f pairs/s and %.0f tokens/s by the median step (best step: %.1f pairs/s); backward / forward %.2f.",
                measured.pairs() / median,
                tokens / median,
                measured.pairs() / whole[0],
                times(measured, Phase.BACKWARD)[whole.length / 2] / times(measured, Phase.FORWARD)[whole.length / 2]));
        table.note(String.format(
                Locale.ROOT,
                "%.0f tokens a step; padded to the longest anchor (%.0f on average) and positive (%.0f) it would be %.0f."
                        + " A step allocates %.0f MB on the heap, of which there are %d; the process had at most %.0f MB.",
                tokens,
                measured.longestAnchor(),
                measured.longestPositive(),
                (double) measured.paddedTokens() / whole.length,
                measured.bytesPerStep() / 1e6,
                HEAP_MEGABYTES,
                measured.peakBytes() / 1e6));
        return table.note(String.format(
                Locale.ROOT,
                "MultipleNegativesRankingLoss (scale 20), dropout 0.1, clipping to norm 1, AdamW on all parameters; the loss"
                        + " of the first pairs went from %.4f to %.4f. Tokenising is not in the time. The peer, PyTorch, cannot"
                        + " run from here: bench/README.md has the way to measure it.",
                measured.firstLoss(),
                measured.lastLoss()));
    }

    private static double[] times(FinetuneCase measured, Phase phase) {
        return Arrays.stream(measured.seconds())
                .mapToDouble(step -> step[phase.ordinal()])
                .sorted()
                .toArray();
    }
}
