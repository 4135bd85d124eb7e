package pellucid.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.autograd.function.EmbeddingLayerNorm.embeddingLayerNorm;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.Matmul.matmul;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Transpose.transpose;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Gradients that are kept by rows. */
class TableTest {
    private final Backend backend = new ReferenceBackend();
    private int drawn;

    private Tensor random(DType type, int... dims) {
        Tensor tensor = backend.zeros(type, Shape.of(dims));
        backend.normal(tensor, 0, 1, 500 + drawn++);
        return tensor;
    }

    @Test
    void eachRowOnceInTheOrderOfFirstAppearance() {
        Variable table = Variable.table(random(DType.FLOAT64, 9, 2));
        Variable y = gatherRows(table, backend.ints(new int[] {7, 2, 7, 0}));
        y.backward(backend.doubles(new double[] {1, 2, 10, 20, 100, 200, 1000, 2000}, 4, 2));
        RowGradient gradient = table.rowGradient();
        assertThat(gradient.ids().toInts()).containsExactly(7, 2, 0);
        assertThat(gradient.rows().toDoubles()).containsExactly(101, 202, 10, 20, 1000, 2000);
        assertThat(gradient.shape()).isEqualTo(Shape.of(9, 2));
    }

    @Test
    void severalPassesAddUpAndClearingForgets() {
        Variable table = Variable.table(random(DType.FLOAT64, 9, 1));
        Tensor ones = backend.doubles(new double[] {1, 1}, 2, 1);
        gatherRows(table, backend.ints(new int[] {7, 2})).backward(ones);
        gatherRows(table, backend.ints(new int[] {5, 2})).backward(ones);
        assertThat(table.rowGradient().ids().toInts()).containsExactly(7, 2, 5);
        assertThat(table.rowGradient().rows().toDoubles()).containsExactly(1, 2, 1);
        table.clearGradient();
        assertThat(table.hasGradient()).isFalse();
        assertThat(table.rowGradient()).isNull();
        gatherRows(table, backend.ints(new int[] {5, 5})).backward(ones);
        assertThat(table.rowGradient().ids().toInts()).containsExactly(5);
        assertThat(table.rowGradient().rows().toDoubles()).containsExactly(2);
    }

    @Test
    void theDenseGradientHasTheSameBits() {
        int[] ids = new Random(4).ints(700, 0, 300).toArray();
        Tensor values = random(DType.FLOAT32, 300, 5);
        Tensor seed = random(DType.FLOAT32, 700, 5);
        Variable table = Variable.table(values);
        Variable dense = Variable.parameter(values);
        for (int pass = 0; pass < 3; pass++) {
            gatherRows(table, backend.ints(ids)).backward(seed);
            gatherRows(dense, backend.ints(ids)).backward(seed);
        }
        assertThat(table.rowGradient().count())
                .isEqualTo((int) Arrays.stream(ids).distinct().count());
        assertThat(dense.rowGradient()).isNull();
        assertThat(table.gradient().toFloats()).isEqualTo(dense.gradient().toFloats());
        assertThat(table.rowGradient()).isNull();
    }

    @Test
    void askingForTheTensorMakesItDenseAndItStaysTheGradient() {
        Variable table = Variable.table(random(DType.FLOAT64, 3, 1));
        Tensor one = backend.doubles(new double[] {1}, 1, 1);
        gatherRows(table, backend.ints(new int[] {1})).backward(one);
        Tensor gradient = table.gradient();
        assertThat(gradient.toDoubles()).containsExactly(0, 1, 0);
        gatherRows(table, backend.ints(new int[] {2})).backward(one);
        assertThat(table.gradient()).isSameAs(gradient);
        assertThat(gradient.toDoubles()).containsExactly(0, 1, 1);
    }

    @Test
    void somethingDenseMakesItDense() {
        Variable table = Variable.table(random(DType.FLOAT64, 4, 3));
        Variable weights = Variable.parameter(random(DType.FLOAT64, 2, 3));
        Tensor ids = backend.ints(new int[] {3, 1});
        GradCheck.Worst worst = GradCheck.worst(
                p -> multiply(
                        matmul(gatherRows(p[0], ids), transpose(p[0], 0, 1)),
                        sum(multiply(gatherRows(p[0], ids), p[1]))),
                table,
                weights);
        assertThat(worst.difference()).isLessThan(1e-7);
        sum(matmul(gatherRows(table, ids), transpose(table, 0, 1))).backward();
        assertThat(table.rowGradient()).isNull();
        assertThat(table.gradient().shape()).isEqualTo(Shape.of(4, 3));
    }

    @Test
    void embeddingsFeedRowsWithoutThePaddingRow() {
        Variable words = Variable.table(random(DType.FLOAT64, 8, 5));
        Variable others = Variable.parameter(random(DType.FLOAT64, 4, 5));
        Variable gamma = Variable.parameter(random(DType.FLOAT64, 5));
        Tensor ids = backend.ints(new int[] {6, 1, 6, 0});
        Tensor positions = backend.ints(new int[] {0, 1, 2, 3});
        Tensor types = backend.ints(new int[4]);
        Tensor seed = random(DType.FLOAT64, 4, 5);
        embeddingLayerNorm(words, others, others, ids, positions, types, 1, gamma, gamma, 1e-12)
                .backward(seed);
        assertThat(words.rowGradient().ids().toInts()).containsExactly(6, 0);
        double[] withoutPadding = words.gradient().toDoubles();
        words.clearGradient();
        embeddingLayerNorm(words, others, others, ids, positions, types, -1, gamma, gamma, 1e-12)
                .backward(seed);
        assertThat(words.rowGradient().ids().toInts()).containsExactly(6, 1, 0);
        double[] all = words.gradient().toDoubles();
        Arrays.fill(all, 5, 10, 0);
        assertThat(withoutPadding).isEqualTo(all);
    }

    @Test
    void rowsMayBeScaledInPlace() {
        Variable table = Variable.table(random(DType.FLOAT64, 3, 1));
        gatherRows(table, backend.ints(new int[] {1})).backward(backend.doubles(new double[] {8}, 1, 1));
        Tensor rows = table.rowGradient().rows();
        backend.affine(rows, 0.25, 0, rows);
        assertThat(table.gradient().toDoubles()).containsExactly(0, 2, 0);
    }

    @Test
    void onlyAMatrixIsATable() {
        assertThatThrownBy(() -> Variable.table(random(DType.FLOAT32, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[n, width]");
    }
}
