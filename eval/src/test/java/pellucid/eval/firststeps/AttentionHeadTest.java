package pellucid.eval.firststeps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttentionHeadTest {
    private final Printed printed = Printed.by(() -> AttentionHead.main(new String[0]));

    @Test
    void theOperandsAreTheIntegersOfTheProgram() {
        assertThat(printed.matrix("query", 0)).isDeepEqualTo(new double[][] {{2, 0, 0, 0}, {1, 1, 1, 1}, {0, 0, 4, 0}});
        assertThat(printed.matrix("key", 0)).isDeepEqualTo(new double[][] {{1, 0, 1, 0}, {0, 1, 0, 1}, {1, 1, 0, 0}});
        assertThat(printed.matrix("value", 0)).isDeepEqualTo(new double[][] {{3, 0, 0, 3}, {0, 3, 0, 3}, {0, 0, 3, 3}});
    }

    @Test
    void scoresAreDotProducts() {
        // Token 1: 2·1 = 2, 2·0 = 0, 2·1 = 2. Token 2: the sum of each key, 2. Token 3: 4·1 = 4, 4·0 = 0, 4·0 = 0.
        assertThat(printed.matrix("scores: query · key", 0))
                .isDeepEqualTo(new double[][] {{2, 0, 2}, {2, 2, 2}, {4, 0, 0}});
        assertThat(printed.matrix("scaled: scores / √4", 0))
                .isDeepEqualTo(new double[][] {{1, 0, 1}, {1, 1, 1}, {2, 0, 0}});
    }

    @Test
    void weightsAreSoftmax() {
        // e = 2.71828. Token 1: e + 1 + e = 6.43656; 2.71828 / 6.43656 = 0.4223, 1 / 6.43656 = 0.1554.
        // Token 2: thirds. Token 3: e² = 7.38906, e² + 2 = 9.38906; 7.38906 / 9.38906 = 0.7870, 1 / 9.38906 = 0.1065.
        assertThat(printed.matrix("weights: softmax of each row", 0))
                .isDeepEqualTo(
                        new double[][] {{0.4223, 0.1554, 0.4223}, {0.3333, 0.3333, 0.3333}, {0.7870, 0.1065, 0.1065}});
    }

    @Test
    void whatIsFoundIsTheWeightedMeanOfTheValues() {
        // Columns 1 to 3 are three times a weight: 3 · 0.42232 = 1.2670, 3 · 0.15536 = 0.4661, 3 · 0.33333 = 1,
        // 3 · 0.78699 = 2.3610, 3 · 0.10651 = 0.3195. Column 4 is 3 times the sum of the weights.
        double[][] mixed = {{1.2670, 0.4661, 1.2670, 3}, {1, 1, 1, 3}, {2.3610, 0.3195, 0.3195, 3}};
        assertThat(printed.matrix("mixed: weights · value", 0)).isDeepEqualTo(mixed);
        assertThat(printed.matrix("the same in one step of the engine", 0)).isDeepEqualTo(mixed);
    }
}
