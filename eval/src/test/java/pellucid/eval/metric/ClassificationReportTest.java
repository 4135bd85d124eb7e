package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class ClassificationReportTest {
    @Test
    void equalsScikitLearn() {
        JsonNode golden = Golden.read("metrics.json").get("classification_report");
        ClassificationReport report = ClassificationReport.of(
                ConfusionMatrix.of(Golden.texts(golden.get("y_true")), Golden.texts(golden.get("y_pred"))));
        JsonNode wanted = golden.get("report");
        assertThat(report.accuracy()).isCloseTo(wanted.get("accuracy").asDouble(), within(1e-12));
        assertThat(report.classes()).hasSize(5);
        report.classes().forEach(scores -> assertEqual(scores, wanted.get(scores.label())));
        assertEqual(report.macro(), wanted.get("macro avg"));
        assertEqual(report.weighted(), wanted.get("weighted avg"));
    }

    private static void assertEqual(ClassificationReport.ClassScores scores, JsonNode wanted) {
        assertThat(scores.precision()).isCloseTo(wanted.get("precision").asDouble(), within(1e-12));
        assertThat(scores.recall()).isCloseTo(wanted.get("recall").asDouble(), within(1e-12));
        assertThat(scores.f1()).isCloseTo(wanted.get("f1-score").asDouble(), within(1e-12));
        assertThat(scores.support()).isEqualTo(wanted.get("support").asLong());
    }

    @Test
    void countsWhatWasTakenForWhat() {
        ConfusionMatrix matrix = ConfusionMatrix.of(List.of("b", "a", "b", "b"), List.of("b", "b", "c", "b"));
        assertThat(matrix.labels()).containsExactly("a", "b", "c");
        assertThat(matrix.counts()).isEqualTo(new long[][] {{0, 1, 0}, {0, 2, 1}, {0, 0, 0}});
        assertThat(matrix.actual(1)).isEqualTo(3);
        assertThat(matrix.taken(2)).isEqualTo(1);
        assertThat(matrix.total()).isEqualTo(4);
    }

    @Test
    void divisionByZeroIsZero() {
        ClassificationReport report = ClassificationReport.of(ConfusionMatrix.of(List.of("a", "a"), List.of("b", "b")));
        assertThat(report.classes())
                .containsExactly(
                        new ClassificationReport.ClassScores("a", 0, 0, 0, 2),
                        new ClassificationReport.ClassScores("b", 0, 0, 0, 0));
    }

    @Test
    void refusesListsThatDoNotMatch() {
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a"), List.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 true labels and 0 predicted ones");
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of(), List.of())).isInstanceOf(InputException.class);
    }
}
