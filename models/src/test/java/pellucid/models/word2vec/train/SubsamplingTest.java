package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.models.word2vec.train.Subsampling.Formula;
import pellucid.tensor.InputException;

class SubsamplingTest {
    /** A frequent article and a rarer noun at the threshold 1e-5, evaluated by hand. */
    @ParameterizedTest
    @CsvSource({
        "PAPER,      0.05, 0.01414,  1e-5",
        "WORD2VEC_C, 0.05, 0.01434,  1e-5",
        "SEED,       0.05, 0.000203, 1e-6",
        "PAPER,      1e-4, 0.3162,   1e-4",
        "WORD2VEC_C, 1e-4, 0.4162,   1e-4",
        "SEED,       1e-4, 0.1316,   1e-4",
    })
    void keepsAsTheTableSays(Formula formula, double frequency, double kept, double digits) {
        assertThat(new Subsampling(formula, 1e-5).keep(frequency)).isCloseTo(kept, within(digits / 2));
    }

    @ParameterizedTest
    @CsvSource({"PAPER, 1e-3", "WORD2VEC_C, 1e-3", "WORD2VEC_C, 1.5e-3", "SEED, 1e-3", "PAPER, 1e-9"})
    void neverKeepsMoreThanAll(Formula formula, double frequency) {
        assertThat(new Subsampling(formula, 1e-3).keep(frequency)).isEqualTo(1);
    }

    @Test
    void aThresholdOfZeroKeepsEverything() {
        assertThat(Subsampling.NONE.keep(0.5)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-3, 1.5, Double.NaN})
    void refusesWhatIsNoShare(double threshold) {
        assertThatThrownBy(() -> Subsampling.at(threshold))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("" + threshold);
    }
}
