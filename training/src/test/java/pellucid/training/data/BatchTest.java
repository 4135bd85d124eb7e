package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class BatchTest {
    @Test
    void putsExamplesSideBySide() {
        Batch batch = Batch.of(List.of(new Example(List.of("a", "b"), 0.5), new Example(List.of("c", "d"), 1)));
        assertThat(batch.columns()).containsExactly(List.of("a", "c"), List.of("b", "d"));
        assertThat(batch.labels()).containsExactly(0.5, 1);
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch).isEqualTo(new Batch(List.of(List.of("a", "c"), List.of("b", "d")), new double[] {0.5, 1}));
    }

    @Test
    void withoutLabelsHasNone() {
        Batch batch = Batch.of(List.of(new Example("a"), new Example("b")));
        assertThat(batch.isLabelled()).isFalse();
        assertThat(batch.labels()).isNull();
    }

    @Test
    void cannotBeChangedThroughItsLabels() {
        double[] labels = {1};
        Batch batch = new Batch(List.of(List.of("a")), labels);
        labels[0] = 2;
        batch.labels()[0] = 3;
        assertThat(batch.labels()).containsExactly(1);
    }

    @Test
    void refusesWhatIsNotAlike() {
        assertRefused(() -> Batch.of(List.of()), "a batch of no examples");
        assertRefused(
                () -> Batch.of(List.of(new Example("a", "b"), new Example("c"))),
                "example 1 of a batch has 1 texts and no label, example 0 has 2 texts and no label; all must be alike");
        assertRefused(
                () -> Batch.of(List.of(new Example("a"), new Example(List.of("c"), 1))),
                "example 1 of a batch has 1 texts and a label");
        assertRefused(() -> new Batch(List.of(), null), "at least one column");
        assertRefused(() -> new Batch(List.of(List.of()), null), "at least one text");
        assertRefused(
                () -> new Batch(List.of(List.of("a", "b"), List.of("c")), null), "column 1 of a batch has 1 texts");
        assertRefused(() -> new Batch(List.of(List.of("a")), new double[2]), "a batch of 1 examples has 2 labels");
        assertRefused(() -> new Batch(List.of(List.of("a")), new double[] {Double.NaN}), "label 0 of a batch is NaN");
        assertRefused(() -> new Example(List.of(), 1), "an example has no text");
        assertRefused(() -> new Example(List.of("a"), Double.POSITIVE_INFINITY), "has the label Infinity");
    }

    private static void assertRefused(Runnable construction, String message) {
        assertThatThrownBy(construction::run).isInstanceOf(InputException.class).hasMessageContaining(message);
    }
}
