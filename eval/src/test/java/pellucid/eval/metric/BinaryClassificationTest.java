package pellucid.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import pellucid.eval.metric.BinaryClassification.Ties;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class BinaryClassificationTest {
    @Test
    void equalsSentenceTransformersWithTies() {
        for (JsonNode wanted : Golden.read("sentence_transformers.json").get("binary")) {
            double[] labels = Golden.numbers(wanted.get("labels"));
            boolean[] positive = new boolean[labels.length];
            for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i] == 1;
            }
            BinaryClassification found =
                    BinaryClassification.of(Golden.numbers(wanted.get("scores")), positive, Ties.SPLIT);
            assertClose(found.accuracy(), wanted, "accuracy");
            assertClose(found.accuracyThreshold(), wanted, "accuracy_threshold");
            assertClose(found.f1(), wanted, "f1");
            assertClose(found.f1Threshold(), wanted, "f1_threshold");
            assertClose(found.precision(), wanted, "precision");
            assertClose(found.recall(), wanted, "recall");
            assertClose(found.averagePrecision(), wanted, "ap");
            assertClose(found.matthews(), wanted, "mcc");
        }
    }

    private static void assertClose(double found, JsonNode wanted, String metric) {
        assertThat(found)
                .as(metric + " of " + wanted)
                .isCloseTo(wanted.get(metric).asDouble(), within(1e-12));
    }

    /** Of four equal scores the first two are positive: only an order that cannot be seen tells them apart. */
    @Test
    void keptTiesAttainWhatIsReported() {
        double[] scores = {0.5, 0.5, 0.5, 0.5, 0.1};
        boolean[] positive = {true, true, false, false, true};
        BinaryClassification split = BinaryClassification.of(scores, positive, Ties.SPLIT);
        assertThat(split.accuracy()).isEqualTo(0.8);
        assertThat(split.precision()).isEqualTo(1);
        BinaryClassification kept = BinaryClassification.of(scores, positive, Ties.KEEP);
        assertThat(kept.accuracy()).isEqualTo(0.6);
        assertThat(kept.accuracyThreshold()).isEqualTo(0.1);
        assertThat(kept.f1()).isCloseTo(0.75, within(1e-12));
        assertThat(kept.recall()).isEqualTo(1);
        assertThat(kept.averagePrecision()).isEqualTo(split.averagePrecision());
    }

    @Test
    void refusesLabelsOfOneKind() {
        assertThatThrownBy(() -> BinaryClassification.of(new double[2], new boolean[2], Ties.SPLIT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0 of 2 labels are positive");
        assertThatThrownBy(() -> BinaryClassification.of(new double[2], new boolean[3], Ties.SPLIT))
                .isInstanceOf(ShapeException.class);
    }
}
