package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvTable;

/**
 * Killed anywhere and resumed, a training ends with the bytes of one left alone. What is killed is a process of its own;
 * what is resumed goes on in this one.
 */
class ResumeTest {
    private static final int STEPS = 10;

    @TempDir
    static Path alone;

    private static byte[] model;
    private static CsvTable log;

    @TempDir
    Path folder;

    @BeforeAll
    static void leftAlone() throws IOException {
        assertThat(stepsIn(alone, TinyTraining.OPTIONS)).hasSize(STEPS);
        model = model(alone);
        log = CsvTable.read(alone.resolve("log.csv"));
    }

    /** Trains to the end and returns the steps that it took. */
    private static List<Integer> stepsIn(Path folder, TrainingOptions options) {
        List<Integer> steps = new ArrayList<>();
        TinyTraining.train(folder, options, steps::add);
        return steps;
    }

    private static byte[] model(Path folder) throws IOException {
        return Files.readAllBytes(folder.resolve("model/model.safetensors"));
    }

    private static ProcessBuilder builder(List<String> flags, String what, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
        command.addAll(flags);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), TinyTraining.class.getName(), what, folder.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Waits for the end of a process that has begun; returns what it said. */
    private static String said(Process process, int code) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }

    private List<String> checkpoints() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("checkpoints"))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void killedAnywhereItEndsWithTheSameBytes() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 0; kill < 4; kill++) {
            Process process = builder(List.of(), "train", folder).start();
            int steps = 1 + random.nextInt(3);
            try (BufferedReader said = process.inputReader()) {
                String line = said.readLine();
                for (int seen = 0; line != null && seen < steps; line = said.readLine()) {
                    seen += line.startsWith("step ") ? 1 : 0;
                }
                // Somewhere in the next steps, the evaluation or the saving.
                Thread.sleep(random.nextInt(25));
                process.destroyForcibly().waitFor();
            }
        }
        stepsIn(folder, TinyTraining.OPTIONS);
        assertThat(model(folder)).as("seed " + seed).isEqualTo(model);
        CsvTable resumed = CsvTable.read(folder.resolve("log.csv"));
        for (String column : List.of("step", "epoch", "loss", "learning_rate", "gradient_norm", "contrast.contrast")) {
            assertThat(resumed.column(column)).as(column).isEqualTo(log.column(column));
        }
        assertThat(checkpoints()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void anyNumberOfThreadsComputesTheSameBits(String threads) throws IOException, InterruptedException {
        Process process = builder(List.of("-Dpellucid.threads=" + threads), "train", folder)
                .start();
        assertThat(said(process, 0)).contains("step " + STEPS);
        assertThat(model(folder)).isEqualTo(model);
    }

    @Test
    void killedWhileSavingItLeavesThePreviousCheckpoint() throws IOException, InterruptedException {
        stopAtStepThree();
        said(builder(List.of(), "half", folder).start(), TinyTraining.KILLED);
        assertThat(checkpoints()).hasSize(2).contains("checkpoint-000002");
        assertThat(stepsIn(folder, TinyTraining.OPTIONS)).startsWith(3);
        assertThat(model(folder)).isEqualTo(model);
        assertThat(checkpoints()).hasSize(1);
    }

    @Test
    void aDiskThatTakesOnlyAPartLeavesThePreviousCheckpoint() throws IOException, InterruptedException {
        Path shell = Path.of("/bin/sh");
        assumeThat(Files.isExecutable(shell)).isTrue();
        stopAtStepThree();
        ProcessBuilder limited = builder(List.of(), "train", folder);
        List<String> command = new ArrayList<>(List.of(shell.toString(), "-c", "ulimit -f 300 && exec \"$@\"", "sh"));
        command.addAll(limited.command());
        String said = said(limited.command(command).start(), TinyTraining.REFUSED);
        assertThat(said.lines().reduce((first, second) -> second).orElseThrow())
                .startsWith("the checkpoint of step 4 cannot be saved in " + folder.resolve("checkpoints") + ": ")
                .endsWith("; that of step 2 is unchanged; make room there and resume");
        assertThat(checkpoints()).containsExactly("checkpoint-000002");
        assertThat(stepsIn(folder, TinyTraining.OPTIONS)).startsWith(3);
        assertThat(model(folder)).isEqualTo(model);
    }

    @Test
    void otherOptionsAreRefused() {
        stopAtStepThree();
        assertThatThrownBy(() -> stepsIn(folder, TinyTraining.OPTIONS.withLearningRate(1e-3)))
                .isInstanceOf(InputException.class)
                .hasMessage("the training in " + folder.resolve("checkpoints/checkpoint-000002")
                        + " cannot be resumed: it was begun with learning rate 0.005, and now it is 0.001;"
                        + " give the same options, or train into another folder");
    }

    @Test
    void aFinishedTrainingHasNothingLeftToDo() throws IOException {
        stepsIn(folder, TinyTraining.OPTIONS);
        Files.delete(folder.resolve("model/model.safetensors"));
        assertThat(stepsIn(folder, TinyTraining.OPTIONS)).isEmpty();
        assertThat(model(folder)).isEqualTo(model);
    }

    /** Leaves the checkpoint of step 2 of a training that is not finished. */
    private void stopAtStepThree() {
        IllegalStateException stop = new IllegalStateException("stopped");
        assertThatThrownBy(() -> TinyTraining.train(folder, TinyTraining.OPTIONS, step -> {
                    if (step == 3) {
                        throw stop;
                    }
                }))
                .isSameAs(stop);
    }
}
