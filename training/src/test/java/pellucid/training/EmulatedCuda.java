package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The emulated CUDA driver, which the module cuda-kernels builds for its tests where there is g++. */
final class EmulatedCuda {
    private EmulatedCuda() {}

    /**
     * Skips the test where the driver was not built; with the environment's {@code PELLUCID_EMULATOR=required} it fails.
     */
    static void assumeBuilt() {
        String property = System.getProperty("pellucid.cuda.driver");
        assumeTrue(property != null, "only the build's second run of tests has the emulated CUDA driver");
        Path driver = Path.of(property);
        if ("required".equals(System.getenv("PELLUCID_EMULATOR"))) {
            assertThat(driver).exists();
        }
        assumeTrue(Files.exists(driver), "the emulated CUDA driver was not built (it needs g++ on Linux)");
    }
}
