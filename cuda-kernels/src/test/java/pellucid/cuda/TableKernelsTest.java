package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.Tensor;

/** Rows of tables: the bits of a plain loop, also where many rows go to one place. */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableKernelsTest {
    private static final int WIDTH = 37;

    private CudaBackend cuda;

    @BeforeAll
    void open() {
        cuda = new CudaBackend();
    }

    @AfterAll
    void close() {
        cuda.close();
    }

    @AfterEach
    void threadsInOrderAgain() {
        EmulatedDriver.order(EmulatedDriver.Order.FORWARD, 0);
    }

    private static float[] normal(int seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static int[] ids(int count, IntUnaryOperator id) {
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = id.applyAsInt(i);
        }
        return ids;
    }

    private static float[] addedInOrder(float[] table, int[] ids, float[] rows) {
        float[] sums = table.clone();
        for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < WIDTH; j++) {
                sums[ids[i] * WIDTH + j] += rows[i * WIDTH + j];
            }
        }
        return sums;
    }

    @ParameterizedTest
    @EnumSource(EmulatedDriver.Order.class)
    void scatteredRowsAreAddedInOrder(EmulatedDriver.Order order) {
        EmulatedDriver.order(order, 3);
        Random random = new Random(5);
        int[][] all = {
            ids(1, i -> 2),
            ids(300, i -> 1), // one row of the table gets all: whole words of bits
            ids(301, i -> i % 3),
            ids(300, i -> i < 200 ? 0 : 3), // the owner of row 3 looks through more than one round of ids
            ids(517, i -> random.nextInt(4)),
        };
        for (int[] ids : all) {
            float[] table = normal(1, 4 * WIDTH);
            float[] rows = normal(2, ids.length * WIDTH);
            Tensor target = cuda.floats(table, 4, WIDTH);
            cuda.scatterAddRows(cuda.floats(rows, ids.length, WIDTH), cuda.ints(ids), target);
            assertThat(target.toFloats()).containsExactly(addedInOrder(table, ids, rows));
        }
    }

    @Test
    void atomicallyAddedRowsAreTheSameButForRounding() {
        int[] ids = ids(301, i -> i * i % 4);
        float[] table = normal(1, 4 * WIDTH);
        float[] rows = normal(2, ids.length * WIDTH);
        Tensor target = cuda.floats(table, 4, WIDTH);
        cuda.launch(
                "scatter_add_rows_1_atomic",
                Grid.linear((long) ids.length * WIDTH, 128),
                cuda.floats(rows, ids.length, WIDTH),
                WIDTH,
                cuda.ints(ids),
                1,
                ids.length,
                WIDTH,
                target,
                WIDTH);
        assertThat(target.toFloats()).containsExactly(addedInOrder(table, ids, rows), within(1e-4f));
    }

    @Test
    void bothStepsGatherTheSameRows() {
        int[] ids = ids(19, i -> i * 7 % 5);
        Tensor table = cuda.floats(normal(3, 5 * WIDTH), 5, WIDTH);
        Tensor first = cuda.zeros(19, WIDTH);
        Tensor second = cuda.zeros(19, WIDTH);
        cuda.launch(
                "gather_rows_1_thread_per_element",
                Grid.linear(19L * WIDTH, 128),
                table,
                WIDTH,
                cuda.ints(ids),
                1,
                19,
                WIDTH,
                first,
                WIDTH);
        cuda.gatherRows(table, cuda.ints(ids), second);
        float[] source = table.toFloats();
        float[] wanted = new float[19 * WIDTH];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = source[ids[i / WIDTH] * WIDTH + i % WIDTH];
        }
        assertThat(first.toFloats()).containsExactly(wanted);
        assertThat(second.toFloats()).containsExactly(wanted);
    }
}
