package pellucid.tensor.backend.simd.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.backend.Workers;

class LadderTest {
    /** m, k, n: single rows and columns, what fills no vector, tile, block or panel, and what fills several. */
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 7, 1},
        {7, 1, 13},
        {4, 32, 32},
        {5, 33, 33},
        {13, 207, 7},
        {3, 300, 130},
        {123, 70, 65},
        {121, 257, 129},
        {2, 520, 517},
        {3, 0, 5},
    };

    static Stream<Arguments> everyRungOnEveryShape() {
        return Ladder.rungs().stream()
                .flatMap(rung -> Stream.of(SHAPES).map(shape -> Arguments.of(rung, shape[0], shape[1], shape[2])));
    }

    @ParameterizedTest
    @MethodSource
    void everyRungOnEveryShape(Rung rung, int m, int k, int n) {
        assertThat(Ladder.error(rung, m, k, n)).isLessThanOrEqualTo(1);
    }

    @Test
    void theFirstRungIsRight() {
        // [1 2 3; 4 5 6] · [1 0; 0 1; 2 -1]: 1 + 6 = 7, 2 - 3 = -1; 4 + 12 = 16, 5 - 6 = -1.
        float[] c = new float[4];
        new Rung1Naive().multiply(new float[] {1, 2, 3, 4, 5, 6}, new float[] {1, 0, 0, 1, 2, -1}, c, 2, 3, 2);
        assertThat(c).containsExactly(7, -1, 16, -1);
    }

    @Test
    void aWrongProductIsFoundOut() {
        Rung oneProductShort = new Rung() {
            @Override
            public String gains() {
                return "time, by leaving out one product of one sum";
            }

            @Override
            public void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
                new Rung2LoopOrder().multiply(a, b, c, m, k, n);
                c[m * n - 1] -= a[m * k - 1] * b[k * n - 1];
            }
        };
        assertThat(Ladder.error(oneProductShort, 5, 207, 33)).isGreaterThan(1);
    }

    @Test
    void threadsDoNotChangeTheBits() {
        int m = 241;
        int k = 70;
        int n = 131;
        float[] a = new float[m * k];
        float[] b = new float[k * n];
        Philox.uniforms(4, 0, a, 0, a.length);
        Philox.uniforms(5, 0, b, 0, b.length);
        float[] alone = new float[m * n];
        float[] shared = new float[m * n];
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            new Rung7Parallel(one).multiply(a, b, alone, m, k, n);
            new Rung7Parallel(three).multiply(a, b, shared, m, k, n);
        }
        assertThat(shared).containsExactly(alone);
    }

    @Test
    void theTableFitsIntoEightyColumns() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Ladder.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), 40, 0);
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        for (Rung rung : Ladder.rungs()) {
            String name = rung.getClass().getSimpleName();
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line).startsWith(name + " ").contains(rung.gains() + " "));
        }
    }

    @Test
    void aSizeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Ladder.main(new String[] {"0"}))
                .isInstanceOf(InputException.class)
                .hasMessage("the size of the matrices is '0'; it must be a whole number from 1 to 8192");
        assertThatThrownBy(() -> Ladder.main(new String[] {"many"})).hasMessageContaining("'many'");
    }
}
