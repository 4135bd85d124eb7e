package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pellucid.tensor.BackendException;
import pellucid.tensor.Tensor;

/** Whatever is wrong with driver or device is told in one sentence, and the JVM lives. */
@EmulatedCuda
class DriverErrorsTest {
    private static final long GIBIBYTE = 1 << 30;

    @AfterEach
    void restore() {
        EmulatedDriver.heal();
        EmulatedDriver.memory(2 * GIBIBYTE);
        EmulatedDriver.deferred(false);
    }

    /** Opens the backend in a JVM of its own, since whether there is a device is looked at once. */
    public static final class Opening {
        private Opening() {}

        public static void main(String[] args) {
            System.out.println("refusal: " + new CudaProvider().refusal());
            try (CudaBackend backend = new CudaBackend()) {
                backend.fill(backend.zeros(3), 1);
                System.out.println("opened: " + backend.describe());
            } catch (BackendException e) {
                System.out.println("opening: " + e.getMessage());
            }
        }
    }

    private static List<String> open(Map<String, String> environment, String driver)
            throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dpellucid.cuda.driver=" + driver,
                "-cp",
                classPath,
                Opening.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("PELLUCID_EMULATOR_RECORD");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static List<String> openEmulated(String variable, String value) throws IOException, InterruptedException {
        return open(Map.of(variable, value), EmulatedDriver.library().toString());
    }

    @Test
    void aMachineThatHasAllOpens() throws Exception {
        assertThat(openEmulated("PELLUCID_EMULATOR_CAPABILITY", "90"))
                .containsExactly(
                        "refusal: null",
                        "opened: CUDA emulated on the CPU, compute capability 9.0, driver for CUDA 12.6, products in"
                                + " float32");
    }

    @Test
    void noDriver() throws Exception {
        String why = "-Dpellucid.cuda.driver names /no/such/libcuda.so.1, which does not exist; name the file of the"
                + " driver, libcuda.so.1 on Linux";
        assertThat(open(Map.of(), "/no/such/libcuda.so.1"))
                .containsExactly("refusal: " + why, "opening: the backend 'cuda' cannot run here: " + why);
    }

    @Test
    void noDevice() throws Exception {
        String why = "the CUDA driver does not start: CUDA_ERROR_NO_DEVICE, the driver sees no NVIDIA device; check"
                + " nvidia-smi";
        assertThat(openEmulated("PELLUCID_EMULATOR_NO_DEVICE", "1"))
                .containsExactly("refusal: " + why, "opening: the backend 'cuda' cannot run here: " + why);
    }

    @Test
    void aDriverTooOldForThePtx() throws Exception {
        String why =
                "the CUDA driver is of version 11.8, 12.0 or newer is wanted; install NVIDIA's driver 525 or newer";
        assertThat(openEmulated("PELLUCID_EMULATOR_DRIVER_VERSION", "11080"))
                .containsExactly("refusal: " + why, "opening: the backend 'cuda' cannot run here: " + why);
    }

    @Test
    void aDeviceTooOldForThePtx() throws Exception {
        assertThat(openEmulated("PELLUCID_EMULATOR_CAPABILITY", "70").get(1))
                .startsWith(
                        "opening: the kernels of memory.cu need a device of compute capability 7.5, CUDA emulated on"
                                + " the CPU has 7.0");
    }

    @Test
    void outOfMemory() {
        try (CudaBackend backend = new CudaBackend()) {
            Tensor kept = backend.zeros(1000);
            EmulatedDriver.memory(EmulatedDriver.allocatedBytes() + (3 << 20));
            assertThatThrownBy(() -> backend.zeros(10 << 20))
                    .isInstanceOf(BackendException.class)
                    .hasMessageMatching("the device is out of memory: 40 MiB were asked for, \\d+ [KM]iB of \\d+ MiB"
                            + " are free, \\d+ [KM]iB are in tensors of this program; use smaller batches or shorter"
                            + " texts");
            backend.fill(kept, 2);
            assertThat(kept.toFloats()).containsOnly(2f);
            EmulatedDriver.memory(2 * GIBIBYTE);
            assertThat(backend.zeros(10 << 20).size()).isEqualTo(10 << 20);
        }
    }

    @Test
    void aDeviceThatIsLostInTheMiddle() {
        try (CudaBackend backend = new CudaBackend()) {
            Tensor tensor = backend.zeros(1000);
            EmulatedDriver.loseDeviceAfter(2);
            backend.fill(tensor, 1);
            backend.fill(tensor, 2);
            assertThatThrownBy(() -> backend.fill(tensor, 3))
                    .isInstanceOf(BackendException.class)
                    .hasMessage("launching kernel 'fill_float' with " + fillGrid() + " failed: CUDA_ERROR_UNKNOWN, the"
                            + " device was lost; start the program again, and check nvidia-smi");
            assertThatThrownBy(tensor::toFloats)
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("the device was lost");
        }
    }

    /** A real device answers a launch before the kernel has run; what went wrong is known when somebody waits. */
    @Test
    void aDeviceThatIsLostWhileWorkWaits() {
        try (CudaBackend backend = new CudaBackend()) {
            Tensor tensor = backend.zeros(1000);
            EmulatedDriver.deferred(true);
            EmulatedDriver.loseDeviceAfter(0);
            backend.fill(tensor, 1);
            assertThatThrownBy(backend::synchronize)
                    .isInstanceOf(BackendException.class)
                    .hasMessage("waiting for the device failed: CUDA_ERROR_UNKNOWN, the device was lost; start the"
                            + " program again, and check nvidia-smi");
        }
    }

    private static String fillGrid() {
        return pellucid.cuda.launch.Grid.linear(1000, CudaMemory.BLOCK, CudaMemory.PER_THREAD)
                .toString();
    }
}
