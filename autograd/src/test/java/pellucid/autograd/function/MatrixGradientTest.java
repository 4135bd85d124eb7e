package pellucid.autograd.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.Diagonal.diagonal;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.Matmul.matmul;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Select.select;
import static pellucid.autograd.function.Slice.columns;
import static pellucid.autograd.function.Slice.slice;
import static pellucid.autograd.function.Transpose.transpose;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/** Products, rows of tables, and the functions that only move elements. */
class MatrixGradientTest extends GradientChecks {
    @Test
    void products() {
        agrees(p -> matmul(p[0], p[1]), random(5, 7), random(7, 3));
        agrees(p -> matmul(p[0], p[1], -0.3), random(1, 7), random(7, 1));
        agrees(p -> matmul(p[0], p[1], 20), random(2, 3, 5), random(2, 5, 4));
        agrees(p -> matmul(p[0], p[0]), random(4, 4));
        agrees(p -> matmul(p[0], transpose(p[1], 0, 1)), random(5, 7), random(3, 7));
    }

    @Test
    void productsThatBroadcast() {
        agrees(p -> matmul(p[0], p[1]), random(2, 3, 5), random(5, 4));
        agrees(p -> matmul(p[0], p[1]), random(3, 5), random(2, 5, 4));
        agrees(p -> matmul(p[0], p[1], 2), random(2, 1, 3, 5), random(3, 5, 2));
    }

    @Test
    void productsWithAConstant() {
        Variable constant = Variable.constant(random(2, 7, 7).value());
        agrees(p -> matmul(constant, p[0]), random(7, 3));
        agrees(p -> matmul(p[0], constant), random(3, 7));
    }

    @Test
    void axesSwapped() {
        agrees(p -> transpose(p[0], 0, 1), random(5, 7));
        agrees(p -> transpose(p[0], 0, -1), random(2, 3, 5));
        agrees(p -> multiply(transpose(p[0], 0, 1), p[1]), random(5, 3), random(3, 5));
    }

    @Test
    void otherShapes() {
        agrees(p -> reshape(p[0], 7, 5), random(5, 7));
        agrees(p -> reshape(p[0], -1), random(2, 3, 5));
        agrees(p -> reshape(p[0], Shape.of(1, 3, 1)), random(3));
        agrees(p -> reshape(p[0], Shape.scalar()), random(1, 1));
        agrees(p -> reshape(transpose(p[0], 0, 1), 3, 7), random(3, 7));
        agrees(p -> transpose(reshape(p[0], 3, 7), 0, 1), random(7, 3));
    }

    @Test
    void partsOfAnAxis() {
        agrees(p -> columns(p[0], 2, 5), random(5, 7));
        agrees(p -> add(columns(p[0], 0, 3), columns(p[0], 2, 5)), random(4, 7));
        agrees(p -> slice(p[0], 0, 1, 4), random(5, 7));
        agrees(p -> slice(p[0], 1, 1, 2), random(2, 3, 5));
        agrees(p -> add(p[0], slice(p[0], 0, 0, 1)), random(3, 5));
        agrees(p -> select(p[0], 1, 2), random(2, 3, 5));
        agrees(p -> add(select(p[0], -1, 0), select(p[0], -1, 4)), random(2, 5));
        agrees(p -> select(p[0], 0, 1), random(3));
    }

    @Test
    void joinedAlongAnAxis() {
        agrees(p -> concat(List.of(p[0], p[1], p[0])), random(4, 3), random(4, 2));
        agrees(p -> concat(List.of(p[0], p[1]), 0), random(4, 3), random(1, 3));
        agrees(p -> concat(List.of(p[0], p[1]), 1), random(2, 1, 3), random(2, 4, 3));
        Variable constant = Variable.constant(random(4, 2).value());
        agrees(p -> concat(List.of(constant, p[0])), random(4, 3));
    }

    @Test
    void theDiagonal() {
        agrees(p -> diagonal(p[0]), random(5, 5));
        agrees(p -> diagonal(p[0]), random(3, 7));
        agrees(p -> diagonal(p[0]), random(1, 1));
        double none = Double.NEGATIVE_INFINITY;
        Variable scores = Variable.parameter(backend.doubles(new double[] {1, none, none, 2}, 2, 2));
        assertThat(diagonal(scores).value().toDoubles()).containsExactly(1, 2);
        assertThatThrownBy(() -> diagonal(random(4, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[4, 3]");
    }

    @Test
    void rowsOfATable() {
        Tensor ids = backend.ints(new int[] {4, 0, 4, 2, 4});
        agrees(p -> gatherRows(p[0], ids), random(6, 5));
        agrees(
                p -> add(gatherRows(p[0], ids), gatherRows(p[0], backend.ints(new int[] {1, 1, 1, 1, 0}))),
                random(6, 3));
    }
}
