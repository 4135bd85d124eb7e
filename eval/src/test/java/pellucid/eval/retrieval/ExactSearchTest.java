package pellucid.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.ejml.EjmlBackend;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.tensor.backend.simd.SimdBackend;

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

    @ParameterizedTest
    @EnumSource(SearchMetric.class)
    void findsTheSameAsSortingEverythingOnEveryBackend(SearchMetric metric) {
        for (int[] size : new int[][] {{1, 1, 1}, {7, 13, 3}, {301, 13, 17}, {300, 207, 70}}) {
            Embeddings vectors = random(size[0], size[1], 7);
            Embeddings queries = random(size[2], size[1], 8);
            for (Backend backend :
                    List.of(new ReferenceBackend(), new EjmlBackend(), new SimdBackend(new Workers(2)))) {
                List<List<Hit>> found = new ExactSearch(vectors, metric, backend).nearest(queries, 17);
                assertThat(found).hasSize(size[2]);
                for (int i = 0; i < size[2]; i++) {
                    assertSame(found.get(i), sorted(vectors, queries.row(i), metric, 17));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SearchMetric.class)
    void manyBlocksOfVectorsAreOneCollection(SearchMetric metric) {
        Embeddings vectors = random(150_000, 2, 3);
        ExactSearch search = new ExactSearch(vectors, metric, Backends.get());
        float[] query = {0.3f, -0.2f};
        assertSame(search.nearest(query, 12), sorted(vectors, query, metric, 12));
    }

    /** Float32 sums cannot tell these vectors apart, float64 sums can. */
    @ParameterizedTest
    @EnumSource(SearchMetric.class)
    void tellsApartWhatFloat32CannotTellApart(SearchMetric metric) {
        int count = 500;
        int dimension = 384;
        float[] one = random(1, dimension, 5).rows();
        float[] rows = new float[count * dimension];
        SplittableRandom random = new SplittableRandom(6);
        for (int r = 0; r < count; r++) {
            System.arraycopy(one, 0, rows, r * dimension, dimension);
            int place = r * dimension + random.nextInt(dimension);
            rows[place] = Math.nextUp(rows[place]);
        }
        Embeddings vectors = new Embeddings(rows, count, dimension, 0);
        Embeddings queries = random(30, dimension, 9);
        List<List<Hit>> found = new ExactSearch(vectors, metric, Backends.get()).nearest(queries, 10);
        for (int i = 0; i < queries.count(); i++) {
            assertSame(found.get(i), sorted(vectors, queries.row(i), metric, 10));
        }
    }

    @ParameterizedTest
    @EnumSource(SearchMetric.class)
    void vectorsOfAllSizesFindTheirNearest(SearchMetric metric) {
        for (float size : new float[] {1e-30f, 1e-12f, 1e12f}) {
            float[] rows = random(300, 20, 11).rows();
            for (int i = 0; i < rows.length; i++) {
                rows[i] *= i < rows.length / 2 ? size : 1;
            }
            Embeddings vectors = new Embeddings(rows, 300, 20, 0);
            for (float[] query : List.of(vectors.row(3), vectors.row(200), new float[20])) {
                assertSame(
                        new ExactSearch(vectors, metric, Backends.get()).nearest(query, 20),
                        sorted(vectors, query, metric, 20));
            }
        }
    }

    @Test
    void amongEqualsTheFirstRowIsFirst() {
        ExactSearch search = new ExactSearch(new Embeddings(new float[] {0, 1, 2, 0, 1, 0, 4, 0, 0, 0}, 5, 2, 0));
        assertThat(search.nearest(new float[] {1, 0}, 3)).extracting(Hit::row).containsExactly(1, 2, 3);
        assertThat(search.nearest(new float[] {1, 0}, 2)).extracting(Hit::row).containsExactly(1, 2);
        Embeddings same = new Embeddings(new float[100_000], 100_000, 1, 0);
        assertThat(new ExactSearch(same).nearest(new float[] {1}, 4))
                .extracting(Hit::row)
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void aQueryFindsTheSameAloneInABatchAndWithAnyNumberOfThreads() {
        Embeddings vectors = random(5_000, 48, 1);
        Embeddings queries = random(100, 48, 2);
        List<List<Hit>> together =
                new ExactSearch(vectors, SearchMetric.COSINE, new SimdBackend(new Workers(1))).nearest(queries, 10);
        ExactSearch threads = new ExactSearch(vectors, SearchMetric.COSINE, new SimdBackend(new Workers(3)));
        assertThat(threads.nearest(queries, 10)).isEqualTo(together);
        for (int i = 0; i < 100; i += 9) {
            assertThat(threads.nearest(queries.row(i), 10)).isEqualTo(together.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(SearchMetric.class)
    void truncatedItLooksAtTheFirstNumbersOnly(SearchMetric metric) {
        Embeddings vectors = random(400, 24, 4);
        float[] query = random(1, 24, 5).rows();
        float[] head = Arrays.copyOf(query, 7);
        float[] heads = new float[400 * 7];
        for (int i = 0; i < 400; i++) {
            System.arraycopy(vectors.rows(), i * 24, heads, i * 7, 7);
        }
        ExactSearch search = new ExactSearch(vectors, metric, Backends.get()).truncated(7);
        assertSame(search.nearest(query, 10), sorted(new Embeddings(heads, 400, 7, 0), head, metric, 10));
        assertThat(search.nearest(head, 10)).isEqualTo(search.nearest(query, 10));
        assertThatThrownBy(() -> search.truncated(25))
                .isInstanceOf(InputException.class)
                .hasMessage("search: the first 25 numbers of each vector are asked for, which has 24; ask for 1 to 24");
    }

    @Test
    void returnsAllWhereThereAreFewer() {
        assertThat(new ExactSearch(random(6, 3, 1)).nearest(new float[] {1, 2, 3}, 1000))
                .hasSize(6)
                .isSortedAccordingTo(Hit.BEST_FIRST);
    }

    @Test
    void refusesWhatDoesNotFit() {
        ExactSearch search = new ExactSearch(new Embeddings(new float[6], 2, 3, 0));
        assertThatThrownBy(() -> search.nearest(new float[4], 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the query has 4 numbers, the vectors have 3");
        assertThatThrownBy(() -> search.nearest(new float[3], 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> search.nearest(new float[] {1, Float.NaN, 1}, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("query 0 has the length NaN");
        assertThatThrownBy(() ->
                        new ExactSearch(new Embeddings(new float[] {1, 1, 1, Float.POSITIVE_INFINITY, 1, 1}, 2, 3, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("vector 1 has the length Infinity");
    }

    static Embeddings random(int count, int dimension, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[count * dimension];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (random.nextDouble() - 0.5);
        }
        return new Embeddings(rows, count, dimension, 0);
    }

    private static List<Hit> sorted(Embeddings vectors, float[] query, SearchMetric metric, int top) {
        List<Hit> hits = new ArrayList<>(IntStream.range(0, vectors.count())
                .mapToObj(row -> new Hit(row, score(query, vectors.row(row), metric)))
                .toList());
        hits.sort(Hit.BEST_FIRST);
        return hits.subList(0, Math.min(top, hits.size()));
    }

    private static double score(float[] a, float[] b, SearchMetric metric) {
        double dot = 0;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return switch (metric) {
            case COSINE -> Cosine.similarity(a, b);
            case DOT -> dot;
            case EUCLIDEAN -> -Math.sqrt(squares);
        };
    }

    private static void assertSame(List<Hit> found, List<Hit> wanted) {
        assertThat(found)
                .extracting(Hit::row)
                .isEqualTo(wanted.stream().map(Hit::row).toList());
        for (int i = 0; i < wanted.size(); i++) {
            double score = wanted.get(i).score();
            assertThat(found.get(i).score()).isCloseTo(score, within(1e-12 * Math.max(1, Math.abs(score))));
        }
    }
}
