package pellucid.cuda.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.cuda.CudaBackend;
import pellucid.cuda.EmulatedCuda;
import pellucid.cuda.EmulatedDriver;
import pellucid.cuda.driver.Device;
import pellucid.tensor.BackendException;
import pellucid.tensor.Tensor;

/** The faults of src/test/cuda/faults.cu are found out: by the emulated driver, or by the order of the threads. */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultsTest {
    private static final int ROW = 64;
    private static final int ROWS = 3;
    private static final Grid ROW_A_BLOCK = Grid.blocks(ROWS, 1, 1, ROW);

    private CudaBackend backend;
    private Device device;
    private Kernels kernels;
    private Family faults;

    @BeforeAll
    void open() throws IOException {
        String source = Files.readString(Path.of("src/test/cuda/faults.cu"));
        faults = compiled(source, Signature.inSource("faults.cu", source));
        backend = new CudaBackend();
        device = Device.open();
        kernels = new Kernels(device, List.of(faults));
    }

    @AfterAll
    void close() {
        kernels.close();
        device.close();
        backend.close();
    }

    @AfterEach
    void restore() {
        EmulatedDriver.order(EmulatedDriver.Order.FORWARD, 0);
        EmulatedDriver.deferred(false);
        EmulatedDriver.heal();
    }

    /** The family with what nvcc would declare for these kernels: of PTX the emulated driver reads no more. */
    private static Family compiled(String source, Map<String, Signature> declared) {
        String digest = Family.of("faults", source, Map.of(), null).digest();
        String entries = declared.values().stream()
                .map(PlantedFaultsTest::entry)
                .collect(Collectors.joining("\n", ".version 8.0\n.target sm_75\n", "\n"));
        return Family.of("faults", source, Map.of(), "// source sha256: " + digest + "\n" + entries);
    }

    private static String entry(Signature signature) {
        List<String> types = signature.ptxTypes();
        return IntStream.range(0, types.size())
                .mapToObj(i -> "\t.param " + types.get(i) + " " + signature.kernel() + "_param_" + i)
                .collect(Collectors.joining(",\n", ".visible .entry " + signature.kernel() + "(\n", "\n)\n{ ret; }"));
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private float[] reversedBy(String kernel) {
        Tensor x = backend.floats(numbers(ROWS * ROW), ROWS, ROW);
        Tensor y = backend.zeros(ROWS, ROW);
        kernels.get(kernel).launch(ROW_A_BLOCK, x, y);
        return y.toFloats();
    }

    private static float[] reversed() {
        float[] rows = new float[ROWS * ROW];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / ROW * ROW + ROW - 1 - i % ROW;
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(EmulatedDriver.Order.class)
    void rightKernelsAreRightInAnyOrder(EmulatedDriver.Order order) {
        EmulatedDriver.order(order, 5);
        assertThat(reversedBy("reverse_rows")).containsExactly(reversed());
    }

    @ParameterizedTest
    @EnumSource(EmulatedDriver.Order.class)
    void aMissingBarrierGivesAWrongResult(EmulatedDriver.Order order) {
        EmulatedDriver.order(order, 5);
        assertThat(reversedBy("reverse_rows_without_barrier")).isNotEqualTo(reversed());
    }

    @Test
    void aDivergentBarrierIsReported() {
        assertThatThrownBy(() -> reversedBy("reverse_rows_divergent"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("launching kernel 'reverse_rows_divergent'")
                .hasMessageContaining("CUDA_ERROR_LAUNCH_FAILED");
        assertThat(EmulatedDriver.fault())
                .contains("kernel reverse_rows_divergent, block (0,0,0): divergent barrier: of 64 threads")
                .containsPattern("32 wait at the barrier faults\\.cu:\\d+, 32 wait at the barrier faults\\.cu:\\d+");
    }

    @Test
    void anErrorStaysUntilTheDeviceIsReset() {
        assertThatThrownBy(() -> reversedBy("reverse_rows_divergent")).isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> reversedBy("reverse_rows"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("CUDA_ERROR_LAUNCH_FAILED");
        EmulatedDriver.heal();
        assertThat(reversedBy("reverse_rows")).containsExactly(reversed());
    }

    @Test
    void aWriteOneTooFarIsReported() {
        int count = 100;
        Tensor x = backend.floats(numbers(count), count);
        Tensor y = backend.zeros(count);
        kernels.get("twice").launch(Grid.linear(count, 32), x, y, count);
        assertThat(y.toFloats()).startsWith(0f, 2f, 4f).endsWith(198f);
        assertThatThrownBy(() -> kernels.get("twice_off_by_one").launch(Grid.linear(count, 32), x, y, count))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("launching kernel 'twice_off_by_one'")
                .hasMessageContaining("a kernel touched memory that is not its own");
        assertThat(EmulatedDriver.fault())
                .contains("kernel twice_off_by_one: a write after an allocation of 400 bytes");
    }

    @Test
    void anErrorOfWorkThatWaitedIsReportedByWhoeverWaits() {
        EmulatedDriver.deferred(true);
        int count = 100;
        Tensor x = backend.floats(numbers(count), count);
        Tensor y = backend.zeros(count);
        kernels.get("twice_off_by_one").launch(Grid.linear(count, 32), x, y, count);
        assertThatThrownBy(y::toFloats)
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("a kernel touched memory that is not its own");
    }

    @Test
    void whatAnEndedLaneWouldGiveIsUndefined() {
        Tensor y = backend.zeros(32);
        kernels.get("sum_of_absent_lanes").launch(Grid.blocks(1, 1, 1, 32), backend.floats(numbers(32), 32), y);
        assertThat(Arrays.copyOf(y.toFloats(), 16)).containsOnly(Float.NaN);
    }

    @Test
    void dynamicSharedMemoryHasGuards() {
        Tensor y = backend.zeros(ROW);
        Grid grid = Grid.blocks(1, 1, 1, ROW).withShared(ROW * Float.BYTES);
        assertThatThrownBy(() -> kernels.get("shared_off_by_one").launch(grid, y))
                .isInstanceOf(BackendException.class);
        assertThat(EmulatedDriver.fault())
                .contains("kernel shared_off_by_one, block (0,0,0): a write outside the 256 bytes of dynamic shared");
    }

    @Test
    void sharedMemoryThatNobodyWroteIsUndefined() {
        Tensor y = backend.zeros(ROW);
        kernels.get("shared_not_written").launch(Grid.blocks(1, 1, 1, ROW), y);
        float[] expected = new float[ROW];
        for (int i = 0; i < ROW; i++) {
            expected[i] = i % 2 == 0 ? Float.NaN : 1f;
        }
        assertThat(y.toFloats()).containsExactly(expected);
    }

    @Test
    void swappedArgumentsAreNamed() {
        Tensor x = backend.floats(numbers(3), 3);
        assertThatThrownBy(() -> kernels.get("twice").launch(Grid.linear(3, 32), x, 3, x))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("kernel 'twice', argument 2 'float* y': Integer 3 was given");
    }

    @Test
    void aKernelThatThePtxLacksIsNamed() {
        Map<String, Signature> fewer = Signature.inSource("faults.cu", faults.source());
        fewer.remove("twice");
        try (Kernels lacking = new Kernels(device, List.of(compiled(faults.source(), fewer)))) {
            assertThatThrownBy(() -> lacking.get("twice"))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("faults.ptx lacks kernel 'twice'")
                    .hasMessageContaining("build-ptx.sh");
        }
    }

    @Test
    void everyKernelOfTheProjectLoads() {
        try (Kernels all = new Kernels(device)) {
            for (Family family : Family.all()) {
                assertThat(Signature.inPtx(family.checkedPtx()).keySet())
                        .isEqualTo(family.signatures().keySet());
                family.signatures()
                        .keySet()
                        .forEach(kernel ->
                                assertThat(all.get(kernel).signature()).startsWith(kernel + "("));
            }
        }
    }
}
