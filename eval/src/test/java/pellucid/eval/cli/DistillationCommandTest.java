package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.sentence.SentenceEncoder;

class DistillationCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theStudentComesNearerToItsTeacher() throws IOException {
        Commands.Result result = Commands.run(
                "experiment",
                "distillation",
                "--model",
                Commands.tinyBert(folder),
                "--layers",
                1,
                "--hidden",
                16,
                "--relation-heads",
                4,
                "--steps",
                60,
                "--lr",
                0.01,
                "--output",
                folder.resolve("student"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(divergence(result.lines().get(1)))
                .isLessThan(0.8 * divergence(result.lines().get(0)));
        assertThat(result.lines().get(2)).startsWith("vectors, not taught: rank correlation of all cosines ");
        assertThat(result.err()).contains("not the vectors above it");
        assertThat(result.out()).contains("of the teacher's", "Multiply-adds of each relation");
        assertThat(result.err()).contains("step 60/60");
        SentenceEncoder student = SentenceEncoder.load(folder.resolve("student").toString());
        assertThat(student.model().bert().config().numHiddenLayers()).isEqualTo(1);
        assertThat(student.encode("a text")).hasSize(16);
        assertThat(folder.resolve("student/README.md")).content().contains("| loss | minilm |");
    }

    @ParameterizedTest
    @CsvSource({
        "--method v1 --assistant,0",
        "--relations all,9",
        "'--relations query-key,Value-Value --teacher-layer 1',2",
    })
    void otherWaysToTeach(String options, int taught) throws IOException {
        List<Object> words =
                new ArrayList<>(List.of("experiment", "distillation", "--model", Commands.tinyBert(folder)));
        words.addAll(List.of("--layers", 1, "--hidden", 16, "--relation-heads", 4, "--steps", 20));
        words.addAll(List.of((Object[]) options.split(" ")));
        Commands.Result result = Commands.run(words.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines().stream().filter(line -> line.endsWith("  taught")))
                .hasSize(taught);
        // An assistant is trained by the same number of steps before the student.
        assertThat(result.err().split("step 20/20", -1)).hasSize(options.contains("assistant") ? 3 : 2);
    }

    @Test
    void refusesAWayToTeachThatIsNone() {
        Commands.Result none = Commands.run("experiment", "distillation", "--relations", "query-query,head-key");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--relations has 'head-key'; give pairs of query, key and value");
        Commands.Result layer = Commands.run("experiment", "distillation", "--method", "v1", "--teacher-layer", 2);
        assertThat(layer.err()).contains("--teacher-layer belongs to v2");
    }

    @Test
    void refusesAStudentThatCannotBe() throws IOException {
        Commands.Result none = Commands.run("experiment", "distillation", "--layers", 0);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--layers is 0; it must be at least 1");
        Commands.Result uneven = Commands.run(
                "experiment", "distillation", "--model", Commands.tinyBert(folder), "--hidden", 15, "--steps", 1);
        assertThat(uneven.code()).isNotZero();
        assertThat(uneven.err()).contains("15");
    }

    private static double divergence(String line) {
        Matcher found = Pattern.compile("mean KL ([0-9.]+)").matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
