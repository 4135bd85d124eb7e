package pellucid.tensor.backend.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A kernel has the same bits whether it is interpreted, compiled in a hurry (C1) or compiled for good (C2), for the vector
 * width that this JVM was started with.
 */
class SameBitsTest {
    private static final int WARM_UP = 20_000;

    private static Map<String, String> first;

    @BeforeAll
    static void runOnce() {
        KernelBits bits = KernelBits.set();
        bits.run();
        first = bits.checksums();
    }

    @Test
    void compilingChangesNoBits() {
        assumeTrue(
                Lanes.COUNT <= FloatVector.SPECIES_PREFERRED.length(),
                "vectors wider than the processor's are never compiled");
        KernelBits bits = KernelBits.set();
        for (int i = 1; i <= WARM_UP; i++) {
            bits.run();
            if (i % 500 == 0) {
                assertThat(bits.checksums()).as("after %d runs", i).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void anotherCompilerChangesNoBits(String compiler, @TempDir Path folder) throws Exception {
        assertThat(inOwnJvm(compiler, folder)).isEqualTo(first);
    }

    @Test
    void theChecksumsTellKernelsApart() {
        assertThat(first).hasSize(23);
        assertThat(first.values()).doesNotHaveDuplicates();
    }

    /** What {@link KernelBits} prints in a JVM with this option and this JVM's vector width. */
    private static Map<String, String> inOwnJvm(String option, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("out");
        Path errors = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "--add-modules=jdk.incubator.vector",
                "-D" + Lanes.PROPERTY + "=" + Lanes.COUNT * Float.SIZE,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KernelBits.class.getName()));
        int exit = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(errors)).isZero();
        Map<String, String> checksums = new LinkedHashMap<>();
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            String[] parts = line.split(" = ");
            checksums.put(parts[0], parts[1]);
        }
        return checksums;
    }
}
