package pellucid.training.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;

/** Alignment, uniformity and mean cosine where they can be worked out by hand. */
class EmbeddingSpaceTest {
    /** East, north and west. */
    private final Embeddings x = new Embeddings(new float[] {1, 0, 0, 1, -1, 0}, 3, 2, 0);
    /** East, east and north. */
    private final Embeddings y = new Embeddings(new float[] {1, 0, 1, 0, 0, 1}, 3, 2, 0);

    @Test
    void alignment() {
        // Squared distances 0, 2, 2.
        assertThat(EmbeddingSpace.alignment(x, y)).isCloseTo(4.0 / 3, within(1e-12));
    }

    @Test
    void uniformity() {
        // Squared distances 2, 4, 2.
        double expected = Math.log((2 * Math.exp(-4) + Math.exp(-8)) / 3);
        assertThat(EmbeddingSpace.uniformity(x)).isCloseTo(expected, within(1e-12));
        assertThat(EmbeddingSpace.uniformity(new Embeddings(new float[] {1, 0, 1, 0}, 2, 2, 0)))
                .isZero();
    }

    @Test
    void meanCosine() {
        // x0·y1 = 1, x0·y2 = 0, x1·y0 = 0, x1·y2 = 1, x2·y0 = -1, x2·y1 = -1.
        assertThat(EmbeddingSpace.meanCosine(x, y)).isCloseTo(0, within(1e-12));
        assertThat(EmbeddingSpace.meanCosine(y, y)).isCloseTo(2.0 / 6, within(1e-12));
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> new EmbeddingSpace(List.of("a"), List.of("b"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("measured on 1 texts and 1");
        assertThatThrownBy(() -> new EmbeddingSpace(List.of("a", "b"), List.of("c", "d"), 0))
                .hasMessageContaining("every 0 steps");
    }

    @Test
    void layersByName() {
        assertThat(LayerGradients.layer("embeddings.LayerNorm.bias")).isEqualTo("embeddings");
        assertThat(LayerGradients.layer("encoder.layer.11.output.dense.bias")).isEqualTo("layer.11");
        assertThat(LayerGradients.layer("loss.classifier.weight")).isEqualTo("other");
    }
}
