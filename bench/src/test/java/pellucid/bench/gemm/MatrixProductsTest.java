package pellucid.bench.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.bench.report.Table;
import pellucid.bench.versus.SideBySide;
import pellucid.tensor.InputException;

class MatrixProductsTest {
    @ParameterizedTest
    @ValueSource(strings = {"simd-packed", "simd", "ejml", "naive"})
    void everyoneComputesTheSameProduct(String name) {
        Operands operands = Operands.of(new MatrixSize(31, 77, 50));
        for (int threads : new int[] {1, 2}) {
            try (MatrixProduct.Prepared prepared =
                    MatrixProducts.byName(name).prepare(operands.size(), operands.a(), operands.b(), threads)) {
                prepared.multiply();
                float[] c = prepared.result();
                assertThat(operands.error(c)).isLessThan(1e-6);
                prepared.multiply();
                assertThat(prepared.result()).containsExactly(c);
            }
        }
    }

    @Test
    void aWrongProductIsSeen() {
        Operands operands = Operands.of(new MatrixSize(3, 4, 5));
        assertThat(operands.error(new float[15])).isGreaterThan(0.01);
    }

    @Test
    void theContestTimesEveryProductButTheNaiveOne() {
        Table table = new GemmContest(new SideBySide(0, 2, 0, 0)).run(List.of(new MatrixSize(7, 13, 20)), 1, 100);
        assertThat(table.rows()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(table.rows().get(0).get(0)).isEqualTo("7x13x20");
        assertThat(table.rows()).extracting(row -> row.get(1)).startsWith("simd-packed", "simd", "ejml");
    }

    @Test
    void sizesAreReadAsTheyAreWritten() {
        assertThat(MatrixSize.parse("256x384x1152")).isEqualTo(new MatrixSize(256, 384, 1152));
        assertThat(new MatrixSize(256, 384, 1152)).hasToString("256x384x1152");
        assertThat(new MatrixSize(2, 3, 4).flops()).isEqualTo(48);
        for (String wrong : List.of("256x384", "ax1x1", "0x1x1", "")) {
            assertThatThrownBy(() -> MatrixSize.parse(wrong))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void anUnknownProductNamesThoseThatThereAre() {
        assertThatThrownBy(() -> MatrixProducts.byName("mkl"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'mkl'")
                .hasMessageContaining("simd-packed, simd, ejml, naive")
                .hasMessageContaining("profile bench");
    }
}
