package pellucid.eval.report;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the engine runs on. Nothing in it fails: what cannot be found out is said to be unknown.
 *
 * @param java version, vendor and name of the virtual machine
 * @param javaHome where it is installed
 * @param system the operating system and the architecture
 * @param processor its name
 * @param vectors what the virtual machine makes of the processor's vector instructions
 * @param processors how many this process may use
 * @param heapBytes how much memory Java's objects may take
 * @param memoryBytes how much memory the machine has; 0 if unknown
 */
public record Machine(
        String java,
        String javaHome,
        String system,
        String processor,
        String vectors,
        int processors,
        long heapBytes,
        long memoryBytes) {
    private static final String UNKNOWN = "unknown";

    /** What this process runs on. */
    public static Machine here() {
        return new Machine(
                property("java.version") + ", " + property("java.vm.name") + " of " + property("java.vendor"),
                property("java.home"),
                property("os.name") + " " + property("os.version") + ", " + property("os.arch"),
                processorName(),
                "UseAVX " + flag("UseAVX") + ", UseFMA " + flag("UseFMA"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory(),
                physicalMemory());
    }

    private static String property(String name) {
        return System.getProperty(name, UNKNOWN);
    }

    private static String processorName() {
        Path linux = Path.of("/proc/cpuinfo");
        if (Files.isReadable(linux)) {
            try (Stream<String> lines = Files.lines(linux, StandardCharsets.ISO_8859_1)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(UNKNOWN);
            } catch (IOException unreadable) {
                return UNKNOWN;
            }
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? UNKNOWN : windows;
    }

    /** A flag of the HotSpot virtual machine; not every machine, nor every processor, has each of them. */
    private static String flag(String name) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue();
        } catch (RuntimeException | LinkageError absent) {
            return UNKNOWN;
        }
    }

    private static long physicalMemory() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getTotalMemorySize() : 0;
    }
}
