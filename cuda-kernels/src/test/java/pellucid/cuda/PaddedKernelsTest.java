package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.cuda.EmulatedDriver.Order;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.Tensor;

/** The kernels for padded batches, against sums in float64 over what the mask keeps. */
class PaddedKernelsTest extends CudaKernels {
    private static final int SEQUENCES = 3;

    /** Any tokens may be left out; of the last sequence all are. */
    private static int[] mask(int length) {
        Random random = new Random(length);
        int[] mask = new int[SEQUENCES * length];
        for (int i = 0; i < (SEQUENCES - 1) * length; i++) {
            mask[i] = i % length == 0 || random.nextInt(3) > 0 ? 1 : 0;
        }
        return mask;
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void softmaxLeavesOutWhatTheMaskDoes(Order order) {
        run(order);
        for (int length : LENGTHS) {
            int rowsPerMask = 2;
            int rows = SEQUENCES * rowsPerMask;
            float[] values = numbers(length, rows * length);
            int[] mask = mask(length);
            float[] wanted = new float[values.length];
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int i = 0; i < length; i++) {
                    sum += mask[row / rowsPerMask * length + i] * Math.exp(values[row * length + i]);
                }
                for (int i = 0; i < length && sum > 0; i++) {
                    int kept = mask[row / rowsPerMask * length + i];
                    wanted[row * length + i] = (float) (kept * Math.exp(values[row * length + i]) / sum);
                }
            }
            Tensor out = cuda.floats(numbers(1, rows * length), rows, length);

            cuda.launch(
                    "softmax_masked",
                    Grid.linear(rows * 32, 64),
                    cuda.floats(values, rows, length),
                    cuda.ints(mask, SEQUENCES, length),
                    out,
                    rows,
                    length,
                    rowsPerMask);

            assertThat(out.toFloats()).as("rows of %d", length).containsExactly(wanted, within(1e-6f));
        }
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void theMeanIsOfTheTokensThatAreKept(Order order) {
        run(order);
        int length = 13;
        for (int hidden : LENGTHS) {
            float[] values = numbers(hidden, SEQUENCES * length * hidden);
            int[] mask = mask(length);
            float[] wanted = new float[SEQUENCES * hidden];
            for (int column = 0; column < wanted.length; column++) {
                int sequence = column / hidden;
                double sum = 0;
                int count = 0;
                for (int i = 0; i < length; i++) {
                    int kept = mask[sequence * length + i];
                    sum += kept * values[(sequence * length + i) * hidden + column % hidden];
                    count += kept;
                }
                wanted[column] = count == 0 ? 0 : (float) (sum / count);
            }
            Tensor out = cuda.floats(numbers(1, SEQUENCES * hidden), SEQUENCES, hidden);

            cuda.launch(
                    "pool_masked_mean",
                    Grid.blocks(SEQUENCES, (hidden + 63) / 64, 1, 64),
                    cuda.floats(values, SEQUENCES, length, hidden),
                    cuda.ints(mask, SEQUENCES, length),
                    out,
                    length,
                    hidden);

            assertThat(out.toFloats()).as("%d columns", hidden).containsExactly(wanted, within(1e-6f));
        }
    }
}
