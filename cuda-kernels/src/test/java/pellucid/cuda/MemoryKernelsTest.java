package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

class MemoryKernelsTest extends CudaKernels {
    /** At a multiple of 16 bytes, where float4 are moved, and elsewhere. */
    private static final int[] OFFSETS = {0, 1, 4};

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 255, 1024, 1025, 4099})
    void everyStepCopies(int n) {
        float[] values = numbers(1, n);
        for (int offset : OFFSETS) {
            Tensor source = rows(values, 1, n, 0, offset).reshape(n);
            for (String kernel : new String[] {"copy_1_element_per_thread", "copy_2_four_in_flight", "copy_3_float4"}) {
                for (int to : OFFSETS) {
                    Tensor target = cuda.zeros(n + to).slice(0, to, to + n);
                    int perThread = kernel.startsWith("copy_1") ? 1 : CudaMemory.PER_THREAD;
                    cuda.launch(kernel, Grid.linear(n, CudaMemory.BLOCK, perThread), source, target, n);
                    assertThat(target.toFloats())
                            .as("%s of %d from element %d to element %d", kernel, n, offset, to)
                            .isEqualTo(values);
                }
            }
            Tensor target = cuda.zeros(n + 1);
            cuda.copy(source, target.slice(0, 0, n));
            assertThat(target.toFloats())
                    .as("copy of %d from element %d", n, offset)
                    .isEqualTo(Arrays.copyOf(values, n + 1));
        }
    }

    /** Four at a time where all operands allow it, one at a time where one of them does not: the same numbers. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 2047})
    void elementwiseIsTheSameWhereverOperandsBegin(int n) {
        float[] left = numbers(2, n);
        float[] right = numbers(3, n);
        float[] sums = new float[n];
        float[] negated = new float[n];
        for (int i = 0; i < n; i++) {
            sums[i] = left[i] + right[i];
            negated[i] = -left[i];
        }
        for (int offset : OFFSETS) {
            Tensor a = rows(left, 1, n, 0, offset);
            Tensor b = rows(right, 1, n, 0, 4 - offset);
            Tensor out = cuda.zeros(1, n);
            cuda.binary(BinaryOp.ADD, a, b, out);
            assertThat(out.toFloats()).as("a + b, a from element %d on", offset).isEqualTo(sums);
            cuda.unary(UnaryOp.NEGATE, a, a);
            assertThat(a.toFloats())
                    .as("-a in place, from element %d on", offset)
                    .isEqualTo(negated);
        }
    }

    /** Rows with gaps, a row or a column stretched: by fours where sizes and places are multiples of four, else not. */
    @ParameterizedTest
    @CsvSource({
        "130, 8, 4, 0",
        "130, 8, 4, 4",
        "130, 8, 3, 0",
        "130, 8, 4, 1",
        "300, 7, 1, 0",
        "9, 1024, 0, 0",
        "1, 2050, 2, 0"
    })
    void elementwiseIsTheSameWhateverTheStrides(int rows, int columns, int gap, int offset) {
        float[] values = numbers(4, rows * columns);
        float[] ofColumn = numbers(5, columns);
        float[] ofRow = numbers(6, rows);
        float[] plusColumns = new float[values.length];
        float[] plusRows = new float[values.length];
        float[] stretched = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            plusColumns[i] = values[i] + ofColumn[i % columns];
            plusRows[i] = values[i] + ofRow[i / columns];
            stretched[i] = ofRow[i / columns];
        }
        Tensor x = rows(values, rows, columns, gap, offset);
        Tensor out = rows(new float[values.length], rows, columns, gap, 0);
        cuda.binary(BinaryOp.ADD, x, cuda.floats(ofColumn), out);
        assertThat(out.toFloats()).isEqualTo(plusColumns);
        cuda.binary(BinaryOp.ADD, cuda.floats(ofRow, rows, 1), x, out);
        assertThat(out.toFloats()).isEqualTo(plusRows);
        cuda.copy(x, out);
        assertThat(out.toFloats()).isEqualTo(values);
        cuda.copy(cuda.floats(ofRow, rows, 1), out);
        assertThat(out.toFloats()).isEqualTo(stretched);
        cuda.copy(x.transpose(0, 1), out.transpose(0, 1));
        assertThat(out.toFloats()).isEqualTo(values);
    }

    @Test
    void floatsBecomeIntsAsInJava() {
        float[] values = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0x1p31f,
            -0x1p31f,
            0x1.fffffep30f,
            3e38f,
            -3e38f,
            -0.99f,
            1.99f,
            -0f
        };
        int[] wanted = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            wanted[i] = (int) values[i];
        }
        Tensor ints = cuda.zeros(DType.INT32, Shape.of(values.length));
        cuda.copy(cuda.floats(values), ints);
        assertThat(ints.toInts()).isEqualTo(wanted);
    }

    @Test
    void intsBecomeTheNearestFloats() {
        int[] values = {Integer.MAX_VALUE, Integer.MIN_VALUE, (1 << 24) + 1, (1 << 24) + 3, -7};
        Tensor floats = cuda.zeros(values.length);
        cuda.copy(cuda.ints(values), floats);
        for (int i = 0; i < values.length; i++) {
            assertThat(floats.toFloats()[i]).isEqualTo((float) values[i]);
        }
    }
}
