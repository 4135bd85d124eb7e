package pellucid.eval.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the numbers of a report come from: the machine, the versions, the seeds, the times, in the order given. */
public final class Provenance {
    private static final double GIBIBYTE = 1 << 30;

    private final Map<String, String> facts = new LinkedHashMap<>();

    /** The machine and the time, with nothing else said yet. */
    public static Provenance of(Machine machine, Instant time) {
        Provenance provenance = new Provenance()
                .fact("Made", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .fact("Java", machine.java())
                .fact("System", machine.system())
                .fact("Processor", machine.processor() + ", " + machine.processors() + " for this process");
        if (machine.memoryBytes() > 0) {
            provenance.fact(
                    "Memory",
                    String.format(
                            Locale.ROOT,
                            "%.1f GiB, of it %.1f GiB for Java",
                            machine.memoryBytes() / GIBIBYTE,
                            machine.heapBytes() / GIBIBYTE));
        }
        return provenance;
    }

    /** One more fact, such as a version or a seed. */
    public Provenance fact(String label, String text) {
        facts.put(label, text);
        return this;
    }

    /** How long a piece of work took. */
    public Provenance time(String work, Duration taken) {
        long seconds = taken.toSeconds();
        return fact(
                "Time for " + work,
                seconds < 120
                        ? String.format(Locale.ROOT, "%.1f s", taken.toMillis() / 1000.0)
                        : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60));
    }

    /** All facts by their labels. */
    public Map<String, String> facts() {
        return Collections.unmodifiableMap(facts);
    }
}
