package pellucid.eval.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import pellucid.eval.GroupedPoints;
import pellucid.eval.data.Vectors;
import pellucid.eval.metric.Golden;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class PcaTest {
    private static final Vectors POINTS = GroupedPoints.of(300, 20, 6, 0.5, 42);

    @Test
    void equalsScikitLearn() {
        JsonNode golden = Golden.read("/pellucid/eval/projection/scikit_learn.json");
        double[] first = Golden.numbers(golden.get("first"));
        for (int k = 0; k < first.length; k++) {
            assertThat(POINTS.row(0)[k]).isEqualTo((float) first[k]);
        }
        JsonNode wanted = golden.get("pca");
        Pca pca = Pca.fit(POINTS, 4);
        assertThat(pca.mean()).containsExactly(Golden.numbers(wanted.get("mean")), within(1e-10));
        assertThat(pca.explainedVariance())
                .containsExactly(Golden.numbers(wanted.get("explained_variance")), within(1e-10));
        assertThat(pca.explainedVarianceRatio()).containsExactly(Golden.numbers(wanted.get("ratio")), within(1e-10));
        double[][] projected = pca.project(POINTS);
        for (int i = 0; i < 10; i++) {
            assertThat(projected[i])
                    .containsExactly(Golden.numbers(wanted.get("projected").get(i)), within(1e-8));
        }
        for (int c = 0; c < 4; c++) {
            assertThat(pca.components()[c])
                    .containsExactly(Golden.numbers(wanted.get("components").get(c)), within(1e-8));
        }
        assertThat(Pca.plane(POINTS).y()[7]).isEqualTo(projected[7][1]);
    }

    @Test
    void fewPointsInManyDimensionsHaveFewComponents() {
        Vectors points = GroupedPoints.of(4, 20, 2, 0.5, 1);
        double[] ratios = Pca.fit(points, 4).explainedVarianceRatio();
        assertThat(ratios[0] + ratios[1] + ratios[2]).isCloseTo(1, within(1e-12));
        assertThat(ratios[3]).isBetween(0.0, 1e-12);
        assertThat(Pca.fit(Vectors.of(new float[] {1, 2}, new float[] {1, 2}), 1)
                        .explainedVarianceRatio())
                .containsExactly(0);
    }

    @Test
    void refusesWhatHasNoComponents() {
        assertThatThrownBy(() -> Pca.fit(Vectors.of(new float[] {1, 2}), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is 1 point");
        assertThatThrownBy(() -> Pca.fit(GroupedPoints.of(5, 20, 2, 0.5, 1), 6))
                .isInstanceOf(InputException.class)
                .hasMessage("PCA: 6 components are asked for; 5 points of 20 numbers have from 1 to 5");
        assertThatThrownBy(() -> Pca.fit(POINTS, 2).project(Vectors.of(new float[] {1})))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("a point has 1 numbers, the components have 20");
    }
}
