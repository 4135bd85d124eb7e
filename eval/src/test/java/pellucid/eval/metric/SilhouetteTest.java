package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.GroupedPoints;
import pellucid.eval.data.Vectors;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class SilhouetteTest {
    @Test
    void equalsScikitLearn() {
        JsonNode golden = Golden.read("clustering.json").get("silhouette");
        Vectors points = GroupedPoints.of(300, 20, 6, 0.5, 42);
        int[] groups = IntStream.range(0, 300).map(i -> i % 6).toArray();
        assertThat(Silhouette.mean(points, groups)).isCloseTo(golden.get("mean").asDouble(), within(1e-9));
        assertThat(Arrays.copyOf(Silhouette.perPoint(points, groups), 10))
                .containsExactly(Golden.numbers(golden.get("first")), within(1e-9));
    }

    @Test
    void aPointAloneHasNone() {
        Vectors points = Vectors.of(new float[] {0}, new float[] {1}, new float[] {5});
        assertThat(Silhouette.perPoint(points, new int[] {0, 0, 3}))
                .containsExactly(new double[] {0.8, 0.75, 0}, within(1e-15));
        assertThat(Silhouette.mean(new Vectors(new float[4], 4, 1), new int[] {0, 0, 1, 1}))
                .isZero();
    }

    @Test
    void refusesWhatHasNoSilhouette() {
        Vectors points = Vectors.of(new float[] {0}, new float[] {1}, new float[] {5});
        assertThatThrownBy(() -> Silhouette.mean(points, new int[3]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("3 points are in 1 cluster(s)");
        assertThatThrownBy(() -> Silhouette.mean(points, new int[] {0, 1, 2})).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Silhouette.mean(points, new int[2])).isInstanceOf(ShapeException.class);
    }
}
