package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void axesCountFromBothEnds() {
        Shape shape = Shape.of(2, 3, 4);
        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.size()).isEqualTo(24);
        assertThat(shape.dim(0)).isEqualTo(shape.dim(-3)).isEqualTo(2);
        assertThat(shape.dim(-1)).isEqualTo(shape.columns()).isEqualTo(4);
        assertThat(shape.rows()).isEqualTo(6);
        assertThat(shape.with(-1, 9)).isEqualTo(Shape.of(2, 3, 9));
        assertThat(shape.without(1)).isEqualTo(Shape.of(2, 4));
        assertThat(shape.contiguousStrides()).containsExactly(12, 4, 1);
        assertThat(shape).hasToString("[2, 3, 4]");
    }

    @Test
    void aScalarHasOneElementAndNoAxes() {
        assertThat(Shape.of()).isSameAs(Shape.scalar());
        assertThat(Shape.scalar().size()).isEqualTo(1);
        assertThat(Shape.scalar().rows()).isEqualTo(1);
        assertThat(Shape.scalar().columns()).isEqualTo(1);
        assertThat(Shape.scalar()).hasToString("[]");
    }

    @Test
    void doesNotShareItsArray() {
        int[] dims = {2, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 9;
        shape.dims()[1] = 9;
        assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    }

    @Test
    void refusalsNameWhatWasFound() {
        assertThatThrownBy(() -> Shape.of(2, -3))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("-3")
                .hasMessageContaining("[2, -3]");
        assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[65536, 65536]");
        assertThatThrownBy(() -> Shape.of(2, 3).dim(2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("axis 2 of shape [2, 3]");
        assertThatThrownBy(() -> Shape.of(2, 3).dim(-3)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Shape.broadcast(Shape.of(2, 3), Shape.of(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[2]");
    }

    @Test
    void broadcastAlignsAtTheEnd() {
        assertThat(Shape.broadcast(Shape.of(7, 1), Shape.of(13))).isEqualTo(Shape.of(7, 13));
        assertThat(Shape.broadcast(Shape.scalar(), Shape.of(2, 3))).isEqualTo(Shape.of(2, 3));
        assertThat(Shape.broadcast(Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
        assertThat(Shape.broadcast(Shape.of(4, 1, 3), Shape.of(2, 1))).isEqualTo(Shape.of(4, 2, 3));
    }

    @Property
    void broadcastIsSymmetricAndTakesTheLarger(
            @ForAll @Size(max = 4) int[] dims,
            @ForAll @IntRange(max = 15) int stretched,
            @ForAll @IntRange(max = 4) int cut) {
        int[] full = new int[dims.length];
        for (int i = 0; i < full.length; i++) {
            full[i] = Math.floorMod(dims[i], 5);
        }
        int[] part = Arrays.copyOfRange(full, Math.min(cut, full.length), full.length);
        for (int i = 0; i < part.length; i++) {
            part[i] = (stretched >> i & 1) == 1 ? 1 : part[i];
        }
        Shape whole = Shape.of(full);
        assertThat(Shape.broadcast(whole, Shape.of(part))).isEqualTo(whole);
        assertThat(Shape.broadcast(Shape.of(part), whole)).isEqualTo(whole);
    }
}
