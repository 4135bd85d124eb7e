package pellucid.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class StratifiedSplitTest {
    private static final List<String> LABELS = IntStream.range(0, 100)
            .mapToObj(i -> i < 60 ? "a" : i < 99 ? "b" : "c")
            .toList();

    @Test
    void everyClassIsHeldOutInProportion() {
        StratifiedSplit split = StratifiedSplit.holdOut(LABELS, 0.2, 1);
        assertThat(count(split.test(), 0, 60)).isEqualTo(12);
        assertThat(count(split.test(), 60, 99)).isBetween(7L, 8L);
        assertThat(split.train()).contains(99);
        int[] all = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(StratifiedSplit.holdOut(LABELS, 0.2, 1).test()).isEqualTo(split.test());
        assertThat(StratifiedSplit.holdOut(LABELS, 0.2, 2).test()).isNotEqualTo(split.test());
    }

    private static long count(int[] indices, int from, int to) {
        return Arrays.stream(indices).filter(i -> i >= from && i < to).count();
    }

    @Test
    void everythingIsMeasuredOnInOneFold() {
        List<StratifiedSplit> folds = StratifiedSplit.folds(LABELS, 4, 1);
        assertThat(folds).hasSize(4);
        assertThat(folds.stream()
                        .flatMapToInt(fold -> Arrays.stream(fold.test()))
                        .sorted()
                        .toArray())
                .isEqualTo(IntStream.range(0, 100).toArray());
        for (StratifiedSplit fold : folds) {
            assertThat(fold.test()).hasSize(25);
            assertThat(count(fold.test(), 0, 60)).isEqualTo(15);
            assertThat(fold.train()).hasSize(75).doesNotContain(fold.test());
        }
    }

    @Test
    void aLargeShareLeavesOneOfEachClassToLearnFrom() {
        StratifiedSplit split = StratifiedSplit.holdOut(List.of("a", "a", "b", "b"), 0.9, 1);
        assertThat(split.train()).hasSize(2);
        assertThat(split.train()[0]).isLessThan(2);
        assertThat(split.train()[1]).isGreaterThanOrEqualTo(2);
    }

    @Test
    void refusesSharesThatLeaveNothing() {
        assertThatThrownBy(() -> StratifiedSplit.holdOut(LABELS, 1, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the share to measure on is 1.0");
        assertThatThrownBy(() -> StratifiedSplit.holdOut(List.of("a", "b"), 0.2, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leaves none to measure on");
        assertThatThrownBy(() -> StratifiedSplit.folds(LABELS, 101, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("from 2 to the number of texts, 100");
    }
}
