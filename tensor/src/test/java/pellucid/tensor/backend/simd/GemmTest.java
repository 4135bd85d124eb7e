package pellucid.tensor.backend.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;

/** A product shared out over threads: around whole and half blocks of rows, and where columns are shared out, too. */
class GemmTest {
    private static final int DEPTH = 401;

    @ParameterizedTest
    @CsvSource({
        "97, 131, 2", "240, 131, 2", "481, 131, 2", "600, 131, 2", "601, 131, 2", "659, 131, 2", "660, 131, 2",
        "661, 131, 2", "719, 131, 2", "731, 131, 2", "2048, 131, 2", "601, 131, 3", "1441, 131, 3", "1559, 131, 3",
        "2000, 131, 5", "1500, 7, 16", "1561, 8, 13"
    })
    void theBitsAreThoseOfOneThread(int rows, int columns, int threads) {
        assertThat(product(rows, columns, threads)).isEqualTo(product(rows, columns, 1));
    }

    /** a · b + 3 · c, where rows that were computed twice or not at all show. */
    private static float[] product(int rows, int columns, int threads) {
        try (Workers workers = new Workers(threads)) {
            SimdBackend backend = new SimdBackend(workers);
            Tensor a = uniform(backend, 1, rows, DEPTH);
            Tensor b = uniform(backend, 2, DEPTH, columns);
            Tensor wide = uniform(backend, 3, rows, columns + 2);
            backend.matmul(a, b, 1, 3, wide.slice(1, 1, columns + 1));
            return wide.toFloats();
        }
    }

    private static Tensor uniform(SimdBackend backend, long seed, int... dims) {
        Tensor tensor = backend.zeros(dims);
        backend.uniform(tensor, -0.5, 0.5, seed);
        return tensor;
    }
}
