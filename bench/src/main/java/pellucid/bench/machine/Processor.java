package pellucid.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The processor by name.
 *
 * @param name as it calls itself
 * @param threads how many hardware threads this JVM may use
 * @param lastCache bytes of its last-level cache; 32 MB where the system does not tell
 */
public record Processor(String name, int threads, long lastCache) {
    private static final long USUAL_CACHE = 32L << 20;

    /** What the operating system says. */
    public static Processor ofThisMachine() {
        return new Processor(readName(), Runtime.getRuntime().availableProcessors(), readLastCache());
    }

    private static String readName() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (Stream<String> lines = Files.lines(info, StandardCharsets.UTF_8)) {
                String model = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst()
                        .orElse("");
                if (!model.isEmpty()) {
                    return model;
                }
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        if (System.getProperty("os.name").startsWith("Mac")) {
            return answer("sysctl", "-n", "machdep.cpu.brand_string");
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows != null ? windows : System.getProperty("os.arch");
    }

    private static String answer(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            return text.isEmpty() ? System.getProperty("os.arch") : text;
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static long readLastCache() {
        Path size = Path.of("/sys/devices/system/cpu/cpu0/cache/index3/size");
        if (!Files.isReadable(size)) {
            return USUAL_CACHE;
        }
        try {
            String text = Files.readString(size).trim();
            return text.endsWith("K") ? Long.parseLong(text.substring(0, text.length() - 1)) << 10 : USUAL_CACHE;
        } catch (IOException | NumberFormatException e) {
            return USUAL_CACHE;
        }
    }
}
