package pellucid.bench.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.bench.report.Column;
import pellucid.bench.report.Markdown;
import pellucid.bench.report.Table;

/** What all parts found, as two tables: a short one, and one with a line for each kernel. */
final class GpuReport {
    private static final String PYTORCH = "pytorch ";

    private final Table shortTable;
    private final Table kernels;
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private boolean failed;
    private boolean compared;

    /**
     * An empty report.
     *
     * @param device its name
     * @param circumstances driver, sources, date
     */
    GpuReport(String device, String circumstances) {
        shortTable = new Table(
                        device, Column.text("part"), Column.text("what"), Column.text("result"), Column.text("beside"))
                .note(circumstances + ".")
                .note("Times are the device's own, between two events: the median of repeats after a warm-up.");
        kernels = new Table(
                "Kernels",
                Column.text("part"),
                Column.text("kernel"),
                Column.text("size"),
                Column.text("ms"),
                Column.text("rate"),
                Column.text("share"));
        kernels.note("Rates count the bytes and FLOPs that the task needs. The share is that of the best copy (memory),"
                + " or of cuBLAS at the same size (gemm).");
    }

    void add(Part part, List<Finding> findings, double seconds) {
        for (Finding finding : findings) {
            List<String> fields = finding.fields();
            switch (finding.kind()) {
                case SUMMARY -> shortTable.row(part, fields.get(0), fields.get(1), fields.get(2));
                case KERNEL ->
                    kernels.row(part, fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4));
                case NUMBER -> numbers.put(fields.get(0), Double.valueOf(fields.get(1)));
                case SKIPPED -> shortTable.row(part, "left out", fields.get(0), "");
                case FAILED -> {
                    failed = true;
                    shortTable.row(part, "**FAILED**", fields.get(0), "");
                }
            }
        }
        if (findings.isEmpty()) {
            failed = true;
            shortTable.row(part, "**FAILED**", "it said nothing", "");
        }
        shortTable.note(String.format(Locale.ROOT, "%s took %.0f s.", part, seconds));
    }

    /** The first sentence about what went wrong; null if all went well. */
    static String failure(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.kind() == Finding.Kind.FAILED)
                .map(finding -> finding.fields().get(0))
                .findFirst()
                .orElse(null);
    }

    boolean failed() {
        return failed;
    }

    /** Where PyTorch ran the same, how the two compare. */
    private void compare() {
        if (compared) {
            return;
        }
        compared = true;
        for (Map.Entry<String, Double> ours : numbers.entrySet()) {
            Double theirs = numbers.get(PYTORCH + ours.getKey());
            if (theirs != null) {
                shortTable.row(
                        "ratio",
                        ours.getKey(),
                        String.format(Locale.ROOT, "%.2f x PyTorch's speed", theirs / ours.getValue()),
                        String.format(Locale.ROOT, "%.2f ms, PyTorch %.2f ms", ours.getValue(), theirs));
            }
        }
    }

    /** The short table. */
    String summary() {
        compare();
        return Markdown.of(shortTable);
    }

    /** Both tables. */
    String whole() {
        compare();
        return kernels.rows().isEmpty()
                ? Markdown.of(shortTable)
                : Markdown.of(shortTable) + "\n" + Markdown.of(kernels);
    }
}
