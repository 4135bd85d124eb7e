package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/** Every step of the ladder on ragged sizes, in all layouts it takes: right, and to the bit what the first step gives. */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GemmLadderTest {
    /** m, k, n. */
    private static final int[][] SIZES = {
        {1, 1, 1},
        {1, 7, 5},
        {7, 13, 1},
        {13, 7, 16},
        {16, 16, 16},
        {33, 2, 65},
        {129, 9, 130},
        {68, 131, 36},
        {3, 300, 7}
    };

    private CudaBackend backend;

    @BeforeAll
    void open() {
        backend = new CudaBackend();
    }

    @AfterAll
    void close() {
        backend.close();
    }

    @AfterEach
    void threadsInOrderAgain() {
        EmulatedDriver.order(EmulatedDriver.Order.FORWARD, 0);
    }

    static Stream<GemmStep> steps() {
        return Arrays.stream(GemmStep.values());
    }

    /** Numbers in rows that begin anywhere: on multiples of four floats or not, longer than wanted or not. */
    private Tensor matrix(long seed, int rows, int columns, int offset, int gap) {
        float[] values = values(seed, rows * columns);
        Tensor base = backend.zeros(rows + 2, columns + offset + gap);
        backend.fill(base, Double.NaN);
        Tensor view = base.slice(0, 1, 1 + rows).slice(1, offset, offset + columns);
        backend.write(values, 0, view);
        return view;
    }

    private static float[] values(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private Tensor matrix(long seed, int rows, int columns, int offset, int gap, boolean transposed) {
        if (!transposed) {
            return matrix(seed, rows, columns, offset, gap);
        }
        Tensor turned = matrix(0, columns, rows, offset, gap).transpose(0, 1);
        backend.write(values(seed, rows * columns), 0, turned);
        return turned;
    }

    private float[] product(GemmStep step, int[] size, int offset, int gap, int form, double alpha, double beta) {
        Tensor a = matrix(1, size[0], size[1], offset, gap, (form & 1) != 0);
        Tensor b = matrix(2, size[1], size[2], offset, gap, (form & 2) != 0);
        Tensor c = matrix(3, size[0], size[2], offset, gap);
        if (beta == 0) {
            backend.fill(c, Double.NaN);
        }
        step.multiply(backend, a, b, alpha, beta, c);
        return c.toFloats();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStepIsRightAndHasTheSameBits(GemmStep step) {
        for (int[] size : SIZES) {
            for (int form = 0; form < (step.takesTransposed() ? 4 : 1); form++) {
                for (int[] place : new int[][] {{0, 0}, {4, 8}, {1, 0}}) {
                    boolean plain = place[1] == 0;
                    double alpha = plain ? 1 : -1.5;
                    double beta = plain ? 0 : 0.5;
                    float[] found = product(step, size, place[0], place[1], form, alpha, beta);
                    String what = step + " of " + Arrays.toString(size) + ", form " + form;
                    assertRight(what, step, size, alpha, beta, found);
                    if (step.mantissaBits() == 23) {
                        float[] naive = product(GemmStep.NAIVE, size, place[0], place[1], 0, alpha, beta);
                        assertThat(Arrays.mismatch(found, naive)).as(what).isNegative();
                    }
                }
            }
        }
    }

    private static void assertRight(String what, GemmStep step, int[] size, double alpha, double beta, float[] found) {
        int inner = size[1];
        int n = size[2];
        float[] a = values(1, size[0] * inner);
        float[] b = values(2, inner * n);
        float[] c = values(3, size[0] * n);
        double unit = Math.scalb(1.0, -step.mantissaBits());
        for (int i = 0; i < found.length; i++) {
            double sum = 0;
            double sizes = 0;
            for (int k = 0; k < inner; k++) {
                double term = (double) a[i / n * inner + k] * b[k * n + i % n];
                sum += term;
                sizes += Math.abs(term);
            }
            double wanted = alpha * sum + beta * c[i];
            double bound = unit * (Math.abs(alpha) * sizes * (1 + Math.sqrt(inner) / 2) + Math.abs(beta * c[i]));
            if (!(Math.abs(found[i] - wanted) <= bound)) {
                fail("%s: element %d is %s, wanted %s ± %s", what, i, found[i], wanted, bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EmulatedDriver.Order.class,
            names = {"REVERSE", "RANDOM"})
    void theOrderOfTheThreadsDoesNotMatter(EmulatedDriver.Order order) {
        int[] size = {70, 37, 69};
        for (GemmStep step : GemmStep.values()) {
            EmulatedDriver.order(EmulatedDriver.Order.FORWARD, 0);
            float[] wanted = product(step, size, 1, 2, 0, 1, 0);
            EmulatedDriver.order(order, 7);
            assertThat(product(step, size, 1, 2, 0, 1, 0)).as("%s", step).containsExactly(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aSumOfNothingIsPlusZero(GemmStep step) {
        Tensor a = backend.zeros(3, 5);
        Tensor b = backend.zeros(5, 2);
        backend.fill(a, -1e-30);
        backend.fill(b, 1e-30);
        Tensor c = backend.zeros(3, 2);
        step.multiply(backend, a, b, 1, 0, c);
        for (float underflow : c.toFloats()) {
            assertThat(Float.floatToRawIntBits(underflow)).isZero();
        }
    }

    @Test
    void aStepThatKnowsRowsOnlyRefusesColumns() {
        Tensor a = backend.zeros(3, 5).transpose(0, 1);
        Tensor b = backend.zeros(3, 2);
        Tensor c = backend.zeros(5, 2);
        assertThatThrownBy(() -> GemmStep.FLOAT4.multiply(backend, a, b, 1, 0, c))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "gemm_6_float4 takes operands whose rows lie without gaps; given were Tensor[5, 3]");
    }
}
