package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                0.01);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(divergence(result.lines().get(1)))
                .isLessThan(0.8 * divergence(result.lines().get(0)));
        assertThat(result.lines().get(2)).startsWith("vectors, not taught: rank correlation of all cosines ");
        assertThat(result.err()).contains("not the vectors above it");
        assertThat(result.out()).contains("of the teacher's", "Multiply-adds of each relation");
        assertThat(result.err()).contains("step 60/60");
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
