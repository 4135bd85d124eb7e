package pellucid.eval.experiment.matryoshka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

class RelativeChangeTest {
    private static Interval from(double low, double high) {
        return new Interval((low + high) / 2, low, high, 0.95);
    }

    @Test
    void isTheChangeOfTheMeans() {
        double[] before = {1, 0, 1, 1, 1, 0, 0, 0};
        double[] after = {1, 1, 1, 1, 1, 0, 0, 0};
        Interval change = RelativeChange.of(before, after, 7);
        assertThat(change.estimate()).isCloseTo(0.25, within(1e-12));
        assertThat(change.low()).isZero();
        assertThat(change.high()).isGreaterThan(0.25);
        assertThat(RelativeChange.of(before, before, 7)).isEqualTo(new Interval(0, 0, 0, 0.95));
        Interval contrast = RelativeChange.contrast(before, before, before, after, 7);
        assertThat(contrast.estimate()).isCloseTo(0.25, within(1e-12));
        assertThat(RelativeChange.words(RelativeChange.of(new double[8], after, 7)))
                .isEqualTo("nothing to compare with");
        assertThat(RelativeChange.words(change)).startsWith("+25.0% (95% from +0.0% to +");
    }

    @Test
    void judgesAGainWithAFigure() {
        assertThat(RelativeChange.figure(from(0.10, 0.20), 0.152)).isEqualTo(Verdict.REPRODUCED);
        assertThat(RelativeChange.figure(from(0.04, 0.09), 0.152)).isEqualTo(Verdict.CORRECTED);
        assertThat(RelativeChange.figure(from(-0.03, 0.01), 0.152)).isEqualTo(Verdict.REFUTED);
        assertThat(RelativeChange.figure(from(-0.2, -0.1), 0.152)).isEqualTo(Verdict.REFUTED);
        assertThat(RelativeChange.figure(from(-0.03, 0.04), 0.152)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(RelativeChange.figure(from(Double.NaN, Double.NaN), 0.152)).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void judgesALossWithAFigure() {
        assertThat(RelativeChange.figure(from(-0.45, -0.40), -0.43)).isEqualTo(Verdict.REPRODUCED);
        assertThat(RelativeChange.figure(from(-0.36, -0.30), -0.43)).isEqualTo(Verdict.CORRECTED);
        assertThat(RelativeChange.figure(from(-0.01, 0.02), -0.43)).isEqualTo(Verdict.REFUTED);
        assertThat(RelativeChange.figure(from(-0.03, 0.02), -0.43)).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void judgesASmallCost() {
        assertThat(RelativeChange.smallCost(from(-0.03, -0.01))).isEqualTo(Verdict.REPRODUCED);
        assertThat(RelativeChange.smallCost(from(-0.03, 0.01))).isEqualTo(Verdict.CORRECTED);
        assertThat(RelativeChange.smallCost(from(0.01, 0.02))).isEqualTo(Verdict.CORRECTED);
        assertThat(RelativeChange.smallCost(from(-0.10, -0.06))).isEqualTo(Verdict.REFUTED);
        assertThat(RelativeChange.smallCost(from(-0.10, 0.01))).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void judgesWhoLosesLess() {
        assertThat(RelativeChange.lessLoss(from(0.03, 0.05), true)).isEqualTo(Verdict.REPRODUCED);
        assertThat(RelativeChange.lessLoss(from(0.03, 0.05), false)).isEqualTo(Verdict.CORRECTED);
        assertThat(RelativeChange.lessLoss(from(-0.03, 0.01), true)).isEqualTo(Verdict.REFUTED);
        assertThat(RelativeChange.lessLoss(from(-0.03, 0.05), true)).isEqualTo(Verdict.NOT_TESTED);
    }
}
