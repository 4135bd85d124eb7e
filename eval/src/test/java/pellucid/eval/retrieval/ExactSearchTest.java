package pellucid.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.retrieval.ExactSearch.Hit;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class ExactSearchTest {
    @Test
    void theCosineLooksAtDirectionsOnly() {
        assertThat(Cosine.similarity(new float[] {3, 4}, new float[] {30, 40})).isCloseTo(1, within(1e-12));
        assertThat(Cosine.similarity(new float[] {3, 4}, new float[] {-4, 3})).isZero();
        assertThat(Cosine.similarity(new float[] {1, 2}, new float[] {-2, -4})).isCloseTo(-1, within(1e-12));
        assertThat(Cosine.similarity(new float[] {1, 1}, new float[] {1, 0})).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(Cosine.similarity(new float[2], new float[] {1, 0})).isZero();
        assertThatThrownBy(() -> Cosine.similarity(new float[2], new float[3]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the left vector has 2 numbers, the right one 3");
    }

    @Test
    void findsTheSameAsSortingEverything() {
        Random random = new Random(7);
        int count = 301;
        int dimension = 13;
        float[] rows = new float[count * dimension];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat() - 0.5f;
        }
        Embeddings embeddings = new Embeddings(rows, count, dimension, 0);
        float[] query = embeddings.row(200);
        ExactSearch search = new ExactSearch(embeddings);
        assertThat(search.nearest(query, 17))
                .usingElementComparator(
                        Comparator.comparingInt(Hit::row)) // the scores are compared by their order, and below
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .mapToObj(i -> new Hit(i, Cosine.similarity(query, embeddings.row(i))))
                        .sorted(Comparator.comparingDouble(Hit::score).reversed())
                        .limit(17)
                        .toList());
        assertThat(search.nearest(query, 1).get(0).score()).isCloseTo(1, within(1e-12));
        assertThat(search.nearest(query, 1000)).hasSize(count);
    }

    @Test
    void amongEqualsTheFirstRowIsFirst() {
        ExactSearch search = new ExactSearch(new Embeddings(new float[] {0, 1, 2, 0, 1, 0, 4, 0, 0, 0}, 5, 2, 0));
        assertThat(search.nearest(new float[] {1, 0}, 3)).extracting(Hit::row).containsExactly(1, 2, 3);
        assertThat(search.nearest(new float[] {1, 0}, 2)).extracting(Hit::row).containsExactly(1, 2);
    }

    @Test
    void refusesWhatDoesNotFit() {
        ExactSearch search = new ExactSearch(new Embeddings(new float[6], 2, 3, 0));
        assertThatThrownBy(() -> search.nearest(new float[4], 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the query has 4 numbers, the vectors have 3");
        assertThatThrownBy(() -> search.nearest(new float[3], 0)).isInstanceOf(InputException.class);
    }
}
