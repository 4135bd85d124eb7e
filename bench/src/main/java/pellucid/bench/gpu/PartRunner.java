package pellucid.bench.gpu;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pellucid.bench.machine.ChildJvm;
import pellucid.cuda.driver.CudaLibraries;

/** Runs the parts, each in processes of its own. */
final class PartRunner {
    /** What compute-sanitizer ends with when it has found something. */
    private static final int SANITIZER_FOUND = 86;

    private static final int TENSOR_CORES_CAPABILITY = 80;

    private final boolean tiny;
    private final int computeCapability;
    private final PrintWriter log;

    PartRunner(boolean tiny, int computeCapability, PrintWriter log) {
        this.tiny = tiny;
        this.computeCapability = computeCapability;
        this.log = log;
    }

    /**
     * Runs one part.
     *
     * @param seconds after which it is ended
     * @return what it found; among that a {@link Finding.Kind#FAILED} if anything was wrong
     */
    List<Finding> run(Part part, double seconds) {
        List<Finding> findings = new ArrayList<>();
        long end = System.nanoTime() + (long) (1e9 * seconds);
        try {
            switch (part) {
                case PYTORCH -> pytorch(end, findings);
                case SANITIZER -> sanitizer(end, findings);
                case CONTRACT, MEMORY -> child(part, List.of(Precision.FP32.flag()), end, findings);
                default -> inEachPrecision(part, end, findings);
            }
        } catch (IOException e) {
            findings.add(Finding.of(Finding.Kind.FAILED, "it cannot be started: " + e.getMessage()));
        }
        return findings;
    }

    private void inEachPrecision(Part part, long end, List<Finding> findings) throws IOException {
        List<String> flags = new ArrayList<>();
        if (part == Part.GEMM) {
            String missing = CudaLibraries.load("cublasLt", "12");
            missing = missing == null ? CudaLibraries.load("cublas", "12") : missing;
            log.println("cuBLAS: " + (missing == null ? "is there" : missing));
            flags.add("-D" + GemmPart.CUBLAS + "=" + (missing == null));
        }
        for (Precision precision : Precision.values()) {
            if (precision == Precision.TF32 && computeCapability < TENSOR_CORES_CAPABILITY) {
                findings.add(Finding.of(Finding.Kind.SKIPPED, "TF32 needs a device of compute capability 8.0"));
                continue;
            }
            List<String> all = new ArrayList<>(flags);
            all.add(precision.flag());
            child(part, all, end, findings);
        }
    }

    private void child(Part part, List<String> flags, long end, List<Finding> findings) throws IOException {
        judge(command(part, flags), end, findings);
    }

    private List<String> command(Part part, List<String> flags) {
        List<String> all = new ArrayList<>(flags);
        for (String property : List.of("pellucid.cuda.driver", GoldensPart.PROPERTY, "java.library.path")) {
            if (System.getProperty(property) != null) {
                all.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        return tiny
                ? ChildJvm.command(all, PartProcess.class, part.toString(), PartProcess.TINY)
                : ChildJvm.command(all, PartProcess.class, part.toString());
    }

    /** Runs a command, and makes sure that one which did not end well says so. */
    private int judge(List<String> command, long end, List<Finding> findings) throws IOException {
        double seconds = (end - System.nanoTime()) / 1e9;
        if (seconds < 1) {
            findings.add(Finding.of(Finding.Kind.FAILED, "no time was left for all of it"));
            return BoundedProcess.Ending.OVERTIME;
        }
        BoundedProcess.Ending ending = BoundedProcess.run(command, seconds, log);
        findings.addAll(ending.findings());
        boolean told = ending.findings().stream()
                .anyMatch(finding -> finding.kind() == Finding.Kind.FAILED || finding.kind() == Finding.Kind.SKIPPED);
        if (ending.code() == BoundedProcess.Ending.OVERTIME) {
            findings.add(Finding.of(Finding.Kind.FAILED, "it was ended after " + Math.round(seconds) + " s"));
        } else if (ending.code() != 0 && !told) {
            findings.add(Finding.of(
                    Finding.Kind.FAILED, "it ended with code " + ending.code() + "; the log has its last words"));
        }
        return ending.code();
    }

    /** A small script of ours, which finds out itself whether there is PyTorch. */
    private void pytorch(long end, List<Finding> findings) throws IOException {
        Path python = onPath("python3");
        if (python == null) {
            findings.add(Finding.of(Finding.Kind.SKIPPED, "there is no python3"));
            return;
        }
        Path script = Files.createTempFile("pellucid-pytorch", ".py");
        try (InputStream source = PartRunner.class.getResourceAsStream("pytorch_peer.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
            List<String> command = new ArrayList<>(List.of(python.toString(), "-u", script.toString()));
            if (tiny) {
                command.add(PartProcess.TINY);
            }
            judge(command, end, findings);
        } finally {
            Files.delete(script);
        }
    }

    /** Accesses outside of what is allocated, then races in shared memory. */
    private void sanitizer(long end, List<Finding> findings) throws IOException {
        Path tool = onPath("compute-sanitizer");
        if (tool == null) {
            findings.add(Finding.of(Finding.Kind.SKIPPED, "there is no compute-sanitizer"));
            return;
        }
        long begin = System.nanoTime();
        for (String check : List.of("memcheck", "racecheck")) {
            List<String> command = new ArrayList<>(List.of(
                    tool.toString(),
                    "--tool",
                    check,
                    "--target-processes",
                    "all",
                    "--print-limit",
                    "20",
                    "--error-exitcode",
                    String.valueOf(SANITIZER_FOUND)));
            if (check.equals("memcheck")) {
                // Asking for more memory than there is, is no mistake: the pool does it and gives back what it has.
                command.addAll(List.of("--report-api-errors", "no"));
            }
            // Each tensor an allocation of its own, so that the tool sees its ends.
            command.addAll(command(Part.SANITIZER, List.of("-Dpellucid.cuda.pool=false")));
            long limit = check.equals("memcheck") ? begin + (end - begin) / 2 : end;
            List<Finding> own = new ArrayList<>();
            int code = judge(command, limit, own);
            if (code == 0) {
                findings.add(Finding.of(Finding.Kind.SUMMARY, check, "nothing found", ""));
            } else if (code == BoundedProcess.Ending.OVERTIME) {
                findings.add(Finding.of(Finding.Kind.SKIPPED, check + " did not come to its end in time"));
            } else {
                String what = code == SANITIZER_FOUND
                        ? "it has found something; the log says what"
                        : own.stream()
                                .filter(finding -> finding.kind() == Finding.Kind.FAILED)
                                .map(finding -> finding.fields().get(0))
                                .findFirst()
                                .orElse("it ended with code " + code);
                findings.add(Finding.of(Finding.Kind.FAILED, check + ": " + what));
            }
        }
    }

    private static Path onPath(String program) {
        String path = System.getenv("PATH");
        Stream<String> folders = Stream.of((path == null ? "" : path).split(File.pathSeparator));
        return Stream.concat(folders, Stream.of("/usr/local/cuda/bin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
