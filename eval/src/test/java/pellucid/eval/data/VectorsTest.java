package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class VectorsTest {
    private static final Vectors POINTS =
            Vectors.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}, new float[] {-1, 0, 2});

    @Test
    void rowsKeepTheirPlaces() {
        assertThat(POINTS.row(1)).containsExactly(4, 5, 6);
        assertThat(POINTS.select(2, 0).values()).containsExactly(-1, 0, 2, 1, 2, 3);
        assertThat(POINTS.columns()[2]).containsExactly(3, 6, 2);
        assertThat(Vectors.of(new Embeddings(new float[] {7, 8}, 1, 2, 0)).row(0))
                .containsExactly(7, 8);
    }

    @Test
    void productsAndDistancesAreThoseOfTheRow() {
        assertThat(POINTS.dot(1, new double[] {9, 1, 10, 100}, 1)).isEqualTo(4 + 50 + 600);
        assertThat(POINTS.squaredDistance(0, new double[] {4, 6, 3})).isEqualTo(9 + 16);
        double[] distances = new double[3];
        POINTS.squaredDistances(0, POINTS.columns(), distances);
        assertThat(distances).containsExactly(0, 27, 9);
        double[] sums = {1, 1, 1, 1};
        POINTS.addTo(sums, 1, 2, 2);
        assertThat(sums).containsExactly(1, -1, 1, 5);
    }

    @Test
    void refusesWhatAreNoPoints() {
        assertThatThrownBy(() -> Vectors.of(new float[] {1, 2}, new float[] {1}))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("vector 1 has 1 numbers, vector 0 has 2");
        assertThatThrownBy(() -> Vectors.of(new float[] {1}, new float[] {Float.NaN}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("number 0 of vector 1 is NaN");
        assertThatThrownBy(Vectors::of).isInstanceOf(InputException.class).hasMessageContaining("there is none");
        assertThatThrownBy(() -> new Vectors(new float[3], 2, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> POINTS.row(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
