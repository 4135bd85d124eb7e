package pellucid.bench.gpu;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import pellucid.cuda.CudaBackend;
import pellucid.cuda.driver.Device;
import pellucid.models.weights.AtomicFile;
import pellucid.tensor.PellucidException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The program behind {@code cuda-kernels/gpu-check.sh}: checks and times the CUDA backend on the first device. Standard
 * output carries the short table alone.
 */
@Command(
        name = "gpu-check",
        mixinStandardHelpOptions = true,
        description = "Checks and times the CUDA backend on the GPU of this machine, in less than ten minutes.")
public final class GpuCheck implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int NO_DEVICE = 2;
    /** All parts together, some time for the end left over. */
    private static final double MOST_SECONDS = 580;

    @Parameters(
            arity = "0..*",
            paramLabel = "PART",
            description = "${COMPLETION-CANDIDATES} (the default: all of them, in this order)")
    private List<Part> parts = List.of(Part.values());

    @Option(names = PartProcess.TINY, description = "the smallest sizes, for a try on the emulated device")
    private boolean tiny;

    @Option(names = "--results", paramLabel = "FOLDER", description = "where the tables go (default: ${DEFAULT-VALUE})")
    private Path results = Path.of(".");

    @Option(names = "--log", paramLabel = "FILE", description = "where all output goes (default: ${DEFAULT-VALUE})")
    private Path log = Path.of("gpu-check.log");

    @Option(names = "--sources", paramLabel = "TEXT", description = "from what the program was built, for the tables")
    private String sources = "unknown sources";

    private GpuCheck() {}

    /** Ends the JVM with 0, 1 where a part failed, or 2 where there is no device or the usage is bad. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new GpuCheck()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof PellucidException || failure instanceof IOException) {
                System.err.println("gpu-check: " + failure.getMessage());
                return FAILED;
            }
            throw failure;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        String refusal = Device.refusal();
        if (refusal != null) {
            System.err.println("gpu-check: " + refusal);
            return NO_DEVICE;
        }
        String name;
        String description;
        int capability;
        try (CudaBackend cuda = new CudaBackend()) {
            name = cuda.device().name();
            description = cuda.describe();
            capability = cuda.device().computeCapability();
        }
        LocalDate today = LocalDate.now();
        Files.createDirectories(log.toAbsolutePath().getParent());
        GpuReport report = new GpuReport(name, description + "; " + sources + "; " + today);
        try (PrintWriter logged = new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8), true)) {
            logged.println(description + "; " + sources + "; " + today);
            run(new PartRunner(tiny, capability, logged), report);
        }
        System.out.print(report.summary());
        Files.createDirectories(results);
        String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Path file = results.resolve("gpu-" + slug + "-" + today + ".md");
        try (AtomicFile whole = AtomicFile.create(file)) {
            whole.write(ByteBuffer.wrap(report.whole().getBytes(StandardCharsets.UTF_8)));
            whole.commit();
        }
        System.err.println("gpu-check: the tables are in " + file + ", all output in " + log);
        return report.failed() ? FAILED : 0;
    }

    private void run(PartRunner runner, GpuReport report) {
        long start = System.nanoTime();
        Set<Part> wanted = EnumSet.copyOf(parts);
        for (Part part : wanted) {
            double since = (System.nanoTime() - start) / 1e9;
            System.err.printf(Locale.ROOT, "gpu-check: %s ... ", part);
            List<Finding> findings = runner.run(part, Math.min(part.seconds(), MOST_SECONDS - since));
            double seconds = (System.nanoTime() - start) / 1e9 - since;
            report.add(part, findings, seconds);
            System.err.printf(
                    Locale.ROOT, "%.0f s%s%n", seconds, GpuReport.failure(findings) == null ? "" : ", FAILED");
        }
    }
}
