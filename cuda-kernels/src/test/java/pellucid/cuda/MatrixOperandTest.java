package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Which views kernels take as they lie. */
class MatrixOperandTest {
    private final Backend backend = new ReferenceBackend();

    private static void assertLies(Tensor tensor, int leadingDimension, boolean transposed) {
        MatrixOperand operand = MatrixOperand.of(tensor);
        assertThat(operand.leadingDimension())
                .as("leading dimension of %s", tensor)
                .isEqualTo(leadingDimension);
        assertThat(operand.transposed()).as("%s transposed", tensor).isEqualTo(transposed);
        assertThat(operand.transpose().transposed()).isNotEqualTo(transposed);
        assertThat(operand.transpose().rows()).isEqualTo(operand.columns());
        for (int[] at : new int[][] {{0, 0}, {tensor.dim(-2) - 1, tensor.dim(-1) - 1}}) {
            int position = transposed ? at[1] * leadingDimension + at[0] : at[0] * leadingDimension + at[1];
            assertThat(position).isEqualTo(at[0] * tensor.stride(-2) + at[1] * tensor.stride(-1));
        }
    }

    @Test
    void rowsOrColumnsWithoutGapsAreTakenAsTheyLie() {
        Tensor matrix = backend.zeros(5, 7);
        assertLies(matrix, 7, false);
        assertLies(matrix.transpose(0, 1), 7, true);
        assertLies(matrix.slice(1, 2, 6), 7, false);
        assertLies(backend.zeros(3, 5, 7).transpose(1, 2), 7, true);
        assertLies(backend.zeros(5, 3, 7).transpose(0, 1), 21, false);
    }

    @Test
    void repeatedRowsAndColumnsHaveNoDistance() {
        assertLies(backend.zeros(7).broadcastTo(Shape.of(5, 7)), 0, false);
        assertLies(backend.zeros(5, 1).broadcastTo(Shape.of(5, 7)), 0, true);
    }

    /** Nothing steps along the other axis: the distance is one at which four floats may be loaded at once. */
    @Test
    void aVectorIsTakenAlongItsElements() {
        Tensor matrix = backend.zeros(5, 7);
        assertLies(matrix.slice(0, 1, 2), 8, false);
        assertLies(matrix.transpose(0, 1).slice(1, 1, 2), 8, true);
        assertLies(matrix.slice(1, 1, 2), 7, false);
        assertLies(matrix.transpose(0, 1).slice(0, 1, 2), 7, true);
        assertLies(matrix.slice(0, 1, 2).slice(1, 3, 4), 4, false);
    }

    @Test
    void whatHasGapsBothWaysMustBeCopied() {
        assertThat(MatrixOperand.of(backend.zeros(5, 7, 2).select(-1, 1))).isNull();
        assertThat(MatrixOperand.of(backend.zeros(1).broadcastTo(Shape.of(5, 7))))
                .isNull();
    }

    @Test
    void cornersAreTheStack() {
        Tensor corners =
                MatrixOperand.of(backend.zeros(2, 3, 5, 7).transpose(2, 3)).corners();
        assertThat(corners.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(corners.stride(1)).isEqualTo(35);
    }
}
