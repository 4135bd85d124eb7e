package pellucid.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PartsTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @Test
    void allPartsTogetherTakeLessThanTenMinutes() {
        assertThat(Arrays.stream(Part.values()).mapToInt(Part::seconds).sum()).isLessThanOrEqualTo(580);
    }

    @Test
    void aFindingSurvivesTheWayThroughALine() {
        Finding finding = Finding.of(Finding.Kind.SUMMARY, "what", "two\nlines and a\ttab", "");
        assertThat(finding.line()).isEqualTo("@summary\twhat\ttwo lines and a tab\t");
        assertThat(Finding.parse(finding.line())).isEqualTo(finding);
    }

    @Test
    void otherLinesAreNoFindings() {
        assertThat(Finding.parse("summary\ta\tb\tc")).isNull();
        assertThat(Finding.parse("@summary\ta\tb")).isNull();
        assertThat(Finding.parse("@number\ttime\t")).isEqualTo(Finding.of(Finding.Kind.NUMBER, "time", ""));
    }

    @Test
    void numbersOfPyTorchStandBesideOurs() {
        GpuReport report = new GpuReport("A device", "a driver");
        report.add(Part.ENCODER, List.of(Finding.of(Finding.Kind.NUMBER, "encoder FP32", 20.0)), 1);
        report.add(Part.PYTORCH, List.of(Finding.of(Finding.Kind.NUMBER, "pytorch encoder FP32", 30.0)), 1);
        assertThat(report.summary())
                .contains("| ratio | encoder FP32 | 1.50 x PyTorch's speed | 20.00 ms, PyTorch 30.00 ms |");
        assertThat(report.failed()).isFalse();
    }

    @Test
    void aPartThatSaysNothingHasFailed() {
        GpuReport report = new GpuReport("A device", "a driver");
        report.add(Part.MEMORY, List.of(), 1);
        assertThat(report.failed()).isTrue();
        assertThat(report.summary()).contains("| memory | **FAILED** |");
    }

    @Test
    void differencesAreFoundToTheBit() {
        float[] wanted = {1, Float.POSITIVE_INFINITY, 0f};
        assertThat(Differences.refuseAbove(0, "a", wanted.clone(), wanted)).isZero();
        for (float[] found : new float[][] {
            {1, Float.POSITIVE_INFINITY, -0f}, {Math.nextUp(1f), Float.POSITIVE_INFINITY, 0}, {1, Float.NaN, 0}
        }) {
            assertThatThrownBy(() -> Differences.refuseAbove(0, "a", found, wanted))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("a: the largest difference is ");
        }
        assertThatThrownBy(() -> Differences.largest(new float[2], wanted)).isInstanceOf(AssertionError.class);
    }

    /** A program that waits for ever, as far as this test is concerned. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProcessThatTakesTooLongIsEnded() throws Exception {
        StringWriter log = new StringWriter();
        List<String> command = List.of("sh", "-c", "printf '@skipped\\tfor now\\n'; sleep 100");
        BoundedProcess.Ending ending = BoundedProcess.run(command, 2, new PrintWriter(log));
        assertThat(ending.code()).isEqualTo(BoundedProcess.Ending.OVERTIME);
        assertThat(ending.findings()).containsExactly(Finding.of(Finding.Kind.SKIPPED, "for now"));
        assertThat(log.toString()).startsWith("$ sh -c").contains("for now");
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void theExitCodeOfAProcessIsSeen() throws Exception {
        List<String> command = List.of(JAVA.toString(), "--no-such-option");
        BoundedProcess.Ending ending = BoundedProcess.run(command, 60, new PrintWriter(new StringWriter()));
        assertThat(ending.code()).isEqualTo(1);
        assertThat(ending.findings()).isEmpty();
    }
}
