package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import pellucid.tensor.backend.reference.ReferenceBackend;

class OperationsTest {
    private final Backend backend = new ReferenceBackend();
    private final Tensor x = backend.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    private final Tensor row = backend.floats(new float[] {10, 20, 30});

    @Test
    void binaryFunctionsBroadcast() {
        assertThat(Operations.add(x, row).toFloats()).containsExactly(11, 22, 33, 14, 25, 36);
        assertThat(Operations.subtract(row, x).toFloats()).containsExactly(9, 18, 27, 6, 15, 24);
        assertThat(Operations.multiply(x, row).toFloats()).containsExactly(10, 40, 90, 40, 100, 180);
        assertThat(Operations.divide(row, x).toFloats()).containsExactly(10, 10, 10, 2.5f, 4, 5);
        assertThat(Operations.add(row.reshape(3, 1), row).shape()).isEqualTo(Shape.of(3, 3));
        assertThat(x.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void unaryAffineAndReduce() {
        assertThat(Operations.unary(UnaryOp.SQUARE, x).toFloats()).containsExactly(1, 4, 9, 16, 25, 36);
        assertThat(Operations.affine(x, 2, 1).toFloats()).containsExactly(3, 5, 7, 9, 11, 13);
        assertThat(Operations.reduce(ReduceOp.SUM, x, 0).toFloats()).containsExactly(5, 7, 9);
        assertThat(Operations.reduce(ReduceOp.MEAN, x, -1).toFloats()).containsExactly(2, 5);
    }

    @Test
    void matmulGivesItsResultTheRightShape() {
        Tensor product = Operations.matmul(x, x.transpose(0, 1));
        assertThat(product.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(product.toFloats()).containsExactly(14, 32, 32, 77);
        assertThatThrownBy(() -> Operations.matmul(x, x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("left is [2, 3], right is [2, 3]");
    }

    @Test
    void softmaxSumsToOneAndNormalizedRowsHaveLengthOne() {
        assertThat(Operations.reduce(ReduceOp.SUM, Operations.softmax(x), -1).toFloats())
                .containsExactly(new float[] {1, 1}, within(1e-6f));
        assertThat(backend.squaredNorm(Operations.l2Normalize(x))).isCloseTo(2, within(1e-6));
        float[] cosines = Operations.cosineSimilarity(x, x).toFloats();
        assertThat(cosines[0]).isCloseTo(1, within(1e-6f));
        assertThat(cosines[1]).isCloseTo((float) (32 / Math.sqrt(14 * 77)), within(1e-6f));
        assertThat(Operations.l2Normalize(row).toFloats()[2]).isCloseTo((float) (3 / Math.sqrt(14)), within(1e-6f));
    }

    @Test
    void contiguousCopiesOnlyWhatHasGaps() {
        assertThat(Operations.contiguous(x)).isSameAs(x);
        Tensor turned = Operations.contiguous(x.transpose(0, 1));
        assertThat(turned.isContiguous()).isTrue();
        assertThat(turned.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
        Tensor copy = Operations.copy(x);
        backend.fill(copy, 0);
        assertThat(x.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void resultsLiveOnTheBackendOfTheOperands() {
        Tensor wide = backend.doubles(new double[] {1, 2});
        Tensor sum = Operations.add(wide, wide);
        assertThat(sum.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(sum.backend()).isSameAs(backend);
        Tensor foreign = new ReferenceBackend().doubles(new double[] {1, 2});
        assertThatThrownBy(() -> Operations.add(wide, foreign))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("two backends");
    }
}
