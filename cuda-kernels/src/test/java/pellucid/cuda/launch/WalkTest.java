package pellucid.cuda.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

class WalkTest {
    private static final Tensor BASE = new ReferenceBackend().zeros(5, 7, 6, 4);

    static Stream<Tensor> views() {
        return Stream.of(
                BASE,
                BASE.transpose(1, 2),
                BASE.slice(1, 2, 5),
                BASE.slice(3, 1, 2),
                BASE.select(2, 3),
                BASE.select(0, 1).select(0, 1).select(0, 1),
                BASE.select(0, 1).select(0, 1).select(0, 1).select(0, 1),
                BASE.slice(0, 0, 1).broadcastTo(Shape.of(3, 7, 6, 4)));
    }

    @ParameterizedTest
    @MethodSource("views")
    void visitsEachElementInTheOrderOfTheAxes(Tensor view) {
        Walk walk = Walk.over(
                view.shape(), BASE.select(0, 0).select(0, 0).select(0, 0).select(0, 0), view);

        List<Integer> visited = new ArrayList<>();
        for (int i = 0; i < walk.size(); i++) {
            visited.add(position(walk, 1, i));
        }

        assertThat(visited).isEqualTo(positions(view));
        for (int i = 0; i < walk.size(); i++) {
            assertThat(position(walk, 0, i)).isZero();
        }
    }

    @Test
    void mergesAxesWithoutGaps() {
        assertThat(Walk.over(BASE.shape(), BASE, BASE).words()[0]).isEqualTo(1);
        assertThat(Walk.over(BASE.shape(), BASE).isDense(0)).isTrue();
        assertThat(Walk.over(BASE.shape(), BASE, BASE.select(0, 0)).isDense(1)).isFalse();
        Tensor cut = BASE.slice(2, 0, 5);
        assertThat(Walk.over(cut.shape(), cut).words()[0]).isEqualTo(2);
    }

    @Test
    void saysWhenThereAreTooManyAxes() {
        Tensor many = new ReferenceBackend().zeros(3, 3, 3, 3, 3, 3, 3);
        Tensor gaps = many;
        for (int axis = 0; axis < 7; axis++) {
            gaps = gaps.slice(axis, 0, 2);
        }
        Tensor view = gaps;
        assertThatThrownBy(() -> Walk.over(view.shape(), view))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at most 6 axes, [2, 2, 2, 2, 2, 2, 2] has 7");
    }

    /** What the kernels' walk_position computes. */
    private static int position(Walk walk, int operand, int index) {
        int[] words = walk.words();
        int left = index;
        int position = 0;
        for (int axis = words[0] - 1; axis >= 0; axis--) {
            int dim = axis == 0 ? Integer.MAX_VALUE : words[1 + axis];
            position += left % dim * words[1 + Walk.AXES + operand * Walk.AXES + axis];
            left /= dim;
        }
        return position;
    }

    private static List<Integer> positions(Tensor view) {
        List<Integer> found = new ArrayList<>();
        collect(view, 0, 0, found);
        return found;
    }

    private static void collect(Tensor view, int axis, int position, List<Integer> found) {
        if (axis == view.rank()) {
            found.add(position);
            return;
        }
        for (int i = 0; i < view.dim(axis); i++) {
            collect(view, axis + 1, position + i * view.stride(axis), found);
        }
    }
}
