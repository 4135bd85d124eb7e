package pellucid.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.bench.machine.ChildJvm;
import pellucid.tensor.backend.contract.BackendContract;

/** The program, all of its processes included, on the emulated CUDA driver. */
class GpuCheckTest {
    private static final Path EMULATOR =
            Path.of("..", "cuda-kernels", "target", "emulator", "libcuda.so.1").toAbsolutePath();
    private static final Path GOLDENS = Path.of("..", "models", "src").toAbsolutePath();

    @TempDir
    private Path folder;

    private record Outcome(int code, String output, String errors, String log) {}

    private Outcome check(Path driver, Path goldens, String... arguments) throws Exception {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Path log = folder.resolve("log");
        List<String> all = new ArrayList<>(List.of("--results", folder.toString(), "--log", log.toString()));
        all.addAll(List.of(arguments));
        List<String> flags = List.of("-Dpellucid.cuda.driver=" + driver, "-Dpellucid.gpu.goldens=" + goldens);
        List<String> command = ChildJvm.command(flags, GpuCheck.class, all.toArray(String[]::new));
        int code = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        return new Outcome(code, read(output), read(errors), Files.exists(log) ? read(log) : "");
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static void assumeEmulator() {
        boolean required = "required".equals(System.getenv("PELLUCID_EMULATOR"));
        Assumptions.assumeTrue(
                required || Files.exists(EMULATOR),
                "the emulated CUDA driver was not built (cuda-kernels/src/test/cuda/build-emulator.sh needs g++ on"
                        + " Linux)");
    }

    @Test
    void everyPartRuns() throws Exception {
        assumeEmulator();
        Outcome outcome = check(EMULATOR, GOLDENS, "--tiny", "--sources", "these sources");
        assertThat(outcome.code()).as(outcome.log()).isZero();
        long chapters = BackendContract.checks().stream()
                .map(check -> check.name().split(":")[0])
                .distinct()
                .count();
        assertThat(outcome.output())
                .contains(
                        "## CUDA emulated on the CPU\n",
                        "these sources",
                        "| contract | operations against the reference | " + chapters + " checks pass |",
                        "| goldens | tiny-bert's vectors, FP32 |",
                        "| goldens | gradients of a training step",
                        "| memory | copy bandwidth |",
                        "| gemm | products of 33 x 35 x 13, FP32 | all 10 steps give the same bits |",
                        "| gemm | top of the ladder, 70 x 69 x 37, TF32 |",
                        "| encoder | encoder, 2 texts of 5 tokens, TF32 |",
                        "| training | training, step of 2 pairs of 5 tokens, FP32 |",
                        "| pytorch |",
                        "| sanitizer |");
        try (Stream<Path> files = Files.list(folder)) {
            Path table = files.filter(file -> file.toString().endsWith(".md"))
                    .findFirst()
                    .orElseThrow();
            assertThat(table.getFileName().toString()).startsWith("gpu-cuda-emulated-on-the-cpu-20");
            assertThat(read(table))
                    .startsWith(outcome.output())
                    .contains(
                            "| memory | copy_3_float4 (lesson) | 13 x 37 |", "| gemm | gemm_1_naive | 70 x 69 x 37 |");
        }
    }

    @Test
    void aPartThatFailsIsOneLineAndTheOthersStillRun() throws Exception {
        assumeEmulator();
        Outcome outcome = check(EMULATOR, folder, "goldens", "encoder", "--tiny");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("| goldens | **FAILED** | ", "texts.json")
                .contains("| encoder | encoder, 2 texts of 5 tokens, FP32 |")
                .doesNotContain("| memory |");
    }

    @Test
    void withoutADriverOneSentenceSaysSo() throws Exception {
        Path nowhere = folder.resolve("libcuda.so.1");
        Outcome outcome = check(nowhere, GOLDENS);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors())
                .contains("gpu-check: ")
                .containsAnyOf(nowhere + ", which does not exist", "JCuda has native libraries for");
    }

    @Test
    void aPartThatDoesNotExistIsRefused() throws Exception {
        Outcome outcome = check(folder.resolve("libcuda.so.1"), GOLDENS, "everything");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errors()).contains("everything", "contract, goldens, memory");
    }
}
