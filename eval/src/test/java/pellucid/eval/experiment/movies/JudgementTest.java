package pellucid.eval.experiment.movies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

class JudgementTest {
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
        assertThat(Judgement.better(gain)).isEqualTo(better);
        assertThat(Judgement.noWorse(gain)).isEqualTo(noWorse);
        assertThat(Judgement.words(gain, better).contains("missing")).isEqualTo(better == Verdict.NOT_TESTED);
    }

    @Test
    void countsTheReciprocalRankOfARandomOrder() {
        // Of the 10 ways to place 2 relevant films among 5, the first is at rank 1, 2, 3, 4 in 4, 3, 2, 1 of them.
        double all = (4 * 1.0 + 3 / 2.0 + 2 / 3.0 + 1 / 4.0) / 10;
        assertThat(Judgement.chance(2, 5, 10)).isCloseTo(all, within(1e-12));
        assertThat(Judgement.chance(2, 5, 2)).isCloseTo((4 * 1.0 + 3 / 2.0) / 10, within(1e-12));
        assertThat(Judgement.chance(5, 5, 10)).isEqualTo(1);
    }
}
