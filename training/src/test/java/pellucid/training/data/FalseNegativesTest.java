package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FalseNegativesTest {
    @Test
    void aBatchOfDifferentTextsHasNone() {
        assertThat(count(List.of("a", "b"), List.of("p", "q"), List.of("n", "o")))
                .isEqualTo(new FalseNegatives.Count(2, 4, 0, 0, 0));
        assertThat(count(List.of("a", "a"))).isEqualTo(new FalseNegatives.Count(2, 0, 0, 0, 0));
    }

    @Test
    void aPositiveThatOccursTwiceIsANegativeOfBothAnchors() {
        assertThat(count(List.of("a", "b", "c"), List.of("p", "p", "q")))
                .isEqualTo(new FalseNegatives.Count(3, 3, 0, 1, 2));
    }

    @Test
    void twoAnswersToOneAnchorAreEachOthersNegatives() {
        assertThat(count(List.of("a", "a", "c"), List.of("p", "q", "r")))
                .isEqualTo(new FalseNegatives.Count(3, 3, 1, 0, 2));
    }

    @Test
    void aHardNegativeThatIsThePositiveOfAnotherCountsForThatOne() {
        assertThat(count(List.of("a", "b"), List.of("p", "q"), List.of("q", "n")))
                .isEqualTo(new FalseNegatives.Count(2, 4, 0, 1, 1));
    }

    @Test
    void thePairThatIsThereTwiceCountsOnceForEach() {
        assertThat(count(List.of("a", "a"), List.of("p", "p"))).isEqualTo(new FalseNegatives.Count(2, 2, 1, 1, 2));
    }

    @Test
    void countsAreSummedUpAndTheFirstIsWarnedOf() {
        List<String> warnings = new ArrayList<>();
        FalseNegatives watch = new FalseNegatives(warnings::add);
        Batch clean = new Batch(List.of(List.of("a", "b"), List.of("p", "q")), null);
        Batch bad = new Batch(List.of(List.of("a", "b"), List.of("p", "p")), null);
        assertThat(watch.look(clean).falseNegatives()).isZero();
        assertThat(watch.look(bad).falseNegatives()).isEqualTo(2);
        watch.look(bad);
        assertThat(watch.total()).isEqualTo(new FalseNegatives.Count(6, 6, 0, 2, 4));
        assertThat(warnings)
                .containsExactly("batch 2: 0 of 2 anchors and 1 of 2 candidates repeat a text of the batch, which "
                        + "makes 2 right answers count as wrong; sample with no_duplicates, or remove the duplicates "
                        + "from the data (said once)");
    }

    @SafeVarargs
    private static FalseNegatives.Count count(List<String>... columns) {
        return FalseNegatives.in(new Batch(List.of(columns), null));
    }
}
