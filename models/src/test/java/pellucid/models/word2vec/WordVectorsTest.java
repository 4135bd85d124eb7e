package pellucid.models.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Backends;

class WordVectorsTest {
    private final Backend backend = Backends.get();
    private final WordVocabulary vocabulary = WordVocabulary.of(List.of("a", "b"), null);

    @Test
    void aRowBelongsToTheWordWithItsId() {
        WordVectors vectors = new WordVectors(vocabulary, backend.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        assertThat(vectors.size()).isEqualTo(2);
        assertThat(vectors.width()).isEqualTo(3);
        assertThat(vectors.backend()).isSameAs(backend);
        assertThat(vectors.vector("b")).containsExactly(4, 5, 6);
        assertThatThrownBy(() -> vectors.vector("c")).isInstanceOf(InputException.class);
    }

    @Test
    void refusesATableThatDoesNotFitTheVocabulary() {
        assertThatThrownBy(() -> new WordVectors(vocabulary, backend.zeros(3, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 words")
                .hasMessageContaining("[3, 3]")
                .hasMessageContaining("[2, width]");
        assertThatThrownBy(() -> new WordVectors(vocabulary, backend.zeros(2, 0)))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new WordVectors(vocabulary, backend.zeros(6))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new WordVectors(vocabulary, backend.zeros(DType.FLOAT64, Shape.of(2, 3))))
                .isInstanceOf(ShapeException.class);
    }
}
