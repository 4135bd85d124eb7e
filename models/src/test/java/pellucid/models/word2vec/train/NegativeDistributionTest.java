package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

class NegativeDistributionTest {
    private static final long[] COUNTS =
            IntStream.rangeClosed(1, 57).mapToLong(rank -> 10_000L / rank).toArray();

    @ParameterizedTest
    @ValueSource(doubles = {0.75, 1, 0.5, 0, -0.5})
    void drawsEachWordAsOftenAsItsProbabilitySays(double exponent) {
        NegativeDistribution distribution = new NegativeDistribution(exponent, COUNTS);
        int draws = 2_000_000;
        int[] drawn = new int[COUNTS.length];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < draws; i++) {
            drawn[distribution.draw(random.nextLong())]++;
        }
        double sum = 0;
        for (int word = 0; word < drawn.length; word++) {
            double p = distribution.probability(word);
            double deviation = Math.sqrt(draws * p * (1 - p));
            assertThat((double) drawn[word]).as("word %d", word).isCloseTo(draws * p, within(4.5 * deviation));
            sum += p;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void probabilitiesFollowThePowerOfTheCounts() {
        NegativeDistribution distribution = new NegativeDistribution(0.75, 16, 1);
        assertThat(distribution.probability(0)).isCloseTo(8.0 / 9, within(1e-15));
        assertThat(distribution.probability(1)).isCloseTo(1.0 / 9, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0xFFFFFFFFL})
    void everyPatternOfBitsDrawsAWord(long bits) {
        for (int words : new int[] {1, 2, 3, 7, 1000}) {
            long[] counts = new long[words];
            java.util.Arrays.fill(counts, 5);
            assertThat(new NegativeDistribution(0.75, counts).draw(bits)).isBetween(0, words - 1);
        }
    }

    @Test
    void refusesAnEmptyVocabularyAndAnInfiniteExponent() {
        assertThatThrownBy(() -> new NegativeDistribution(0.75)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new NegativeDistribution(Double.NaN, 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("NaN");
    }
}
