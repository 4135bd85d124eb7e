package pellucid.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.eval.retrieval.Fusion.Weighted;
import pellucid.tensor.InputException;

class FusionTest {
    private static final List<Hit> WORDS = List.of(new Hit(3, 12), new Hit(1, 9), new Hit(7, 4));
    private static final List<Hit> MEANING = List.of(new Hit(1, .9), new Hit(5, .8), new Hit(3, .5));

    @Test
    void ranksAreSummedAsReciprocals() {
        List<Hit> fused = Fusion.reciprocalRanks(List.of(WORDS, MEANING), 10);
        assertThat(fused).extracting(Hit::row).containsExactly(1, 3, 5, 7);
        assertThat(fused.get(0).score()).isCloseTo(1 / 62.0 + 1 / 61.0, within(1e-15));
        assertThat(fused.get(1).score()).isCloseTo(1 / 61.0 + 1 / 63.0, within(1e-15));
        assertThat(fused.get(2).score()).isCloseTo(1 / 62.0, within(1e-15));
        assertThat(fused.get(3).score()).isCloseTo(1 / 63.0, within(1e-15));
        assertThat(Fusion.reciprocalRanks(List.of(WORDS, MEANING, MEANING), 0, 1))
                .containsExactly(new Hit(1, 1 / 2.0 + 1 + 1));
    }

    @Test
    void scoresAreBroughtBetween0And1AndWeighted() {
        List<Hit> fused =
                Fusion.weighted(Map.of("bm25", new Weighted(WORDS, 2), "dense", new Weighted(MEANING, 0.5)), 10);
        assertThat(fused).extracting(Hit::row).containsExactly(3, 1, 5, 7);
        assertThat(fused.get(0).score()).isCloseTo(2 * 1 + 0, within(1e-15));
        assertThat(fused.get(1).score()).isCloseTo(2 * 5 / 8.0 + 0.5, within(1e-15));
        assertThat(fused.get(2).score()).isCloseTo(0.5 * 0.3 / 0.4, within(1e-12));
        assertThat(fused.get(3).score()).isZero();
    }

    @Test
    void aRankingOfEqualsOrOfNoneIsNoTrouble() {
        List<Hit> equals = List.of(new Hit(2, 5), new Hit(4, 5));
        assertThat(Fusion.weighted(Map.of("bm25", new Weighted(equals, 3), "dense", new Weighted(List.of(), 1)), 10))
                .containsExactly(new Hit(2, 3), new Hit(4, 3));
        assertThat(Fusion.reciprocalRanks(List.of(List.of(), List.of()), 10)).isEmpty();
    }

    @Test
    void amongEqualsTheLowerRowIsFirst() {
        List<Hit> one = List.of(new Hit(9, 1));
        List<Hit> other = List.of(new Hit(4, 1));
        assertThat(Fusion.reciprocalRanks(List.of(one, other), 2))
                .extracting(Hit::row)
                .containsExactly(4, 9);
        assertThat(Fusion.reciprocalRanks(List.of(one, other), 1))
                .extracting(Hit::row)
                .containsExactly(4);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Fusion.weighted(Map.of("dense", new Weighted(MEANING, Double.NaN)), 3))
                .isInstanceOf(InputException.class)
                .hasMessage("hybrid search: the weight of dense is NaN; it must be a number of at least 0");
        assertThatThrownBy(() -> Fusion.reciprocalRanks(List.of(WORDS), -1, 3)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Fusion.reciprocalRanks(List.of(WORDS), 0)).isInstanceOf(InputException.class);
    }
}
