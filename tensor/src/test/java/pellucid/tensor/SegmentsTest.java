package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pellucid.tensor.backend.reference.ReferenceBackend;

class SegmentsTest {
    private final Segments segments = Segments.ofLengths(3, 0, 5);

    @Test
    void liesOneBehindTheOther() {
        assertThat(segments.count()).isEqualTo(3);
        assertThat(segments.offsets()).containsExactly(0, 3, 3, 8);
        assertThat(segments.start(2)).isEqualTo(3);
        assertThat(segments.end(2)).isEqualTo(segments.total()).isEqualTo(8);
        assertThat(segments.length(1)).isZero();
        assertThat(segments.longest()).isEqualTo(5);
        assertThat(segments).hasToString("Segments[0, 3, 3, 8]");
    }

    @Test
    void countsTheScoresOfAttention() {
        assertThat(segments.scoresBefore(0)).isZero();
        assertThat(segments.scoresBefore(2)).isEqualTo(9);
        assertThat(segments.scores()).isEqualTo(34);
        assertThatThrownBy(() -> Segments.ofLengths(50_000).scores()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void anEmptyBatchIsABatch() {
        Segments none = Segments.ofLengths();
        assertThat(none.count()).isZero();
        assertThat(none.total()).isZero();
        assertThat(none.longest()).isZero();
        assertThat(none.scores()).isZero();
    }

    @Test
    void refusesTensorsOfOtherLengths() {
        Backend backend = new ReferenceBackend();
        segments.check("pool", backend.zeros(8, 4));
        assertThatThrownBy(() -> segments.check("pool", backend.zeros(7, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("pool")
                .hasMessageContaining("[7, 4]")
                .hasMessageContaining("8 tokens");
        assertThatThrownBy(() -> segments.check("pool", backend.zeros(8))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Segments.ofLengths(2, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("sequence 1 has length -1");
    }
}
