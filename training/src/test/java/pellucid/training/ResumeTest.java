package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
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
import pellucid.training.data.CsvTable;

/** Trainings in processes of their own: killed anywhere and resumed, they end with the bytes of one left alone. */
class ResumeTest {
    @TempDir
    static Path shared;

    private static byte[] model;
    private static CsvTable log;

    @TempDir
    Path folder;

    @BeforeAll
    static void leftAlone() throws IOException, InterruptedException {
        Path alone = shared.resolve("alone");
        assertThat(run(List.of("-Dpellucid.threads=2"), "train", alone)).contains("step 10");
        model = model(alone);
        log = CsvTable.read(alone.resolve("log.csv"));
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

    /** Runs to the end and returns what was said. */
    private static String run(List<String> flags, String what, Path folder) throws IOException, InterruptedException {
        Process process = builder(flags, what, folder).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
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
        run(List.of(), "train", folder);
        assertThat(model(folder)).as("seed " + seed).isEqualTo(model);
        CsvTable resumed = CsvTable.read(folder.resolve("log.csv"));
        for (String column : List.of("step", "epoch", "loss", "learning_rate", "gradient_norm", "contrast.contrast")) {
            assertThat(resumed.column(column)).as(column).isEqualTo(log.column(column));
        }
        assertThat(checkpoints()).hasSize(1);
    }

    @Test
    void oneThreadComputesTheSameBitsAsTwo() throws IOException, InterruptedException {
        run(List.of("-Dpellucid.threads=1"), "train", folder);
        assertThat(model(folder)).isEqualTo(model);
    }

    @Test
    void killedWhileSavingItLeavesThePreviousCheckpoint() throws IOException, InterruptedException {
        stopAfterCheckpoint();
        List<String> before = checkpoints();
        Process dying = builder(List.of(), "half", folder).start();
        dying.getInputStream().readAllBytes();
        assertThat(dying.waitFor()).isEqualTo(TinyTraining.KILLED);
        assertThat(checkpoints()).hasSize(2).containsAll(before);
        run(List.of(), "train", folder);
        assertThat(model(folder)).isEqualTo(model);
        assertThat(checkpoints()).hasSize(1);
    }

    @Test
    void aDiskThatTakesOnlyAPartLeavesThePreviousCheckpoint() throws IOException, InterruptedException {
        Path shell = Path.of("/bin/sh");
        assumeThat(Files.isExecutable(shell)).isTrue();
        stopAfterCheckpoint();
        List<String> before = checkpoints();
        ProcessBuilder limited = builder(List.of(), "train", folder);
        List<String> command = new ArrayList<>(List.of(shell.toString(), "-c", "ulimit -f 300 && exec \"$@\"", "sh"));
        command.addAll(limited.command());
        Process process = limited.command(command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(TinyTraining.REFUSED);
        String step = before.get(0).replaceAll("\\D+0*", "");
        assertThat(said.lines().reduce((first, second) -> second).orElseThrow())
                .startsWith("the checkpoint of step ")
                .contains(" cannot be saved in " + folder.resolve("checkpoints") + ": ")
                .endsWith("; that of step " + step + " is unchanged; make room there and resume");
        assertThat(checkpoints()).isEqualTo(before);
        run(List.of(), "train", folder);
        assertThat(model(folder)).isEqualTo(model);
    }

    @Test
    void otherOptionsAreRefused() throws IOException, InterruptedException {
        stopAfterCheckpoint();
        Process process = builder(List.of(), "other", folder).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(TinyTraining.REFUSED);
        assertThat(said.lines().reduce((first, second) -> second).orElseThrow())
                .startsWith("the training in ")
                .endsWith(" cannot be resumed: it was begun with learning rate 0.005, and now it is 0.001;"
                        + " give the same options, or train into another folder");
    }

    @Test
    void aFinishedTrainingHasNothingLeftToDo() throws IOException, InterruptedException {
        run(List.of(), "train", folder);
        Files.delete(folder.resolve("model/model.safetensors"));
        assertThat(run(List.of(), "train", folder)).doesNotContain("step ");
        assertThat(model(folder)).isEqualTo(model);
    }

    /** Leaves a checkpoint of a training that is not finished. */
    private void stopAfterCheckpoint() throws IOException, InterruptedException {
        Process process = builder(List.of(), "train", folder).start();
        try (BufferedReader said = process.inputReader()) {
            String line = said.readLine();
            while (line != null && !line.equals("step 3")) {
                line = said.readLine();
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(checkpoints()).isNotEmpty();
    }
}
