package pellucid.tensor.backend.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.Dropout;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;

/** A thread's buffers are used for one head after the other, and not cleared between. */
class AttentionTest {
    private static final int HEADS = 2;
    private static final int LONG = 61;

    @ParameterizedTest
    @CsvSource({
        "1, 32", "5, 32", "12, 32", "17, 32", "31, 32", "33, 32", "47, 32", "5, 20", "33, 20", "5, 64", "5, 400",
        "33, 400"
    })
    void whatWasThereBeforeDoesNotMatter(int length, int size) {
        try (Workers workers = new Workers(1)) {
            SimdBackend backend = new SimdBackend(workers);
            Tensor clean = backend.zeros(length, 3 * HEADS * size);
            backend.uniform(clean, -1, 1, 1);
            Tensor undefined = backend.zeros(LONG, 3 * HEADS * size);
            backend.fill(undefined, Double.NaN);

            for (Dropout dropout : List.of(Dropout.NONE, new Dropout(0.25, 7, 0))) {
                attention(backend, backend.zeros(LONG, 3 * HEADS * size), dropout);
                float[] expected = attention(backend, clean, dropout);
                assertThat(attention(backend, undefined, dropout)).containsOnly(Float.NaN);
                assertThat(attention(backend, clean, dropout))
                        .isEqualTo(expected)
                        .doesNotContain(Float.NaN);
            }
        }
    }

    private static float[] attention(SimdBackend backend, Tensor qkv, Dropout dropout) {
        int tokens = qkv.dim(0);
        Tensor out = backend.zeros(tokens, qkv.dim(1) / 3);
        Tensor probabilities = backend.zeros(HEADS * tokens * tokens);
        backend.attention(qkv, Segments.ofLengths(tokens), HEADS, 0.2, dropout, probabilities, out);
        float[] both = new float[out.size() + probabilities.size()];
        System.arraycopy(out.toFloats(), 0, both, 0, out.size());
        System.arraycopy(probabilities.toFloats(), 0, both, out.size(), probabilities.size());
        return both;
    }
}
