package pellucid.tensor.backend.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.Activation;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;

/** Two products in one go: deeper than a block of k, wider than a block of what lies between, around the blocks of rows. */
class TwoProductsTest {
    private static final int IN = 400;
    private static final int MIDDLE = 801;
    private static final int OUT = 49;

    @ParameterizedTest
    @CsvSource({"1, 1", "59, 1", "60, 1", "61, 1", "119, 1", "120, 1", "131, 1", "300, 1", "359, 2", "400, 3"})
    void theBitsAreThoseOfTwoLinearLayers(int tokens, int threads) {
        try (Workers workers = new Workers(threads)) {
            SimdBackend backend = new SimdBackend(workers);
            Tensor x = uniform(backend, 1, tokens, IN + 3).slice(1, 2, IN + 2);
            Tensor weight = uniform(backend, 2, MIDDLE, IN);
            Tensor bias = uniform(backend, 3, MIDDLE);
            Tensor outWeight = uniform(backend, 4, OUT, MIDDLE);
            Tensor outBias = uniform(backend, 5, OUT);
            Tensor between = backend.zeros(tokens, MIDDLE);
            Tensor expected = backend.zeros(tokens, OUT);
            Tensor wide = backend.zeros(tokens, OUT + 5);
            Tensor actual = wide.slice(1, 5, OUT + 5);

            backend.linear(x, weight, bias, Activation.GELU, null, between);
            backend.linear(between, outWeight, outBias, Activation.NONE, null, expected);
            backend.feedForward(x, weight, bias, Activation.GELU, outWeight, outBias, actual);

            assertThat(actual.toFloats()).isEqualTo(expected.toFloats());
            assertThat(wide.slice(1, 0, 5).toFloats()).containsOnly(0f);
        }
    }

    private static Tensor uniform(SimdBackend backend, long seed, int... dims) {
        Tensor tensor = backend.zeros(dims);
        backend.uniform(tensor, -0.5, 0.5, seed);
        return tensor;
    }
}
