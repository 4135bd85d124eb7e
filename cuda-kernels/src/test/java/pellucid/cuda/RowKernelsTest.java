package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.cuda.EmulatedDriver.Order;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

class RowKernelsTest extends CudaKernels {
    private static final int ROWS = 3;
    private static final double EPSILON = 1e-5;
    /** More columns than a warp takes. */
    private static final int WIDE = 1301;

    private final ReferenceBackend reference = new ReferenceBackend();

    private static Grid threadPerRow() {
        return Grid.linear(ROWS, 64);
    }

    private static Grid warpPerRow() {
        return Grid.linear(ROWS * 32, 64);
    }

    private static Grid blockPerRow() {
        return Grid.blocks(ROWS, 1, 1, 96);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyStepOfSoftmax(Order order) {
        run(order);
        for (int columns : LENGTHS) {
            float[] values = numbers(columns, ROWS * columns);
            Tensor exact = reference.zeros(ROWS, columns);
            reference.softmax(reference.floats(values, ROWS, columns), exact);
            Tensor x = rows(values, ROWS, columns, 2, 1);
            String[] kernels = {
                "softmax_1_thread_per_row", "softmax_2_warp_per_row", "softmax_3_registers", "softmax_4_block_per_row"
            };
            Grid[] grids = {threadPerRow(), warpPerRow(), warpPerRow(), blockPerRow()};
            for (int step = 0; step < kernels.length; step++) {
                Tensor out = cuda.zeros(ROWS, columns);
                cuda.launch(kernels[step], grids[step], x, out, ROWS, columns, x.rowStride(), columns);
                assertThat(out.toFloats())
                        .as("%s of %d columns", kernels[step], columns)
                        .containsExactly(exact.toFloats(), within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyStepOfLayerNorm(Order order) {
        run(order);
        for (int columns : LENGTHS) {
            float[] values = numbers(columns, ROWS * columns);
            float[] residuals = numbers(columns + 1, ROWS * columns);
            float[] gammas = numbers(columns + 2, columns);
            float[] betas = numbers(columns + 3, columns);
            Tensor x = rows(values, ROWS, columns, 2, 1);
            Tensor residual = rows(residuals, ROWS, columns, 0, 4);
            Tensor gamma = cuda.floats(gammas);
            Tensor beta = cuda.floats(betas);
            float[] plain = normalized(values, null, gammas, betas);
            float[] summed = normalized(values, residuals, gammas, betas);
            Tensor out = cuda.zeros(ROWS, columns);
            for (int step = 1; step <= 2; step++) {
                String kernel = step == 1 ? "layer_norm_1_thread_per_row" : "layer_norm_2_warp_per_row";
                Grid grid = step == 1 ? threadPerRow() : warpPerRow();
                cuda.launch(kernel, grid, x, gamma, beta, EPSILON, out, ROWS, columns, x.rowStride(), columns);
                assertThat(out.toFloats()).as("%s of %d", kernel, columns).containsExactly(plain, within(2e-5f));
            }
            for (int step = 3; step <= 4; step++) {
                String kernel = step == 3 ? "layer_norm_3_block_float4" : "layer_norm_4_registers";
                Grid grid = step == 3 ? blockPerRow() : warpPerRow();
                for (Tensor added : new Tensor[] {null, residual}) {
                    cuda.launch(
                            kernel,
                            grid,
                            x,
                            added,
                            gamma,
                            beta,
                            EPSILON,
                            null,
                            null,
                            out,
                            ROWS,
                            columns,
                            x.rowStride(),
                            columns,
                            0,
                            columns);
                    assertThat(out.toFloats())
                            .as("%s of %d, residual %s", kernel, columns, added)
                            .containsExactly(added == null ? plain : summed, within(2e-5f));
                }
            }
        }
    }

    private float[] normalized(float[] values, float[] residuals, float[] gammas, float[] betas) {
        int columns = gammas.length;
        double[] sums = new double[values.length];
        Arrays.setAll(sums, i -> values[i] + (residuals == null ? 0.0 : residuals[i]));
        Tensor out = reference.zeros(DType.FLOAT64, Shape.of(ROWS, columns));
        reference.layerNorm(
                reference.doubles(sums).reshape(ROWS, columns),
                asDoubles(reference.floats(gammas)),
                asDoubles(reference.floats(betas)),
                EPSILON,
                null,
                null,
                out);
        return out.toFloats();
    }

    private Tensor asDoubles(Tensor floats) {
        return reference.doubles(floats.toDoubles());
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyStepOfLayerNormBackward(Order order) {
        run(order);
        for (int columns : LENGTHS) {
            float[] hats = numbers(columns, ROWS * columns);
            float[] gradients = numbers(columns + 1, ROWS * columns);
            float[] gammas = numbers(columns + 2, columns);
            float[] scales = {0.5f, 1, 2};
            Tensor exact = reference.zeros(ROWS, columns);
            reference.layerNormBackward(
                    reference.floats(hats, ROWS, columns),
                    reference.floats(scales),
                    reference.floats(gammas),
                    reference.floats(gradients, ROWS, columns),
                    exact,
                    null,
                    null);
            Tensor normalized = rows(hats, ROWS, columns, 1, 3);
            Tensor dy = rows(gradients, ROWS, columns, 4, 0);
            String[] kernels = {
                "layer_norm_backward_1_warp_per_row",
                "layer_norm_backward_2_registers",
                "layer_norm_backward_3_block_per_row"
            };
            Grid[] grids = {warpPerRow(), warpPerRow(), blockPerRow()};
            for (int step = 0; step < kernels.length; step++) {
                Tensor dx = cuda.zeros(ROWS, columns);
                cuda.launch(
                        kernels[step],
                        grids[step],
                        normalized,
                        cuda.floats(scales),
                        cuda.floats(gammas),
                        dy,
                        dx,
                        ROWS,
                        columns,
                        normalized.rowStride(),
                        dy.rowStride(),
                        columns);
                assertThat(dx.toFloats())
                        .as("%s of %d columns", kernels[step], columns)
                        .containsExactly(exact.toFloats(), within(2e-5f));
            }
        }
    }

    /** An operation from two tensors of one shape to one of that shape. */
    @FunctionalInterface
    private interface RowOperation {
        void run(Backend backend, Tensor x, Tensor dy, Tensor out);
    }

    private static List<RowOperation> operations(int columns) {
        float[] gammas = numbers(20, columns);
        float[] betas = numbers(21, columns);
        List<RowOperation> operations = new ArrayList<>();
        operations.add((b, x, dy, out) -> b.softmax(x, out));
        operations.add((b, x, dy, out) -> b.logSoftmax(x, out));
        operations.add((b, x, dy, out) -> b.softmaxBackward(x, dy, out));
        operations.add((b, x, dy, out) -> b.logSoftmaxBackward(x, dy, out));
        operations.add((b, x, dy, out) -> b.l2Normalize(x, EPSILON, out));
        operations.add((b, x, dy, out) -> b.l2NormalizeBackward(x, EPSILON, x, dy, out));
        operations.add((b, x, dy, out) ->
                b.residualLayerNorm(x, dy, b.floats(gammas), b.floats(betas), EPSILON, null, null, out));
        operations.add((b, x, dy, out) -> {
            float[] ones = new float[x.dim(0)];
            Arrays.fill(ones, 1);
            b.layerNormBackward(x, b.floats(ones), b.floats(gammas), dy, out, null, null);
        });
        return operations;
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void rowsTooLongForAWarp(Order order) {
        run(order);
        float[] values = numbers(22, ROWS * WIDE);
        float[] gradients = numbers(23, ROWS * WIDE);
        List<RowOperation> operations = operations(WIDE);
        for (int i = 0; i < operations.size(); i++) {
            Tensor exact = reference.zeros(ROWS, WIDE);
            operations
                    .get(i)
                    .run(
                            reference,
                            reference.floats(values, ROWS, WIDE),
                            reference.floats(gradients, ROWS, WIDE),
                            exact);
            Tensor out = cuda.zeros(ROWS, WIDE);
            operations.get(i).run(cuda, rows(values, ROWS, WIDE, 3, 1), cuda.floats(gradients, ROWS, WIDE), out);
            float[] found = out.toFloats();
            float[] wanted = exact.toFloats();
            for (int j = 0; j < found.length; j++) {
                assertThat(found[j])
                        .as("operation %d, element %d", i, j)
                        .isCloseTo(wanted[j], within(2e-4f * Math.max(1, Math.abs(wanted[j]))));
            }
        }
    }

    /** Whether a row lies at a multiple of 16 bytes decides how it is loaded, never what comes out. */
    @Test
    void aRowHasTheSameBitsWhereverItLiesAndWhateverLiesBesideIt() {
        for (int columns : new int[] {7, 128, 300, 384, WIDE}) {
            float[] values = numbers(24, ROWS * columns);
            float[] gradients = numbers(25, ROWS * columns);
            List<RowOperation> operations = operations(columns);
            for (int i = 0; i < operations.size(); i++) {
                Tensor together = cuda.zeros(ROWS, columns);
                operations
                        .get(i)
                        .run(cuda, cuda.floats(values, ROWS, columns), cuda.floats(gradients, ROWS, columns), together);
                for (int row = 0; row < ROWS; row++) {
                    float[] own = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
                    float[] ownGradients = Arrays.copyOfRange(gradients, row * columns, (row + 1) * columns);
                    Tensor alone = rows(new float[columns], 1, columns, 0, 3);
                    operations
                            .get(i)
                            .run(cuda, rows(own, 1, columns, 0, 1), rows(ownGradients, 1, columns, 1, 2), alone);
                    assertThat(alone.toFloats())
                            .as("operation %d on row %d of %d columns", i, row, columns)
                            .isEqualTo(together.select(0, row).toFloats());
                }
            }
        }
    }

    /** 64 rows a block: the gradients of gamma and beta in stages, added to what was there. */
    @Test
    void gradientsOfParametersOverManyRows() {
        int rows = 1000;
        int columns = 37;
        float[] hats = numbers(26, rows * columns);
        float[] gradients = numbers(27, rows * columns);
        float[] before = numbers(28, columns);
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        for (boolean both : new boolean[] {true, false}) {
            List<float[]> results = new ArrayList<>();
            for (Backend backend : List.of(cuda, reference)) {
                Tensor dGamma = both ? backend.floats(before.clone()) : null;
                Tensor dBeta = backend.floats(before.clone());
                backend.layerNormBackward(
                        backend.floats(hats, rows, columns),
                        backend.floats(ones),
                        backend.floats(before),
                        backend.floats(gradients, rows, columns),
                        backend.zeros(rows, columns),
                        dGamma,
                        dBeta);
                results.add(both ? dGamma.toFloats() : new float[0]);
                results.add(dBeta.toFloats());
            }
            assertThat(results.get(0)).containsExactly(results.get(2), within(1e-3f));
            assertThat(results.get(1)).containsExactly(results.get(3), within(1e-3f));
        }
    }
}
