package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train}, killed in a process of its own and resumed, ends with the bytes of one left alone. */
class TrainResumeTest {
    private static final int STEPS = 40;
    private static final String[] NOUNS = {"cat", "dog", "bird", "fish", "tree", "car", "sea"};
    private static final String[] VERBS = {"runs", "sleeps", "sings", "shines", "waits"};

    @TempDir
    private Path folder;

    private Path tiny;
    private Path pairs;
    private Path dev;

    @BeforeEach
    void write() throws IOException {
        tiny = Commands.tinyBert(folder);
        StringBuilder rows = new StringBuilder("anchor,positive\n");
        for (int i = 0; i < 35; i++) {
            rows.append("the ").append(NOUNS[i % 7]).append(' ').append(VERBS[i % 5]);
            rows.append(",a ")
                    .append(NOUNS[i % 7])
                    .append(" that ")
                    .append(VERBS[i % 5])
                    .append('\n');
        }
        pairs = Files.writeString(folder.resolve("pairs.csv"), rows);
        dev = Files.writeString(folder.resolve("dev.csv"), "anchor,positive\na cat naps,kitten\nrain falls,a storm\n");
    }

    private List<String> words(Path output, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--data", "" + pairs, "--eval-data", "" + dev));
        words.addAll(List.of("--model", "" + tiny, "--output", "" + output, "--log", output + ".csv"));
        words.addAll(List.of("--batch-size", "5", "--max-steps", "" + STEPS, "--checkpoint-steps", "2"));
        words.addAll(List.of("--lr", "5e-3", "--dropout", "0.1", "--eval-steps", "7", "--keep-best"));
        words.addAll(List.of("--matryoshka", "32,8"));
        words.addAll(List.of(more));
        return words;
    }

    private static byte[] model(Path output) throws IOException {
        return Files.readAllBytes(output.resolve("model.safetensors"));
    }

    private static Process start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(words);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void killedAndResumedItWritesTheSameBytes() throws IOException, InterruptedException {
        Path alone = folder.resolve("alone");
        Commands.Result whole = Commands.run(words(alone).toArray());
        assertThat(whole.code()).as(whole.err()).isZero();

        Path output = folder.resolve("killed");
        Process process = start(words(output));
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("step 8/" + STEPS + "  loss")) {
                    break; // the checkpoints of steps 2, 4 and 6 have been saved
                }
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).as(said.toString()).isNotZero();
        assertThat(folder.resolve("killed.checkpoints")).as(said.toString()).isNotEmptyDirectory();
        assertThat(output).doesNotExist();

        Commands.Result refused = Commands.run(words(output).toArray());
        assertThat(refused.code()).isOne();
        assertThat(refused.err()).contains("of an earlier training; resume it, or train into another folder");

        Commands.Result other = Commands.run(
                words(output, "--resume", "--matryoshka-per-step", "1").toArray());
        assertThat(other.code()).isOne();
        assertThat(other.err()).contains("cannot be resumed: it was begun with ");

        Commands.Result resumed = Commands.run(words(output, "--resume").toArray());
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).containsPattern("Going on after step [1-3]?[02468] of " + STEPS);
        assertThat(model(output)).isEqualTo(model(alone));
        assertThat(losses(output)).isEqualTo(losses(alone));
        assertThat(result(resumed)).isEqualTo(result(whole));
        assertThat(folder.resolve("killed.checkpoints")).doesNotExist();
    }

    /** Steps and losses of the log, of which the speed differs. */
    private static List<String> losses(Path output) throws IOException {
        return Files.readAllLines(Path.of(output + ".csv")).stream()
                .map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, 5)))
                .toList();
    }

    /** The measurements before and after. */
    private static List<String> result(Commands.Result result) {
        return result.lines().subList(0, 3);
    }
}
