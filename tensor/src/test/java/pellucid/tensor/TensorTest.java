package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import pellucid.tensor.backend.reference.ReferenceBackend;

class TensorTest {
    private final Backend backend = new ReferenceBackend();

    private Tensor counted(int... dims) {
        int[] values = new int[Shape.of(dims).size()];
        Arrays.setAll(values, i -> i);
        return backend.ints(values).reshape(dims);
    }

    /** A view as a list of the elements' numbers: slow, and nothing to get wrong. */
    private record Mapped(Shape shape, int[] numbers) {
        int at(int... index) {
            int flat = 0;
            for (int axis = 0; axis < index.length; axis++) {
                flat = flat * shape.dim(axis) + index[axis];
            }
            return numbers[flat];
        }

        /** The view of another shape whose element at an index is this one's at {@code from} of that index. */
        Mapped seen(Shape to, UnaryOperator<int[]> from) {
            int[] mapped = new int[to.size()];
            int[] index = new int[to.rank()];
            for (int i = 0; i < mapped.length; i++) {
                mapped[i] = at(from.apply(index.clone()));
                for (int axis = index.length - 1; axis >= 0 && ++index[axis] == to.dim(axis); axis--) {
                    index[axis] = 0;
                }
            }
            return new Mapped(to, mapped);
        }
    }

    @Property(tries = 500)
    void chainsOfViewsShowTheRightElements(@ForAll long seed) {
        Random random = new Random(seed);
        int[] dims = new int[1 + random.nextInt(4)];
        Arrays.setAll(dims, i -> 1 + random.nextInt(5));
        // Element i holds the number i, and a copy keeps the numbers.
        Tensor tensor = counted(dims);
        Mapped oracle = new Mapped(tensor.shape(), tensor.toInts());
        for (int step = 0; step < 6; step++) {
            Shape shape = tensor.shape();
            int axis = shape.rank() == 0 ? 0 : random.nextInt(shape.rank());
            int other = shape.rank() == 0 ? 0 : random.nextInt(shape.rank());
            switch (shape.rank() == 0 ? 4 : random.nextInt(5)) {
                case 0 -> {
                    tensor = tensor.transpose(axis, other);
                    oracle = oracle.seen(tensor.shape(), index -> swapped(index, axis, other));
                }
                case 1 -> {
                    int from = random.nextInt(shape.dim(axis));
                    tensor = tensor.slice(axis, from, from + 1 + random.nextInt(shape.dim(axis) - from));
                    oracle = oracle.seen(tensor.shape(), index -> shifted(index, axis, from));
                }
                case 2 -> {
                    int at = random.nextInt(shape.dim(axis));
                    tensor = tensor.select(axis - shape.rank(), at);
                    oracle = oracle.seen(tensor.shape(), index -> inserted(index, axis, at));
                }
                case 3 -> {
                    Shape wider = shape.dim(axis) == 1 ? shape.with(axis, 3) : shape;
                    int[] stretched = new int[wider.rank() + 1];
                    System.arraycopy(wider.dims(), 0, stretched, 1, wider.rank());
                    stretched[0] = 2;
                    tensor = tensor.broadcastTo(Shape.of(stretched));
                    oracle = oracle.seen(tensor.shape(), index -> narrowed(index, shape));
                    if (tensor.size() > 5000) {
                        return;
                    }
                }
                default -> {
                    Shape to = regrouped(shape, random);
                    try {
                        tensor = tensor.reshape(to);
                    } catch (ShapeException e) {
                        assertThat(tensor.isContiguous()).isFalse();
                        tensor = Operations.contiguous(tensor).reshape(to);
                    }
                    oracle = new Mapped(to, oracle.numbers);
                }
            }
            assertThat(tensor.shape()).isEqualTo(oracle.shape);
            assertThat(tensor.toInts()).containsExactly(oracle.numbers);
            checkRows(tensor, oracle);
        }
    }

    private static void checkRows(Tensor tensor, Mapped oracle) {
        if (tensor.hasRows()) {
            int columns = tensor.shape().columns();
            int[] all = Tensor.over(tensor.storage(), Shape.of(tensor.storage().size()), 0)
                    .toInts();
            for (int i = 0; i < tensor.size(); i++) {
                int position = tensor.offset() + i / columns * tensor.rowStride() + i % columns;
                assertThat(all[position]).isEqualTo(oracle.numbers[i]);
            }
        }
    }

    private static int[] swapped(int[] index, int a, int b) {
        int kept = index[a];
        index[a] = index[b];
        index[b] = kept;
        return index;
    }

    private static int[] shifted(int[] index, int axis, int by) {
        index[axis] += by;
        return index;
    }

    private static int[] inserted(int[] index, int axis, int value) {
        int[] longer = new int[index.length + 1];
        System.arraycopy(index, 0, longer, 0, axis);
        longer[axis] = value;
        System.arraycopy(index, axis, longer, axis + 1, index.length - axis);
        return longer;
    }

    private static int[] narrowed(int[] index, Shape to) {
        int[] own = Arrays.copyOfRange(index, index.length - to.rank(), index.length);
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = to.dim(axis) == 1 ? 0 : own[axis];
        }
        return own;
    }

    /** The same size in other axes: two neighbours merged, or one taken apart. */
    private static Shape regrouped(Shape shape, Random random) {
        if (shape.rank() >= 2 && random.nextBoolean()) {
            int axis = random.nextInt(shape.rank() - 1);
            int merged = shape.dim(axis) * shape.dim(axis + 1);
            return shape.with(axis, merged).without(axis + 1);
        }
        int axis = random.nextInt(shape.rank() + 1);
        int[] dims = inserted(shape.dims(), axis, 1);
        int next = axis < shape.rank() ? axis + 1 : axis;
        for (int factor = 2; factor <= 5 && next != axis; factor++) {
            if (dims[next] % factor == 0) {
                dims[axis] = factor;
                dims[next] /= factor;
                break;
            }
        }
        return Shape.of(dims);
    }

    @Test
    void viewsShareTheirStorage() {
        Tensor whole = backend.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor column = whole.select(1, 2);
        backend.fill(column, 9);
        assertThat(whole.toFloats()).containsExactly(1, 2, 9, 4, 5, 9);
        assertThat(column.storage()).isSameAs(whole.storage());
    }

    @Test
    void reshapeWorksOutOneSizeAndSeesStridedVectors() {
        Tensor x = counted(2, 3, 4);
        assertThat(x.reshape(-1, 4).shape()).isEqualTo(Shape.of(6, 4));
        assertThat(x.reshape(24).shape()).isEqualTo(Shape.of(24));
        Tensor column = counted(5, 3).select(1, 1);
        assertThat(column.reshape(5, 1).toInts()).containsExactly(1, 4, 7, 10, 13);
        assertThat(column.reshape(5, 1).reshape(5).toInts()).containsExactly(1, 4, 7, 10, 13);
        assertThat(counted(12, 2).select(1, 1).reshape(3, 4).toInts())
                .containsExactly(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23);
        Tensor rows = counted(4, 5).slice(1, 0, 3);
        assertThat(rows.reshape(2, 2, 3).toInts()).containsExactly(rows.toInts());
        assertThatThrownBy(() -> rows.reshape(12))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[4, 3]")
                .hasMessageContaining("[12]")
                .hasMessageContaining("Operations.contiguous");
        assertThatThrownBy(() -> x.reshape(5, 5))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 3, 4]")
                .hasMessageContaining("[5, 5]");
    }

    @Test
    void viewsOfNothingWorkLikeOthers() {
        Tensor x = counted(3, 4);
        Tensor none = x.slice(0, 3, 3);
        assertThat(none.shape()).isEqualTo(Shape.of(0, 4));
        assertThat(none.offset()).isZero();
        assertThat(none.isContiguous()).isTrue();
        assertThat(none.hasRows()).isTrue();
        assertThat(none.transpose(0, 1).reshape(0, 7).toInts()).isEmpty();
        assertThat(x.slice(1, 2, 2).toInts()).isEmpty();
    }

    @Test
    void refusalsNameShapes() {
        Tensor x = backend.zeros(2, 3);
        assertThatThrownBy(() -> x.slice(1, 2, 4))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> x.slice(1, 2, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> x.select(0, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> x.broadcastTo(Shape.of(3, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[3, 3]");
        assertThatThrownBy(() -> x.broadcastTo(Shape.of(3))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(x::item).isInstanceOf(ShapeException.class).hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> Tensor.over(x.storage(), Shape.of(4), 3))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[4]");
    }

    @Test
    void itemReadsOneElement() {
        assertThat(backend.floats(new float[] {2.5f}, 1, 1).item()).isEqualTo(2.5);
        assertThat(backend.ints(new int[] {7}).item()).isEqualTo(7);
        assertThat(backend.zeros(2, 3)).hasToString("Tensor[2, 3] float32 on reference");
    }
}
