package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.cuda.EmulatedDriver.Order;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.DType;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

class ReductionKernelsTest extends CudaKernels {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private final ReferenceBackend reference = new ReferenceBackend();

    /** What the reference backend makes of [rows, columns] in float64, as floats. */
    private float[] wanted(ReduceOp op, float[] values, int rows, int columns, int axis) {
        double[] exact = new double[values.length];
        Arrays.setAll(exact, i -> values[i]);
        Tensor out = reference.zeros(DType.FLOAT64, Shape.of(axis == 0 ? columns : rows));
        reference.reduce(op, reference.doubles(exact).reshape(rows, columns), axis, out);
        return out.toFloats();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyStepReducesRows(Order order) {
        run(order);
        int rows = 5;
        for (int columns : LENGTHS) {
            float[] values = numbers(columns, rows * columns);
            Tensor x = rows(values, rows, columns, 3, 2);
            for (ReduceOp op : ReduceOp.values()) {
                float[] wanted = wanted(op, values, rows, columns, 1);
                String[] kernels = {
                    "reduce_rows_1_thread_per_row", "reduce_rows_2_warp_per_row", "reduce_rows_3_block_per_row"
                };
                Grid[] grids = {Grid.linear(rows, 64), Grid.linear(rows * 32, 64), Grid.blocks(rows, 1, 1, 96)};
                for (int step = 0; step < kernels.length; step++) {
                    Tensor out = cuda.zeros(rows);
                    cuda.launch(kernels[step], grids[step], op.ordinal(), x, out, rows, columns, columns + 3);
                    assertThat(out.toFloats())
                            .as("%s, %s of %d numbers", kernels[step], op, columns)
                            .containsExactly(wanted, within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyStepReducesColumns(Order order) {
        run(order);
        int outer = 3;
        for (int[] size : new int[][] {{1, 1}, {7, 33}, {64, 31}, {65, 64}, {207, 5}}) {
            int length = size[0];
            int inner = size[1];
            float[] values = numbers(length, outer * length * inner);
            Tensor x = cuda.floats(values, outer, length, inner);
            for (ReduceOp op : ReduceOp.values()) {
                float[] wanted = new float[outer * inner];
                for (int o = 0; o < outer; o++) {
                    float[] matrix = Arrays.copyOfRange(values, o * length * inner, (o + 1) * length * inner);
                    System.arraycopy(wanted(op, matrix, length, inner, 0), 0, wanted, o * inner, inner);
                }
                Tensor out = cuda.zeros(outer, inner);
                cuda.launch(
                        "reduce_columns_1_thread_per_column",
                        Grid.linear(outer * inner, 64),
                        op.ordinal(),
                        x,
                        out,
                        outer,
                        length,
                        inner,
                        length * inner,
                        inner,
                        1);
                assertThat(out.toFloats()).as("step 1, %s of %d", op, length).containsExactly(wanted, within(1e-4f));
                // Fewer blocks than there are matrices take turns.
                Tensor tiled = cuda.zeros(outer, inner);
                cuda.launch(
                        "reduce_columns_2_tile",
                        Grid.blocks((inner + 31) / 32, 2, 1, 256),
                        op.ordinal(),
                        x,
                        tiled,
                        outer,
                        length,
                        inner,
                        length * inner,
                        inner,
                        1,
                        length,
                        length);
                assertThat(tiled.toFloats()).as("step 2, %s of %d", op, length).containsExactly(wanted, within(1e-4f));
                Tensor staged = cuda.zeros(outer, inner);
                cuda.reduce(op, x, 1, staged);
                assertThat(staged.toFloats()).as("staged, %s of %d", op, length).containsExactly(wanted, within(1e-4f));
            }
        }
    }

    /** 64 numbers a block: three stages. */
    @Test
    void aLongColumnIsReducedInStages() {
        int length = 5001;
        float[] values = numbers(8, length * 3);
        Tensor x = cuda.floats(values, length, 3);
        for (ReduceOp op : ReduceOp.values()) {
            Tensor out = cuda.zeros(3);
            cuda.reduce(op, x, 0, out);
            assertThat(out.toFloats()).as("%s", op).containsExactly(wanted(op, values, length, 3, 0), within(1e-3f));
        }
    }

    @Test
    void aNumberThatIsNoneIsTheExtremeOfItsRow() {
        Tensor x = cuda.floats(new float[] {1, NAN, 3, -INFINITY, 2, INFINITY}, 2, 3);
        for (int axis = 0; axis < 2; axis++) {
            for (ReduceOp op : ReduceOp.values()) {
                Tensor out = cuda.zeros(axis == 0 ? 3 : 2);
                cuda.reduce(op, x, axis, out);
                assertThat(out.toFloats())
                        .as("%s along axis %d", op, axis)
                        .isEqualTo(wanted(op, x.toFloats(), 2, 3, axis));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void theFirstLargestIsFoundAsByTheLoop(Order order) {
        run(order);
        float[][] rows = {
            {NAN, 1, 2},
            {1, NAN, 2},
            {NAN, NAN, NAN},
            {-INFINITY, NAN, -INFINITY},
            {-INFINITY, -INFINITY, NAN},
            {2, 3, 3},
            {INFINITY, NAN, INFINITY},
            {0f, -0f, 0f}
        };
        for (float[] row : rows) {
            for (int[] view : new int[][] {{1, 3}, {3, 1}}) {
                int axis = view[0] == 1 ? 1 : 0;
                Tensor ints = cuda.zeros(DType.INT32, Shape.of(1));
                Tensor wanted = reference.zeros(DType.INT32, Shape.of(1));
                // Beside each other, and with every second column of a matrix left out: a row, and a column.
                float[] doubled = new float[6];
                for (int i = 0; i < 3; i++) {
                    doubled[2 * i] = row[i];
                }
                reference.argMax(reference.floats(row, view), axis, wanted);
                cuda.argMax(cuda.floats(row, view), axis, ints);
                assertThat(ints.toInts()).as(Arrays.toString(row)).isEqualTo(wanted.toInts());
                cuda.argMax(cuda.floats(doubled, 3, 2).slice(1, 0, 1), 0, ints);
                assertThat(ints.toInts()).as(Arrays.toString(row)).isEqualTo(wanted.toInts());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void theFirstLargestOfALongRow(Order order) {
        run(order);
        int n = 1500;
        for (int place : new int[] {0, 31, 700, n - 1}) {
            float[] row = new float[n];
            row[place] = 2;
            row[n - 1] = 2;
            row[place / 2 + 1] = place == 0 ? 0 : NAN;
            Tensor ints = cuda.zeros(DType.INT32, Shape.of(1));
            cuda.argMax(cuda.floats(row, 1, n), 1, ints);
            assertThat(ints.toInts()).containsExactly(place);
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyStepFindsTheLargestInOrder(Order order) {
        run(order);
        for (int n : new int[] {1, 7, 33, 300}) {
            for (int k : new int[] {1, Math.min(n, 5), Math.min(n, 40)}) {
                float[] values = numbers(n, 3 * n);
                for (int i = 0; i < values.length; i++) {
                    // Many ties, and some that are no numbers.
                    values[i] = i % 11 == 0 ? NAN : i % 13 == 0 ? -INFINITY : Math.round(values[i] * 2);
                }
                Tensor wantedValues = reference.zeros(3, k);
                Tensor wantedPlaces = reference.zeros(DType.INT32, Shape.of(3, k));
                reference.topK(reference.floats(values, 3, n), k, wantedValues, wantedPlaces);
                for (String kernel : new String[] {"top_k_1_rounds", "top_k_2_own_best"}) {
                    Tensor best = cuda.zeros(3, k);
                    Tensor places = cuda.zeros(DType.INT32, Shape.of(3, k));
                    cuda.launch(
                            kernel, Grid.blocks(3, 1, 1, 64), cuda.floats(values, 3, n), best, places, n, k, n, k, k);
                    assertThat(places.toInts())
                            .as("%s of %d of %d", kernel, k, n)
                            .isEqualTo(wantedPlaces.toInts());
                    assertThat(best.toFloats())
                            .as("%s of %d of %d", kernel, k, n)
                            .isEqualTo(wantedValues.toFloats());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void rangesOfInts(Order order) {
        run(order);
        for (int n : new int[] {2, 31, 257, 1000}) {
            for (int place : new int[] {0, n / 3, n - 1}) {
                int[] values = new int[n];
                values[place] = Integer.MIN_VALUE;
                values[n - 1 - place] = Integer.MAX_VALUE;
                Tensor x = cuda.ints(values);
                Tensor range = cuda.zeros(DType.INT32, Shape.of(2));
                cuda.launch("int_range", Grid.blocks(1, 1, 1, 128), x, range, Walk.over(x.shape(), x), n);
                assertThat(range.toInts())
                        .as("extremes at %d of %d", place, n)
                        .containsExactly(Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
        }
    }

    @Test
    void squaresOfManyNumbersAddUpInFloat64() {
        int n = 20_011;
        float[] values = numbers(9, n);
        double wanted = 0;
        for (float value : values) {
            wanted += (double) value * value;
        }
        assertThat(cuda.squaredNorm(cuda.floats(values))).isCloseTo(wanted, within(1e-12 * wanted));
        assertThat(cuda.squaredNorm(rows(values, 1, n, 0, 1))).isEqualTo(cuda.squaredNorm(cuda.floats(values)));
    }
}
