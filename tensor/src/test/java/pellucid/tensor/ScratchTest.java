package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import pellucid.tensor.backend.reference.ReferenceBackend;

class ScratchTest {
    private final Backend backend = new ReferenceBackend();
    private final Scratch scratch = backend.scratch();

    private static Tensor floats(Scratch.Frame frame, int... dims) {
        return frame.tensor(DType.FLOAT32, Shape.of(dims));
    }

    @Test
    void closingGivesTheMemoryBack() {
        Tensor first;
        try (Scratch.Frame frame = scratch.open()) {
            first = floats(frame, 10);
            floats(frame, 20);
        }
        try (Scratch.Frame frame = scratch.open()) {
            Tensor again = floats(frame, 7);
            assertThat(again.storage()).isSameAs(first.storage());
            assertThat(again.offset()).isEqualTo(first.offset());
        }
    }

    @Test
    void innerFramesLieAboveOuterOnes() {
        try (Scratch.Frame outer = scratch.open()) {
            Tensor a = floats(outer, 10);
            backend.fill(a, 1);
            int innerOffset;
            try (Scratch.Frame inner = scratch.open()) {
                Tensor b = floats(inner, 10);
                backend.fill(b, 2);
                innerOffset = b.offset();
                assertThat(a.toFloats()).containsOnly(1);
            }
            Tensor c = floats(outer, 10);
            assertThat(c.offset()).isEqualTo(innerOffset);
            assertThat((c.offset() - a.offset()) % 16).isZero();
        }
    }

    @Test
    void everyBlockOfMemoryBeginsBehindItsLead() {
        Scratch led = new Scratch(backend, 48);
        try (Scratch.Frame frame = led.open()) {
            assertThat(frame.tensor(DType.FLOAT64, Shape.of(3)).offset()).isEqualTo(6);
            Tensor first = floats(frame, 3);
            Tensor second = floats(frame, 3);
            Tensor huge = floats(frame, 300_000);
            assertThat(List.of(first.offset(), second.offset(), huge.offset())).containsExactly(12, 28, 12);
            assertThat(huge.storage()).isNotSameAs(first.storage());
            backend.fill(huge, 1);
        }
        try (Scratch.Frame frame = led.open()) {
            assertThat(floats(frame, 3).offset()).isEqualTo(12);
        }
    }

    @Test
    void typesDoNotMix() {
        try (Scratch.Frame frame = scratch.open()) {
            Tensor f = floats(frame, 5);
            Tensor i = frame.tensor(DType.INT32, Shape.of(5));
            Tensor d = frame.tensor(DType.FLOAT64, Shape.of(5));
            Set<Storage> storages = new HashSet<>(List.of(f.storage(), i.storage(), d.storage()));
            assertThat(storages).hasSize(3);
            assertThat(List.of(f, i, d))
                    .extracting(Tensor::dtype)
                    .containsExactly(DType.FLOAT32, DType.INT32, DType.FLOAT64);
        }
    }

    @Test
    void growsWithoutMovingWhatIsThere() {
        try (Scratch.Frame frame = scratch.open()) {
            Tensor small = floats(frame, 3);
            backend.fill(small, 5);
            Tensor huge = floats(frame, 300_000);
            backend.fill(huge, 6);
            Tensor next = floats(frame, 3);
            backend.fill(next, 7);
            assertThat(small.toFloats()).containsOnly(5);
            assertThat(huge.toFloats()).containsOnly(6);
        }
        Storage[] first = new Storage[3];
        for (int round = 0; round < 3; round++) {
            try (Scratch.Frame frame = scratch.open()) {
                floats(frame, 3);
                first[round] = floats(frame, 300_000).storage();
            }
        }
        assertThat(first[1]).isSameAs(first[0]);
        assertThat(first[2]).isSameAs(first[0]);
    }

    @Test
    void tensorsOfNoElementsTakePartToo() {
        try (Scratch.Frame frame = scratch.open()) {
            Tensor none = floats(frame, 0, 4);
            Tensor scalar = floats(frame);
            Tensor other = floats(frame, 2);
            backend.fill(none, 1);
            backend.fill(scalar, 2);
            backend.fill(other, 3);
            assertThat(scalar.item()).isEqualTo(2);
            assertThat(frame.keepOnly(none).shape()).isEqualTo(Shape.of(0, 4));
        }
    }

    @Test
    void onlyTheInnermostFrameGivesMemory() {
        Scratch.Frame outer = scratch.open();
        Tensor kept = floats(outer, 2);
        Scratch.Frame inner = scratch.open();
        assertThatThrownBy(() -> floats(outer, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 of 2");
        assertThatThrownBy(() -> outer.keepOnly(kept)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
        inner.close();
        inner.close();
        assertThatThrownBy(() -> floats(inner, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        floats(outer, 2);
        outer.close();
        try (Scratch.Frame fresh = scratch.open()) {
            assertThatThrownBy(() -> floats(outer, 2)).isInstanceOf(IllegalStateException.class);
            assertThat(floats(fresh, 2).offset()).isEqualTo(kept.offset());
        }
    }

    /** Whatever is kept, wherever it lies: moved to the frame's start, in order, the memory above it free again. */
    @Property(tries = 300)
    void keepOnlyMovesAnyView(
            @ForAll @IntRange(max = 3) int before,
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll @IntRange(max = 4) int form) {
        try (Scratch.Frame frame = scratch.open()) {
            List<Tensor> others = new ArrayList<>();
            for (int i = 0; i < before; i++) {
                others.add(floats(frame, 5 + i));
            }
            Tensor whole = floats(frame, rows, columns);
            float[] values = new float[rows * columns];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
            }
            backend.write(values, 0, whole);
            Tensor view = switch (form) {
                case 0 -> whole;
                case 1 -> whole.transpose(0, 1);
                case 2 -> whole.slice(1, columns / 2, columns);
                case 3 -> whole.slice(0, rows / 2, rows).transpose(0, 1);
                default -> whole.select(0, rows - 1).broadcastTo(Shape.of(rows, columns));
            };
            float[] wanted = view.toFloats();
            Tensor kept = frame.keepOnly(view);
            assertThat(kept.toFloats()).containsExactly(wanted);
            assertThat(kept.isContiguous()).isTrue();
            if (!others.isEmpty()) {
                assertThat(kept.offset()).isEqualTo(others.get(0).offset());
            }
            Tensor next = floats(frame, 3);
            backend.fill(next, -1);
            assertThat(kept.toFloats()).containsExactly(wanted);
            assertThat(next.offset()).isLessThan(kept.offset() + kept.size() + 16);
        }
    }

    @Test
    void keepOnlyTakesTensorsFromElsewhere() {
        Tensor elsewhere = backend.floats(new float[] {1, 2, 3});
        try (Scratch.Frame frame = scratch.open()) {
            floats(frame, 9);
            Tensor kept = frame.keepOnly(elsewhere);
            assertThat(kept.storage()).isNotSameAs(elsewhere.storage());
            assertThat(kept.toFloats()).containsExactly(1, 2, 3);
        }
    }
}
