package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.ShapeException;

class SignificanceTest {
    private static final int N = 60;
    private static final double[] LEFT =
            IntStream.range(0, N).mapToDouble(i -> Philox.uniform(1, i)).toArray();

    /** Of the 2^6 signs of 0.1 … 0.6 only "all plus" and "all minus" have a sum as large. */
    @Test
    void fewItemsAreCountedExactly() {
        double[] left = new double[6];
        double[] right = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
        Significance.Outcome all = Significance.signFlip(left, right, 10_000, 1);
        assertThat(all.difference()).isCloseTo(0.35, within(1e-12));
        assertThat(all.p()).isEqualTo(2 / 64.0);
        assertThat(Significance.signFlip(right, left, 10_000, 2).p()).isEqualTo(2 / 64.0);
        // Sums of at least 1.9 or at most -1.9: with nothing, 0.1 alone … negative; four subsets weigh ≤ 0.1.
        double[] mixed = {-0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
        assertThat(Significance.signFlip(left, mixed, 10_000, 1).p()).isEqualTo(4 / 64.0);
    }

    @Test
    void systemsThatAreEquallyGoodAreNotToldApart() {
        double[] shuffled =
                IntStream.range(0, N).mapToDouble(i -> LEFT[N - 1 - i]).toArray();
        assertThat(Significance.signFlip(LEFT, shuffled, 2000, 3).p()).isEqualTo(1);
        assertThat(Significance.signFlip(LEFT, LEFT, 2000, 3).p()).isEqualTo(1);
        assertThat(Significance.pairedBootstrap(LEFT, LEFT, 2000, 3).p()).isEqualTo(1);
    }

    /** Differences of mean 0.1 and standard deviation about 0.29: z = 2.7, p about 0.008. */
    @Test
    void bothTestsAgreeWithTheNormalApproximation() {
        double[] differences =
                IntStream.range(0, N).mapToDouble(i -> Philox.uniform(9, i)).toArray();
        double mean =
                IntStream.range(0, N).mapToDouble(i -> differences[i]).average().orElseThrow();
        double[] right = IntStream.range(0, N)
                .mapToDouble(i -> LEFT[i] + differences[i] - mean + 0.06)
                .toArray();
        double permuted = Significance.signFlip(LEFT, right, 20_000, 4).p();
        double resampled = Significance.pairedBootstrap(LEFT, right, 20_000, 4).p();
        double deviation = Math.sqrt(IntStream.range(0, N)
                        .mapToDouble(i -> Math.pow(differences[i] - mean, 2))
                        .sum())
                / N;
        double z = 0.06 / deviation;
        double p = Math.exp(-0.717 * z - 0.416 * z * z); // P(|Z| > z), within 0.005 here
        assertThat(permuted).isCloseTo(p, within(0.02));
        assertThat(resampled).isCloseTo(p, within(0.02));
        assertThat(Significance.signFlip(LEFT, right, 20_000, 4).p()).isEqualTo(permuted);
    }

    @Test
    void refusesWhatIsNotPaired() {
        assertThatThrownBy(() -> Significance.signFlip(new double[2], new double[3], 10, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the left system has 2 values, the right one 3");
        assertThatThrownBy(() -> Significance.pairedBootstrap(new double[0], new double[0], 10, 1))
                .isInstanceOf(InputException.class);
    }
}
