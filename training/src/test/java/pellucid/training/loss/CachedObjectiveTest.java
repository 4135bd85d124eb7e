package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static pellucid.autograd.function.Concat.concat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.DType;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.training.data.Batch;

/** GradCache gives the gradient of the whole batch, to rounding. */
class CachedObjectiveTest {
    private static final double PROBABILITY = 0.3;
    private static final Batch BATCH = new Batch(
            List.of(
                    List.of("a quiet film", "the sea at night", "rain", "two old friends travel north", "bread"),
                    List.of("a silent movie", "dark waves", "it rains and rains", "a journey", "the baker's work"),
                    List.of("a loud comedy", "a mountain", "sun", "nobody leaves", "steel")),
            new double[] {0.1, 0.9, 0.4, 0.4, 0.7});
    private static final Batch PAIRS = new Batch(BATCH.columns().subList(0, 2), BATCH.labels());

    private final SentenceEncoder encoder = Goldens.tinyBert(new ReferenceBackend(), DType.FLOAT64);

    /** The gradients of all parameters, which are then forgotten. */
    private List<double[]> gradients() {
        List<double[]> gradients = new ArrayList<>();
        for (Variable variable : encoder.model().parameters().variables()) {
            gradients.add(variable.gradient().toDoubles());
            variable.clearGradient();
        }
        return gradients;
    }

    private static void assertSame(List<double[]> actual, List<double[]> expected) {
        double largest = 0;
        for (double[] values : expected) {
            for (double value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        assertThat(largest).isPositive();
        for (int p = 0; p < expected.size(); p++) {
            Goldens.assertClose("variable " + p, actual.get(p), expected.get(p), 0, 1e-12 * largest);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7, 15, 100})
    void equalsTheWholeBatch(int miniBatch) {
        double whole = new EmbeddingObjective(new Mnrl()).backward(encoder, BATCH, Dropouts.NONE, 0.25);
        List<double[]> expected = gradients();
        double cached = new CachedObjective(new Mnrl(), miniBatch).backward(encoder, BATCH, Dropouts.NONE, 0.25);
        assertThat(cached).isCloseTo(whole, within(1e-12 * whole));
        assertSame(gradients(), expected);
    }

    @ParameterizedTest
    @CsvSource({"cosent", "matryoshka", "symmetric", "angle"})
    void underAnyLoss(String name) {
        Loss loss = switch (name) {
            case "cosent" -> new CoSent();
            case "angle" -> new Angle();
            case "symmetric" -> new Mnrl(20, true);
            default -> new Matryoshka(new Mnrl(), new int[] {32, 8, 4}, null, 2, 3);
        };
        double whole = new EmbeddingObjective(loss).backward(encoder, PAIRS, Dropouts.NONE, 1);
        List<double[]> expected = gradients();
        double cached = new CachedObjective(loss, 4).backward(encoder, PAIRS, Dropouts.NONE, 1);
        assertThat(cached).isCloseTo(whole, within(1e-12 * whole));
        assertSame(gradients(), expected);
    }

    /** The tape over all mini-batches at once, with the dropout that GradCache must draw twice alike. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 15})
    void dropsTheSameInBothPasses(int miniBatch) {
        Dropouts once = Dropouts.training(5, 40, PROBABILITY);
        List<String> texts = VectorColumns.texts(BATCH);
        List<Variable> parts = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += miniBatch) {
            List<String> part = texts.subList(from, Math.min(from + miniBatch, texts.size()));
            parts.add(encoder.model().forward(encoder.pack(part), once));
        }
        Variable loss = new Mnrl().of(VectorColumns.split(concat(parts, 0), BATCH), null);
        loss.backward();
        List<double[]> expected = gradients();

        Dropouts dropouts = Dropouts.training(5, 40, PROBABILITY);
        double cached = new CachedObjective(new Mnrl(), miniBatch).backward(encoder, BATCH, dropouts, 1);
        assertThat(cached).isCloseTo(loss.value().item(), within(1e-12 * cached));
        assertSame(gradients(), expected);
        assertThat(dropouts.position()).isEqualTo(once.position());
        double still = new CachedObjective(new Mnrl(), miniBatch).value(encoder, BATCH);
        assertThat(still).isNotCloseTo(cached, within(1e-6));
    }

    @Test
    void withOneMiniBatchItDropsWhatTheWholeBatchDrops() {
        Dropouts first = Dropouts.training(9, 0, PROBABILITY);
        double whole = new EmbeddingObjective(new Mnrl()).backward(encoder, BATCH, first, 1);
        List<double[]> expected = gradients();
        Dropouts second = Dropouts.training(9, 0, PROBABILITY);
        double cached = new CachedObjective(new Mnrl(), 15).backward(encoder, BATCH, second, 1);
        assertThat(cached).isCloseTo(whole, within(1e-12 * whole));
        assertThat(second.position()).isEqualTo(first.position());
        assertSame(gradients(), expected);
    }

    @Test
    void addsToTheGradientsThatAreThere() {
        CachedObjective objective = new CachedObjective(new Mnrl(), 4);
        objective.backward(encoder, BATCH, Dropouts.NONE, 1);
        List<double[]> once = gradients();
        objective.backward(encoder, BATCH, Dropouts.NONE, 0.75);
        objective.backward(encoder, BATCH, Dropouts.NONE, 0.25);
        assertSame(gradients(), once);
    }

    @Test
    void trainsTheParametersOfTheLoss() {
        Batch classes = new Batch(PAIRS.columns(), new double[] {0, 1, 2, 1, 0});
        SoftmaxLoss loss = new SoftmaxLoss(encoder.backend(), DType.FLOAT64, 32, 3, 1);
        new EmbeddingObjective(loss).backward(encoder, classes, Dropouts.NONE, 1);
        Variable weight = loss.parameters().variables().get(0);
        double[] expected = weight.gradient().toDoubles();
        loss.parameters().variables().forEach(Variable::clearGradient);
        List<double[]> model = gradients();
        CachedObjective cached = new CachedObjective(loss, 4);
        cached.backward(encoder, classes, Dropouts.NONE, 1);
        assertSame(gradients(), model);
        Goldens.assertClose("classifier", weight.gradient().toDoubles(), expected, 1e-12, 0);
        assertThat(cached.parameters().variables())
                .containsExactlyElementsOf(loss.parameters().variables());
    }

    @Test
    void sameBitsEveryTime() {
        CachedObjective objective = new CachedObjective(new Mnrl(), 4);
        objective.backward(encoder, BATCH, Dropouts.training(1, 0, PROBABILITY), 1);
        List<double[]> first = gradients();
        objective.backward(encoder, BATCH, Dropouts.training(1, 0, PROBABILITY), 1);
        List<double[]> second = gradients();
        for (int p = 0; p < first.size(); p++) {
            assertThat(second.get(p)).containsExactly(first.get(p));
        }
    }
}
