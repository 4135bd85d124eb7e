package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.training.data.Batch;

/** What cannot be computed is refused in one sentence, before anything is encoded. */
class ColumnsTest {
    private static final List<String> TWO = List.of("a", "b");

    private final Backend backend = new ReferenceBackend();

    private Variable vectors(int... dims) {
        return Variable.parameter(backend.zeros(dims));
    }

    private Variable drawn(long seed) {
        Variable vector = vectors(1, 3);
        backend.normal(vector.value(), 0, 1, seed);
        return vector;
    }

    @Test
    void aScoredLossWithoutScores() {
        refused(
                () -> new CosineSimilarity().expects().check(new Batch(List.of(TWO, TWO), null)),
                "cosine: the batch has no labels, each row needs a score; name the column that holds it");
        refused(() -> new CoSent().of(List.of(vectors(2, 3), vectors(2, 3)), null), "cosent: the batch has no labels");
    }

    @Test
    void labelsThatAreNone() {
        List<Variable> columns = List.of(vectors(2, 3), vectors(2, 3));
        refused(() -> new CosineSimilarity().of(columns, new double[] {1, Double.NaN}), "label 1 of the batch is NaN");
        refused(() -> new Contrastive().of(columns, new double[] {1, 0.5}), "is 0.5, each row needs a label of 0 or 1");
        refused(() -> new OnlineContrastive().of(columns, new double[] {2, 1}), "a label of 0 or 1");
        refused(() -> new CosineSimilarity().of(columns, new double[1]), "2 rows of 2 texts and 1 labels");
        refused(
                () -> new BatchAllTriplet().of(List.of(vectors(2, 3)), new double[] {0, -1}),
                "is -1.0, each row needs a class number");
        refused(
                () -> new BatchAllTriplet().of(List.of(vectors(2, 3)), new double[] {0, 1.5}),
                "is 1.5, each row needs a class number");
    }

    @Test
    void aBatchOfOneHasNoNegatives() {
        Batch pair = new Batch(List.of(List.of("a"), List.of("b")), null);
        assertThat(new Mnrl().expects().isTooShort(pair)).isTrue();
        assertThat(new Gist().guidedExpects().isTooShort(pair)).isTrue();
        assertThat(new CosineSimilarity().expects().isTooShort(pair)).isFalse();
        Batch hard = new Batch(List.of(List.of("a"), List.of("b"), List.of("c")), null);
        assertThat(new Mnrl().expects().isTooShort(hard)).isFalse();
        Variable anchor = drawn(1);
        for (boolean symmetric : new boolean[] {false, true}) {
            Variable loss = new Mnrl(20, symmetric).of(List.of(anchor, drawn(2)), null);
            assertThat(loss.value().item()).isZero();
            loss.backward();
            assertThat(anchor.gradient().toDoubles()).containsOnly(0);
        }
    }

    @Test
    void theWrongNumberOfColumns() {
        refused(
                () -> new Mnrl().expects().check(new Batch(List.of(TWO), null)),
                "1 column of texts, the loss wants 2 or");
        refused(
                () -> new Triplet().expects().check(new Batch(List.of(TWO, TWO), null)),
                "triplet: the batch has 2 columns of texts, the loss wants 3; name the columns");
        refused(
                () -> new CoSent().expects().check(new Batch(List.of(TWO, TWO, TWO), new double[2])),
                "3 columns of texts, the loss wants 2");
        refused(
                () -> new Mnrl().of(List.of(vectors(2, 3), vectors(2, 4)), null),
                "column 0 is [2, 3], column 1 is [2, 4]");
        refused(() -> new Mnrl().of(List.of(), null), "0 columns");
    }

    @Test
    void theTeachersScoresMustFit() {
        List<Variable> columns = List.of(vectors(2, 3), vectors(2, 3), vectors(2, 3), vectors(2, 3));
        refused(() -> new MarginMse().of(columns, new double[2]), "2 rows with 2 negatives have 2 labels");
        refused(() -> new DistillKl().of(columns, new double[2]), "2 rows with 3 candidates have 2 labels");
        refused(() -> new DistillKl().of(columns, new double[3]), "2 rows of 4 texts and 3 labels");
    }

    @Test
    void theGuideMustSeeTheSameTexts() {
        List<Variable> columns = List.of(vectors(2, 3), vectors(2, 3));
        refused(() -> new Gist().of(columns, List.of(backend.zeros(2, 5))), "2 columns, the guide of 1");
        refused(
                () -> new Gist().of(columns, List.of(backend.zeros(2, 5), backend.zeros(3, 5))),
                "the guide's vectors are [3, 5], the batch has 2 rows");
        refused(
                () -> new Mse().of(columns, List.of(backend.zeros(2, 5), backend.zeros(2, 5))),
                "mse: the model's vectors are [2, 3], the teacher's [2, 5]");
    }

    @Test
    void hyperParametersOutOfRange() {
        refused(() -> new Mnrl(0, false), "mnrl: the scale is 0.0; give a finite number above 0");
        refused(() -> new CoSent(Double.NaN), "cosent: the scale is NaN");
        refused(() -> new Angle(-1), "angle: the scale is -1.0");
        refused(
                () -> new Triplet(Distance.COSINE, -0.1),
                "triplet: the margin is -0.1; give a finite number of 0 or more");
        refused(() -> new Contrastive(Distance.COSINE, 0), "contrastive: the margin is 0.0");
        refused(() -> new OnlineContrastive(Distance.COSINE, -1), "online-contrastive: the margin");
        refused(() -> BatchHardTriplet.withMargin(Distance.COSINE, -1), "batch-hard-triplet: the margin");
        refused(() -> new BatchSemiHardTriplet(Distance.COSINE, -1), "batch-semi-hard-triplet: the margin");
        refused(() -> new BatchAllTriplet(Distance.COSINE, -1), "batch-all-triplet: the margin");
        refused(() -> new DistillKl(0), "kl: the temperature is 0.0");
        refused(() -> new Gist(0, 0), "gist: the temperature is 0.0");
        refused(() -> new Gist(1, -1), "gist: the margin is -1.0");
        refused(() -> new CachedObjective(new Mnrl(), 0), "cached-mnrl: the mini-batch has 0 texts");
        refused(() -> LayerSettings.DEFAULTS.withLayersPerStep(-1), "adaptive-layer: the layers a step are -1");
        refused(
                () -> new SoftmaxLoss(backend, DType.FLOAT32, 3, 1, 0),
                "softmax: the classifier has 1 classes; give 2 or more");
        refused(
                () -> new SoftmaxLoss(backend, DType.FLOAT32, 3, 2, 0)
                        .of(List.of(vectors(2, 3), vectors(2, 3)), new double[] {0, 2}),
                "softmax: label 1 of the batch is 2, the classifier has 2 classes, 0 to 1");
    }

    private static void refused(ThrowingCallable attempt, String words) {
        assertThatThrownBy(attempt).isInstanceOf(InputException.class).hasMessageContaining(words);
    }
}
