package pellucid.bench.machine;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import jdk.incubator.vector.FloatVector;
import pellucid.bench.report.Column;
import pellucid.bench.report.Table;

/**
 * The machine that a run was made on, and its limits.
 *
 * @param processor what it is
 * @param widths vector widths in bits, narrowest first
 * @param peaks GFLOP/s by number of threads, for each width
 * @param bandwidths by number of threads
 */
public record MachineReport(
        Processor processor,
        List<Integer> widths,
        SortedMap<Integer, List<Double>> peaks,
        SortedMap<Integer, Bandwidth> bandwidths) {
    private static final long SMALLEST_ARRAY = 128L << 20;

    /** Measures the machine with each of these numbers of threads; takes some seconds. */
    public static MachineReport measure(List<Integer> threadCounts) {
        Processor processor = Processor.ofThisMachine();
        List<Integer> widths = new ArrayList<>();
        SortedMap<Integer, List<Double>> peaks = new TreeMap<>();
        threadCounts.forEach(threads -> peaks.put(threads, new ArrayList<>()));
        String[] counts = threadCounts.stream().map(String::valueOf).toArray(String[]::new);
        for (int bits = 128; bits <= vectorBits(); bits *= 2) {
            widths.add(bits);
            List<String> lines = ChildJvm.run(List.of("-D" + FmaChains.BITS + "=" + bits), FmaChains.class, counts);
            for (int i = 0; i < counts.length; i++) {
                peaks.get(threadCounts.get(i)).add(Double.parseDouble(lines.get(i)));
            }
        }
        SortedMap<Integer, Bandwidth> bandwidths = new TreeMap<>();
        long bytes = Math.max(SMALLEST_ARRAY, 4 * processor.lastCache());
        long room = Runtime.getRuntime().maxMemory() / 4;
        int elements = (int) (Math.min(Math.min(bytes, room), 1L << 30) / Float.BYTES);
        threadCounts.forEach(threads -> bandwidths.put(threads, Bandwidth.measure(threads, elements)));
        return new MachineReport(processor, List.copyOf(widths), peaks, bandwidths);
    }

    /** The vector width that the JVM prefers on this processor. */
    public static int vectorBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /** The highest GFLOP/s that so many threads reached, at any width. */
    public double peak(int threads) {
        return peaks.get(threads).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    /** The limits as a table: one row a number of threads. */
    public Table table() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.number("threads", 0));
        widths.forEach(bits -> columns.add(Column.number(bits + " bits", 1)));
        columns.add(Column.number("copy GB/s", 1));
        columns.add(Column.number("triad GB/s", 1));
        Table table = new Table("Machine: fp32 peak (GFLOP/s) and memory", columns.toArray(Column[]::new));
        for (int threads : peaks.keySet()) {
            List<Object> row = new ArrayList<>();
            row.add((double) threads);
            row.addAll(peaks.get(threads));
            row.add(bandwidths.get(threads).copy());
            row.add(bandwidths.get(threads).triad());
            table.row(row.toArray());
        }
        return table.note(description())
                .note("Peak: independent multiply-adds in registers, best of 200 rounds at each vector width."
                        + " Memory: best of 40 rounds over arrays far larger than the last cache.");
    }

    private String description() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return processor.name() + ", " + processor.threads() + " hardware threads, last cache "
                + (processor.lastCache() >> 20) + " MB; " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + "; JDK " + System.getProperty("java.runtime.version") + " ("
                + System.getProperty("java.vm.name") + ")"
                + (load < 0 ? "" : String.format(Locale.ROOT, "; load average at the start %.1f", load)) + ".";
    }
}
