package pellucid.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;
import pellucid.tensor.ShapeException;

class JudgementTest {
    private static final Judgement RULE = new Judgement("MRR@10", 0.02);

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.05, REPRODUCED, REPRODUCED",
        "-0.05, -0.01, REFUTED, REFUTED",
        "-0.01, 0.01, REFUTED, REPRODUCED",
        "-0.01, 0.05, NOT_TESTED, REPRODUCED",
        "-0.05, 0.01, REFUTED, NOT_TESTED",
        "-0.05, 0.05, NOT_TESTED, NOT_TESTED"
    })
    void followsTheIntervalAlone(double low, double high, Verdict better, Verdict noWorse) {
        Interval gain = new Interval((low + high) / 2, low, high, 0.95);
        assertThat(RULE.better(gain)).isEqualTo(better);
        assertThat(RULE.noWorse(gain)).isEqualTo(noWorse);
        assertThat(RULE.words(gain, better).contains("missing")).isEqualTo(better == Verdict.NOT_TESTED);
    }

    @Test
    void measuresTheMeanOfPairedDifferences() {
        Interval gain = Judgement.gain(new double[] {0, 0.5, 1, 0}, new double[] {0.25, 0.75, 1.25, 0.25}, 1);
        assertThat(gain.estimate()).isEqualTo(0.25);
        assertThat(gain.low()).isEqualTo(0.25);
        assertThat(RULE.words(gain)).isEqualTo("MRR@10 +0.250 (95% from +0.250 to +0.250)");
        assertThatThrownBy(() -> Judgement.gain(new double[2], new double[3], 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 and 3 values");
    }
}
