package pellucid.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.GroupedPoints;
import pellucid.eval.data.Vectors;
import pellucid.eval.metric.Golden;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Workers;

class LogisticRegressionTest {
    private static final Vectors POINTS = GroupedPoints.of(300, 20, 6, 1.2, 7);

    @Test
    void equalsScikitLearn() {
        JsonNode golden =
                Golden.read("/pellucid/eval/classification/scikit_learn.json").get("logistic_regression");
        assertThat(golden.size()).isEqualTo(6);
        for (JsonNode wanted : golden) {
            List<String> labels = labels(wanted.get("classes").asInt());
            LogisticRegression found =
                    LogisticRegression.fit(POINTS, labels, wanted.get("c").asDouble());
            assertThat(found.isConverged()).isTrue();
            double[][] weights = found.weights();
            assertThat(weights).hasNumberOfRows(wanted.get("weights").size());
            for (int row = 0; row < weights.length; row++) {
                assertThat(weights[row])
                        .containsExactly(Golden.numbers(wanted.get("weights").get(row)), within(1e-4));
            }
            assertThat(found.offsets()).containsExactly(Golden.numbers(wanted.get("intercepts")), within(2e-4));
            double[][] probabilities = found.probabilities(POINTS);
            for (int i = 0; i < 3; i++) {
                assertThat(probabilities[i])
                        .containsExactly(
                                Golden.numbers(wanted.get("probabilities").get(i)), within(1e-5));
            }
            List<String> predicted = found.predict(POINTS);
            long right = IntStream.range(0, 300)
                    .filter(i -> predicted.get(i).equals(labels.get(i)))
                    .count();
            assertThat(right / 300.0).isCloseTo(wanted.get("accuracy").asDouble(), within(1e-12));
        }
    }

    private static List<String> labels(int classes) {
        return IntStream.range(0, 300)
                .mapToObj(i -> Integer.toString(i % 6 % classes))
                .toList();
    }

    @Test
    void theGradientIsThatOfTheLoss() {
        for (int classes : new int[] {2, 3}) {
            Vectors points = GroupedPoints.of(9, 4, 3, 0.5, 2);
            LogisticLoss loss = new LogisticLoss(4, classes);
            int[] truth = IntStream.range(0, 9).map(i -> i % classes).toArray();
            double[] at = new double[loss.parameters()];
            for (int k = 0; k < at.length; k++) {
                at[k] = Math.sin(k + 1);
            }
            double[] gradient = new double[at.length];
            loss.value(points, truth, 0.7, at, gradient);
            for (int k = 0; k < at.length; k++) {
                double[] up = at.clone();
                double[] down = at.clone();
                up[k] += 1e-5;
                down[k] -= 1e-5;
                double slope = loss.value(points, truth, 0.7, up, new double[at.length])
                        - loss.value(points, truth, 0.7, down, new double[at.length]);
                assertThat(gradient[k]).isCloseTo(slope / 2e-5, within(1e-9));
            }
        }
    }

    @Test
    void theThreadsDoNotMatter() {
        LogisticRegression found = LogisticRegression.fit(POINTS, labels(6), 1);
        LogisticRegression[] serial = new LogisticRegression[2];
        try (Workers two = new Workers(2)) {
            two.run(2, i -> serial[i] = LogisticRegression.fit(POINTS, labels(6), 1));
        }
        assertThat(serial[0].weights()).isDeepEqualTo(found.weights());
        assertThat(serial[1].offsets()).isEqualTo(found.offsets());
    }

    @Test
    void classesThatDoNotTouchAreToldApart() {
        Vectors points = Vectors.of(new float[] {-1000}, new float[] {-900}, new float[] {900}, new float[] {1000});
        LogisticRegression found = LogisticRegression.fit(points, List.of("low", "low", "high", "high"), 1e6);
        assertThat(found.classes()).containsExactly("high", "low");
        assertThat(found.predict(points)).containsExactly("low", "low", "high", "high");
        assertThat(found.probabilities(points)[0][1]).isBetween(0.999, 1.0);
    }

    @Test
    void refusesWhatCannotBeLearned() {
        assertThatThrownBy(() -> LogisticRegression.fit(POINTS, Collections.nCopies(300, "a"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("all 300 points are of the class 'a'");
        assertThatThrownBy(() -> LogisticRegression.fit(POINTS, List.of("a"), 1))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> LogisticRegression.fit(POINTS, labels(2), 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("C is 0.0");
        LogisticRegression found = LogisticRegression.fit(POINTS, labels(2), 1);
        assertThatThrownBy(() -> found.predict(Vectors.of(new float[] {1})))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 numbers");
    }
}
