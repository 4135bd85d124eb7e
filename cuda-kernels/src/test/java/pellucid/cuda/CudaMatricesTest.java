package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import pellucid.cuda.driver.CudaLibraries;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** What the contract's checks do not reach: sums in parts, long stacks, few rows, TF32. */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CudaMatricesTest {
    private CudaBackend backend;

    @BeforeAll
    void open() {
        backend = new CudaBackend();
    }

    @AfterAll
    void close() {
        backend.close();
    }

    private static float[] values(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Tensor tensor(Backend on, long seed, int... dims) {
        Tensor tensor = on.zeros(on instanceof ReferenceBackend ? DType.FLOAT64 : DType.FLOAT32, Shape.of(dims));
        on.write(values(seed, tensor.size()), 0, tensor);
        return tensor;
    }

    /** 2 parts of 1024 tokens and a rest, into gradients with and without gaps. */
    @Test
    void aGradientOverManyTokensIsAddedUpInParts() {
        int tokens = 2500;
        Backend reference = new ReferenceBackend();
        Tensor wantedWeight = tensor(reference, 3, 5, 3);
        Tensor wantedBias = tensor(reference, 4, 5);
        reference.linearBackward(
                tensor(reference, 1, tokens, 3),
                tensor(reference, 2, 5, 3),
                Activation.TANH,
                tensor(reference, 5, tokens, 5),
                tensor(reference, 6, tokens, 5),
                null,
                wantedWeight,
                wantedBias);
        for (int gap : new int[] {0, 2}) {
            Tensor dWeight = backend.zeros(5, 3 + gap).slice(1, 0, 3);
            Tensor dBias = backend.zeros(5, 1 + gap).select(1, 0);
            backend.write(values(3, 15), 0, dWeight);
            backend.write(values(4, 5), 0, dBias);
            backend.linearBackward(
                    tensor(backend, 1, tokens, 3),
                    tensor(backend, 2, 5, 3),
                    Activation.TANH,
                    tensor(backend, 5, tokens, 5),
                    tensor(backend, 6, tokens, 5),
                    null,
                    dWeight,
                    dBias);
            assertNear(dWeight.toFloats(), wantedWeight.toDoubles(), 1e-3);
            assertNear(dBias.toFloats(), wantedBias.toDoubles(), 1e-3);
        }
    }

    @Test
    void aPartOfAGradientHasTheBitsOfAProduct() {
        Tensor x = tensor(backend, 1, 2048, 3);
        Tensor dy = tensor(backend, 2, 2048, 5);
        Tensor dWeight = backend.zeros(5, 3);
        backend.linearBackward(x, tensor(backend, 3, 5, 3), Activation.NONE, null, dy, null, dWeight, null);
        Tensor halves = backend.zeros(2, 5, 3);
        backend.matmul(dy.reshape(2, 1024, 5).transpose(1, 2), x.reshape(2, 1024, 3), 1, 0, halves);
        float[] first = halves.select(0, 0).toFloats();
        float[] second = halves.select(0, 1).toFloats();
        float[] sums = new float[first.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = first[i] + second[i];
        }
        assertThat(dWeight.toFloats()).containsExactly(sums);
    }

    @Test
    void aStackMayBeLongerThanALaunch() {
        int matrices = (1 << 14) + 3;
        Tensor a = tensor(backend, 1, matrices, 1, 1);
        Tensor out = backend.zeros(matrices, 1, 1);
        backend.matmul(a, backend.floats(new float[] {2}, 1, 1), 1, 0, out);
        float[] wanted = a.toFloats();
        for (int i = 0; i < matrices; i++) {
            wanted[i] *= 2;
        }
        assertThat(out.toFloats()).containsExactly(wanted);
    }

    /** Three columns are computed as three rows of the transposed product, all of them as tiles. */
    @Test
    void fewRowsAndFewColumnsHaveTheBitsOfTheTiles() {
        Tensor a = tensor(backend, 1, 20, 30);
        Tensor b = tensor(backend, 2, 30, 20);
        Tensor whole = backend.zeros(20, 20);
        backend.matmul(a, b, 1, 0, whole);
        Tensor columns = backend.zeros(20, 3);
        backend.matmul(a, b.slice(1, 4, 7), 1, 0, columns);
        assertThat(columns.toFloats()).containsExactly(whole.slice(1, 4, 7).toFloats());
        Tensor rows = backend.zeros(3, 20);
        backend.matmul(a.slice(0, 4, 7), b, 1, 0, rows);
        assertThat(rows.toFloats()).containsExactly(whole.slice(0, 4, 7).toFloats());
        Tensor turned = backend.zeros(20, 20).transpose(0, 1);
        backend.matmul(a, b, 1, 0, turned);
        assertThat(turned.toFloats()).containsExactly(whole.toFloats());
    }

    /** Which of them runs depends on the number of processors, so each is called by name. */
    @Test
    void everyLinearKernelHasTheBitsOfTheProduct() {
        for (int[] size : new int[][] {{33, 20, 35}, {130, 9, 129}}) {
            Tensor x = tensor(backend, 1, size[0], size[1]);
            Tensor weight = tensor(backend, 2, size[2], size[1]);
            Tensor bias = tensor(backend, 3, size[2]);
            Tensor wanted = backend.zeros(size[0], size[2]);
            backend.matmul(x, weight.transpose(0, 1), 1, 0, wanted);
            backend.binary(BinaryOp.ADD, wanted, bias, wanted);
            Tensor wantedOut = backend.zeros(size[0], size[2]);
            backend.unary(UnaryOp.GELU, wanted, wantedOut);
            for (int side : new int[] {128, 64, 32, 8}) {
                Tensor kept = backend.zeros(size[0], size[2]);
                Tensor out = backend.zeros(size[0], size[2]);
                backend.launch(
                        side == 8 ? "linear_few_rows" : "linear_" + side,
                        side == 8 ? Products.fewRows(size[0], size[2], 1) : Products.tiles(side, size[0], size[2], 1),
                        size[0],
                        size[2],
                        size[1],
                        x,
                        size[1],
                        weight,
                        size[1],
                        bias,
                        Activation.GELU.ordinal(),
                        kept,
                        size[2],
                        out,
                        size[2]);
                assertThat(kept.toFloats()).as("linear in tiles of %d", side).containsExactly(wanted.toFloats());
                assertThat(out.toFloats()).as("linear in tiles of %d", side).containsExactly(wantedOut.toFloats());
            }
        }
    }

    private void inTf32(Consumer<CudaBackend> body) {
        System.setProperty(CudaMatrices.TF32_PROPERTY, "true");
        try (CudaBackend tf32 = new CudaBackend()) {
            body.accept(tf32);
        } finally {
            System.clearProperty(CudaMatrices.TF32_PROPERTY);
        }
    }

    /** The upper 19 bits of a float32: sign, exponent and 10 bits of mantissa, rounded to the nearest. */
    private static double rounded(float x) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(x) + 0x1000) & 0xffffe000);
    }

    /** Many rows are computed in larger tiles than few. */
    @Test
    void tf32RowsDoNotDependOnTheTile() {
        inTf32(tf32 -> {
            Tensor x = tensor(tf32, 1, 131, 19);
            Tensor weight = tensor(tf32, 2, 18, 19);
            Tensor bias = tensor(tf32, 3, 18);
            Tensor out = tf32.zeros(131, 18);
            tf32.linear(x, weight, bias, Activation.GELU, null, out);
            Tensor part = tf32.zeros(70, 18);
            tf32.linear(x.slice(0, 4, 74), weight, bias, Activation.GELU, null, part);
            assertThat(part.toFloats()).containsExactly(out.slice(0, 4, 74).toFloats());
        });
    }

    @Test
    void tf32RoundsItsInputsAndNothingElse() {
        inTf32(tf32 -> {
            assertThat(tf32.describe()).contains("products in TF32");
            Tensor x = tensor(tf32, 1, 21, 19);
            Tensor weight = tensor(tf32, 2, 18, 19);
            Tensor bias = tensor(tf32, 3, 18);
            Tensor kept = tf32.zeros(21, 18);
            Tensor out = tf32.zeros(21, 18);
            tf32.linear(x, weight, bias, Activation.RELU, kept, out);
            Tensor product = tf32.zeros(21, 18);
            tf32.matmul(x, weight.transpose(0, 1), 1, 0, product);
            double[] wanted = new double[21 * 18];
            double[] wantedOut = new double[wanted.length];
            double[] wantedProduct = new double[wanted.length];
            float[] xs = x.toFloats();
            float[] weights = weight.toFloats();
            for (int i = 0; i < wanted.length; i++) {
                for (int k = 0; k < 19; k++) {
                    wantedProduct[i] += rounded(xs[i / 18 * 19 + k]) * rounded(weights[i % 18 * 19 + k]);
                }
                wanted[i] = wantedProduct[i] + bias.toFloats()[i % 18];
                wantedOut[i] = Math.max(0, wanted[i]);
            }
            assertNear(product.toFloats(), wantedProduct, 1e-5);
            assertNear(kept.toFloats(), wanted, 1e-5);
            assertNear(out.toFloats(), wantedOut, 1e-5);
            Tensor row = tf32.zeros(1, 18);
            tf32.linear(x.slice(0, 4, 5), weight, bias, Activation.RELU, null, row);
            assertThat(row.toFloats()).containsExactly(out.slice(0, 4, 5).toFloats());
        });
    }

    @Test
    void cublasThatIsNotThereIsOneSentence() {
        assumeThat(CudaLibraries.load("cublas", "12")).isNotNull();
        System.setProperty(Cublas.PROPERTY, "true");
        try {
            assertThatThrownBy(CudaBackend::new)
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("-Dpellucid.cuda.cublas=true needs cuBLAS: libcublas")
                    .hasMessageContaining("without the property our own kernels are used");
        } finally {
            System.clearProperty(Cublas.PROPERTY);
        }
    }

    private static void assertNear(float[] found, double[] wanted, double tolerance) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).as("element %d", i).isCloseTo(wanted[i], offset(tolerance));
        }
    }
}
