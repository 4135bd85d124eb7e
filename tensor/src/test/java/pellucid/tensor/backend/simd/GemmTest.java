package pellucid.tensor.backend.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;

/** A product shared out over threads: around whole and half blocks of rows, and where columns are shared out, too. */
class GemmTest {
    private static final int DEPTH = 401;
    private static final int COLUMNS = 131;

    @ParameterizedTest
    @CsvSource({
        "97, 2", "240, 2", "481, 2", "600, 2", "601, 2", "659, 2", "660, 2", "661, 2", "719, 2", "731, 2", "2048, 2",
        "601, 3", "1441, 3", "1559, 3", "2000, 5"
    })
    void theBitsAreThoseOfOneThread(int rows, int threads) {
        assertThat(product(rows, threads)).isEqualTo(product(rows, 1));
    }

    /** a · b + 3 · c, where rows that were computed twice or not at all show. */
    private static float[] product(int rows, int threads) {
        try (Workers workers = new Workers(threads)) {
            SimdBackend backend = new SimdBackend(workers);
            Tensor a = uniform(backend, 1, rows, DEPTH);
            Tensor b = uniform(backend, 2, DEPTH, COLUMNS);
            Tensor wide = uniform(backend, 3, rows, COLUMNS + 2);
            backend.matmul(a, b, 1, 3, wide.slice(1, 1, COLUMNS + 1));
            return wide.toFloats();
        }
    }

    private static Tensor uniform(SimdBackend backend, long seed, int... dims) {
        Tensor tensor = backend.zeros(dims);
        backend.uniform(tensor, -0.5, 0.5, seed);
        return tensor;
    }
}
