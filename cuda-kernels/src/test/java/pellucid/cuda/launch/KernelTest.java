package pellucid.cuda.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Arguments are compared with the source's signature before the driver hears of the launch. */
class KernelTest {
    private static final Kernel KERNEL = new Kernel(
            null,
            null,
            Signature.inSource(
                            "sample.cu",
                            "extern \"C\" __global__ void sample(const float* x, const int* ids, int n, float scale, Walk walk) {}")
                    .get("sample"));
    private static final Grid GRID = Grid.linear(1, 32);

    static Stream<Arguments> wrong() {
        Backend cpu = new ReferenceBackend();
        Tensor floats = cpu.zeros(3);
        Tensor ints = cpu.ints(new int[3]);
        Walk walk = Walk.over(Shape.of(3), floats);
        return Stream.of(
                Arguments.of(
                        "sample(const float* x, const int* ids, int n, float scale, Walk walk) takes 5 arguments, 4",
                        new Object[] {null, null, 1, 1f}),
                Arguments.of("argument 1 'const float* x': Tensor[3] int32", new Object[] {ints, null, 1, 1f, walk}),
                Arguments.of(
                        "argument 2 'const int* ids': Tensor[3] float32", new Object[] {null, floats, 1, 1f, walk}),
                Arguments.of("argument 3 'int n': Float 1.0", new Object[] {null, null, 1f, 1f, walk}),
                Arguments.of("argument 3 'int n': Long 1", new Object[] {null, null, 1L, 1f, walk}),
                Arguments.of("argument 3 'int n': null", new Object[] {null, null, null, 1f, walk}),
                Arguments.of("argument 4 'float scale': Integer 1", new Object[] {null, null, 1, 1, walk}),
                Arguments.of("argument 5 'Walk walk': Integer 7", new Object[] {null, null, 1, 1f, 7}),
                Arguments.of("does not live on the CUDA device", new Object[] {floats, null, 1, 1f, walk}));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongArgumentIsNamed(String sentence, Object[] arguments) {
        assertThatThrownBy(() -> KERNEL.launch(GRID, arguments))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aGridThatNoDeviceTakesIsRefused() {
        assertThatThrownBy(() -> Grid.linear(0, 32))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("a grid of 0 x 1 x 1 blocks");
        assertThatThrownBy(() -> Grid.blocks(1, 1, 1, 2048)).hasMessageContaining("at most 1024 threads");
        assertThatThrownBy(() -> Grid.blocks(1, 70000, 1, 32)).hasMessageContaining("at most 65535");
    }
}
