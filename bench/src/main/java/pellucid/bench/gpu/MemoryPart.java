package pellucid.bench.gpu;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pellucid.cuda.CudaBackend;
import pellucid.cuda.MemoryLadder;

/** The copy bandwidth of the device, and what part of it the kernels reach that the memory limits. */
final class MemoryPart {
    private static final double WANTED_SHARE = 0.85;
    /** So many rows of 384 floats, 201 MB, that no cache helps. */
    private static final int ROWS = 1 << 17;

    /** Kernels below that share that the short table names. */
    private static final int NAMED = 5;

    private MemoryPart() {}

    static void run(CudaBackend cuda, boolean tiny) {
        int rows = tiny ? 13 : ROWS;
        int columns = tiny ? 37 : 384;
        Map<MemoryLadder.Step, Double> rates = new LinkedHashMap<>();
        Map<MemoryLadder.Step, Double> times = new LinkedHashMap<>();
        double copy = 0;
        try (DeviceClock clock = new DeviceClock(cuda, tiny ? 0 : 100)) {
            for (MemoryLadder.Step step : MemoryLadder.steps(cuda, rows, columns)) {
                double milliseconds = clock.median(step.work());
                double rate = step.bytes() / milliseconds / 1e6;
                times.put(step, milliseconds);
                rates.put(step, rate);
                if (step.kernel().startsWith("copy_") || step.kernel().equals(MemoryLadder.DRIVERS_COPY)) {
                    copy = Math.max(copy, rate);
                }
            }
        }
        Map<String, Double> slow = new LinkedHashMap<>();
        int used = 0;
        for (Map.Entry<MemoryLadder.Step, Double> entry : rates.entrySet()) {
            MemoryLadder.Step step = entry.getKey();
            double share = entry.getValue() / copy;
            Finding.of(
                            Finding.Kind.KERNEL,
                            step.kernel() + (step.used() ? "" : " (lesson)"),
                            rows + " x " + columns,
                            format("%.4f", times.get(step)),
                            format("%.0f GB/s", entry.getValue()),
                            format("%.0f%%", 100 * share))
                    .tell();
            if (step.used()) {
                used++;
                if (share < WANTED_SHARE) {
                    slow.put(step.kernel(), share);
                }
            }
        }
        Finding.of(Finding.Kind.SUMMARY, "copy bandwidth", format("%.0f GB/s", copy), "")
                .tell();
        Finding.of(
                        Finding.Kind.SUMMARY,
                        "memory-bound kernels in use",
                        format("%d of %d reach %.0f%% of it", used - slow.size(), used, 100 * WANTED_SHARE),
                        slow.isEmpty() ? "" : slowest(slow))
                .tell();
    }

    private static String slowest(Map<String, Double> slow) {
        String some = slow.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(NAMED)
                .map(entry -> format("%s %.0f%%", entry.getKey(), 100 * entry.getValue()))
                .collect(Collectors.joining(", "));
        return "the slowest: " + some;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
