package pellucid.eval.experiment.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.report.Verdict;
import pellucid.tensor.InputException;

class DifferenceTest {
    private static final double NO_SPREAD = 0;

    private static Scores answers(int size, double right, long seed) {
        Random random = new Random(seed);
        return Scores.of(IntStream.range(0, size)
                .mapToDouble(i -> random.nextDouble() < right ? 1 : 0)
                .toArray());
    }

    private static Difference between(Scores from, Scores to, double spread) {
        return Difference.between(Measure.IMDB, List.of(from), List.of(to), spread, 1);
    }

    @Test
    void isTakenOverItemsThatBothCouldBeAsked() {
        Scores from = Scores.of(new double[] {1, 0, Double.NaN, 0, 1});
        Scores to = Scores.of(new double[] {1, 1, 1, Double.NaN, 0});
        Difference difference = between(from, to, NO_SPREAD);
        assertThat(difference.items()).isEqualTo(3);
        assertThat(difference.estimate()).isZero();
        // Differences 0, 1, -1: deviation 1, over √3.
        assertThat(difference.error()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
    }

    @Test
    void growsLessCertainWithTheSpreadOverSeeds() {
        Scores from = answers(10_000, 0.5, 1);
        Scores to = answers(10_000, 0.54, 2);
        assertThat(between(from, to, NO_SPREAD).isGain()).isTrue();
        assertThat(between(to, from, NO_SPREAD).isLoss()).isTrue();
        assertThat(between(from, to, 0.03).isGain()).isFalse();
        Difference three = Difference.between(Measure.IMDB, List.of(from, from, from), List.of(to, to, to), 0.03, 1);
        assertThat(three.error()).isLessThan(between(from, to, 0.03).error());
    }

    @Test
    void estimatesTheErrorOfACorrelationByResampling() {
        Random random = new Random(3);
        double[] gold = random.doubles(300).toArray();
        double[] near = IntStream.range(0, 300)
                .mapToDouble(i -> gold[i] + 0.3 * random.nextGaussian())
                .toArray();
        double[] none = random.doubles(300).toArray();
        Difference difference = Difference.between(
                Measure.PAIRS, List.of(new Scores(none, gold)), List.of(new Scores(near, gold)), 0.01, 1);
        assertThat(difference.estimate()).isBetween(0.4, 0.9);
        assertThat(difference.error()).isBetween(0.03, 0.12);
        assertThat(difference.isGain()).isTrue();
    }

    @Test
    void refusesDifferentQuestions() {
        assertThatThrownBy(() -> between(answers(3, 0.5, 1), answers(4, 0.5, 1), NO_SPREAD))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("were asked [3, 4] items");
    }

    @Test
    void becomesAVerdictByTheSameRuleEverywhere() {
        Difference gain = new Difference(Measure.IMDB, 0.1, 0.01, 100);
        Difference loss = new Difference(Measure.PAIRS, -0.1, 0.01, 100);
        Difference open = new Difference(Measure.IMDB, 0.01, 0.02, 100);
        Difference none = new Difference(Measure.IMDB, 0, 0.003, 100);
        Difference unknown = new Difference(Measure.IMDB, Double.NaN, Double.NaN, 0);
        assertThat(Judgement.better(List.of(gain, open))).isEqualTo(Verdict.REPRODUCED);
        assertThat(Judgement.better(List.of(gain, loss))).isEqualTo(Verdict.CORRECTED);
        assertThat(Judgement.better(List.of(loss, open))).isEqualTo(Verdict.REFUTED);
        assertThat(Judgement.better(List.of(none))).isEqualTo(Verdict.REFUTED);
        assertThat(Judgement.better(List.of(none, open))).isEqualTo(Verdict.NOT_TESTED);
        assertThat(Judgement.better(List.of(unknown))).isEqualTo(Verdict.NOT_TESTED);
        assertThat(Judgement.better(List.of())).isEqualTo(Verdict.NOT_TESTED);
        assertThat(Judgement.words(List.of(open), Verdict.NOT_TESTED)).contains("IMDb +0.010 ± 0.052", "missing");

        assertThat(Judgement.betterForRare(gain, none)).isEqualTo(Verdict.REPRODUCED);
        assertThat(Judgement.betterForRare(gain, gain)).isEqualTo(Verdict.CORRECTED);
        assertThat(Judgement.betterForRare(loss, gain)).isEqualTo(Verdict.REFUTED);
        assertThat(Judgement.betterForRare(open, none)).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void poolsTheSpreadWithinGroups() {
        assertThat(Spread.pooled(List.of(new double[] {1, 3}, new double[] {10, 12, 14})))
                .isCloseTo(Math.sqrt((2 + 8) / 3.0), within(1e-12));
        assertThat(Spread.pooled(List.of(new double[] {1}))).isNaN();
    }
}
