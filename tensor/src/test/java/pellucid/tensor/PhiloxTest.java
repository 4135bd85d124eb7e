package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.backend.reference.ReferenceBackend;

class PhiloxTest {
    /** The known-answer vectors of the Random123 distribution for philox4x32 with 10 rounds (its file kat_vectors). */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0000000000000000, 0000000000000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "299f31d0a4093822, 85a308d3243f6a88, 0370734413198a2e, d16cfe09 94fdcceb 5001e420 24126ea1"
    })
    void givesTheKnownAnswers(String seed, String low, String high, String words) {
        int[] block = new int[4];
        Philox.block(
                Long.parseUnsignedLong(seed, 16),
                Long.parseUnsignedLong(low, 16),
                Long.parseUnsignedLong(high, 16),
                block);
        assertThat(String.format("%08x %08x %08x %08x", block[0], block[1], block[2], block[3]))
                .isEqualTo(words);
    }

    @Test
    void numbersAreTheWordsOfSuccessiveBlocks() {
        int[] block = new int[4];
        for (long index : new long[] {0, 1, 3, 4, 7, 1000, (1L << 34) + 2}) {
            Philox.block(42, index / 4, 0, block);
            assertThat(Philox.bits(42, index)).isEqualTo(block[(int) (index % 4)]);
            assertThat(Philox.uniform(42, index)).isEqualTo(Philox.toUniform(Philox.bits(42, index)));
        }
    }

    @Test
    void runsMayBeginAnywhere() {
        float[] all = new float[40];
        Philox.uniforms(7, 0, all, 0, 40);
        for (int start = 0; start < 9; start++) {
            float[] run = new float[20];
            Philox.uniforms(7, start, run, 3, 13);
            for (int i = 0; i < 20; i++) {
                assertThat(run[i]).isEqualTo(i >= 3 && i < 16 ? all[start + i - 3] : 0f);
            }
        }
    }

    @Test
    void uniformsFillTheUnitIntervalEvenly() {
        assertThat(Philox.toUniform(0)).isZero();
        assertThat(Philox.toUniform(-1)).isEqualTo(Math.nextDown(1f)).isLessThan(1f);
        float[] numbers = new float[100_000];
        Philox.uniforms(1, 0, numbers, 0, numbers.length);
        int[] tenths = new int[10];
        for (float number : numbers) {
            tenths[(int) (number * 10)]++;
        }
        // Ten times the standard deviation of a count, about 95.
        assertThat(Arrays.stream(tenths)).allMatch(count -> Math.abs(count - 10_000) < 950);
    }

    @Test
    void normalTensorsHaveMeanDeviationAndTailsOfTheNormalDistribution() {
        Backend backend = new ReferenceBackend();
        Tensor out = backend.zeros(100_000);
        backend.normal(out, 2, 0.5, 3);
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (float value : out.toFloats()) {
            double standard = (value - 2) / 0.5;
            sum += standard;
            squares += standard * standard;
            beyondTwo += Math.abs(standard) > 2 ? 1 : 0;
        }
        assertThat(sum / out.size()).isCloseTo(0, within(0.02));
        assertThat(squares / out.size()).isCloseTo(1, within(0.03));
        assertThat(beyondTwo / (double) out.size()).isCloseTo(0.0455, within(0.005));
    }
}
