package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.eval.retrieval.Hit;

class MeasureTest {
    private static final double LOG3 = Math.log(3) / Math.log(2);

    /** Products 4 and 7 are perfect, 5 nearly, 6 was judged irrelevant; 9 was not judged. */
    private static final JudgedQuery QUERY = new JudgedQuery("q", Map.of(4, 3.0, 7, 3.0, 5, 2.5, 6, 1.0));

    private static double of(Measure measure, int... rows) {
        return measure.of(
                QUERY, Arrays.stream(rows).mapToObj(row -> new Hit(row, 1)).toList());
    }

    @Test
    void takesOnlyRelevanceThreeForRelevant() {
        assertThat(of(Measure.MRR, 9, 5, 4)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(of(Measure.MRR_ABOVE_2, 9, 5, 4)).isCloseTo(1 / 2.0, within(1e-12));
        assertThat(of(Measure.MAP, 4, 9, 7)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        assertThat(of(Measure.MAP_ABOVE_2, 4, 9, 7)).isCloseTo((1 + 2 / 3.0) / 3, within(1e-12));
        assertThat(of(Measure.MRR, 5, 6, 9)).isZero();
    }

    @Test
    void gainsTheRelevanceItself() {
        double ideal = 3 + 3 / LOG3 + 2.5 / 2 + 1 / (Math.log(5) / Math.log(2));
        assertThat(of(Measure.NDCG, 5, 9, 4)).isCloseTo((2.5 + 3 / 2.0) / ideal, within(1e-12));
        assertThat(of(Measure.NDCG, 4, 7, 5, 6)).isCloseTo(1, within(1e-12));
        double from1 = 2 + 2 / LOG3 + 1.5 / 2;
        assertThat(of(Measure.NDCG_FROM_1, 6, 4)).isCloseTo(2 / LOG3 / from1, within(1e-12));
        assertThat(of(Measure.NDCG)).isZero();
    }

    @Test
    void looksAtTenPlaces() {
        assertThat(of(Measure.MRR, 20, 21, 22, 23, 24, 25, 26, 27, 28, 4)).isCloseTo(0.1, within(1e-12));
        assertThat(of(Measure.MRR, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 4)).isZero();
    }

    @Test
    void namesTheRelevantProductsInOrder() {
        assertThat(QUERY.relevant()).containsExactly(4, 7);
    }
}
