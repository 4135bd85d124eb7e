package pellucid.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    void countsTheReciprocalRankOfARandomOrder() {
        // Of the 10 ways to place 2 relevant films among 5, the first is at rank 1, 2, 3, 4 in 4, 3, 2, 1 of them.
        double all = (4 * 1.0 + 3 / 2.0 + 2 / 3.0 + 1 / 4.0) / 10;
        assertThat(Chance.reciprocalRank(2, 5, 10)).isCloseTo(all, within(1e-12));
        assertThat(Chance.reciprocalRank(2, 5, 2)).isCloseTo((4 * 1.0 + 3 / 2.0) / 10, within(1e-12));
        assertThat(Chance.reciprocalRank(5, 5, 10)).isEqualTo(1);
    }
}
