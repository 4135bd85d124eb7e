package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.training.data.Batch;

/** The losses by name, each from texts to a number, with its options or without. */
class LossesTest {
    private static final List<String> FIRST = List.of("a quiet film", "the sea at night", "rain", "two old friends");
    private static final List<String> SECOND = List.of("a silent movie", "dark waves", "it rains", "a journey");
    private static final List<String> THIRD = List.of("a loud comedy", "a mountain", "sun", "nobody leaves");

    private final SentenceEncoder encoder = Goldens.tinyBert(Backends.get(), DType.FLOAT32);

    private static LossOptions options() {
        return LossOptions.DEFAULTS;
    }

    static List<String> names() {
        return Losses.names();
    }

    private static Batch batchFor(Columns columns) {
        List<List<String>> texts = List.of(FIRST, SECOND, THIRD).subList(0, Math.min(3, Math.max(columns.least(), 1)));
        return new Batch(texts, new double[] {1, 0, 0, 1});
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsMadeAndComputed(String name) {
        LossOptions options = options();
        if (name.equals("softmax")) {
            options = options.withClasses(2);
        }
        if (name.equals("mse") || name.equals("gist")) {
            options = options.withGuide(Goldens.tinyBert(new ReferenceBackend(), DType.FLOAT64));
        }
        Objective objective = Losses.named(name, options, encoder);
        assertThat(objective.name()).isEqualTo(name);
        Batch batch = batchFor(objective.expects());
        double value = objective.backward(encoder, batch, Dropouts.NONE, 1);
        assertThat(value).isFinite().isNotNegative();
        assertThat(objective.value(encoder, batch)).isCloseTo(value, within(1e-6));
        if (options.guide() == null) {
            Objective cached = Losses.named("cached-" + name, options.withMiniBatch(3), encoder);
            assertThat(cached.name()).isEqualTo("cached-" + name);
            assertThat(cached.value(encoder, batch)).isCloseTo(value, within(1e-5 * Math.max(1, value)));
        }
    }

    @Test
    void optionsReachTheLoss() {
        Batch pairs = new Batch(List.of(FIRST, SECOND), new double[] {1, 0, 0, 1});
        Batch triplets = new Batch(List.of(FIRST, SECOND, THIRD), null);
        Batch texts = new Batch(List.of(FIRST), new double[] {1, 0, 0, 1});
        same("mnrl", options().withScale(3), pairs, new Mnrl(3, false));
        same("mnrl-symmetric", options().withScale(3), pairs, new Mnrl(3, true));
        same("cosent", options().withScale(3), pairs, new CoSent(3));
        same("angle", options().withScale(3), pairs, new Angle(3));
        LossOptions metric = options().withDistance(Distance.MANHATTAN).withMargin(2);
        same("triplet", metric, triplets, new Triplet(Distance.MANHATTAN, 2));
        same("contrastive", metric, pairs, new Contrastive(Distance.MANHATTAN, 2));
        same("online-contrastive", metric, pairs, new OnlineContrastive(Distance.MANHATTAN, 2));
        same("batch-hard-triplet", metric, texts, BatchHardTriplet.withMargin(Distance.MANHATTAN, 2));
        same("batch-semi-hard-triplet", metric, texts, new BatchSemiHardTriplet(Distance.MANHATTAN, 2));
        same("batch-all-triplet", metric, texts, new BatchAllTriplet(Distance.MANHATTAN, 2));
        same(
                "batch-hard-soft-margin-triplet",
                options().withDistance(Distance.COSINE),
                texts,
                BatchHardTriplet.withSoftMargin(Distance.COSINE));
        Batch margins = new Batch(List.of(FIRST, SECOND, THIRD), new double[] {1, 0, 0, 1});
        same("kl", options().withTemperature(3), margins, new DistillKl(3));
        LossOptions nested = options()
                .withDims(List.of(32, 8))
                .withWeights(List.of(2.0, 0.5))
                .withScale(4);
        same("mnrl", nested, pairs, new Matryoshka(new Mnrl(4, false), new int[] {32, 8}, new double[] {2, 0.5}, 0, 0));
        LossOptions drawn =
                options().withDims(List.of(32, 16, 8, 4)).withDimsPerStep(2).withSeed(5);
        same("mnrl", drawn, pairs, new Matryoshka(new Mnrl(), new int[] {32, 16, 8, 4}, null, 2, 5));
    }

    private void same(String name, LossOptions options, Batch batch, Loss loss) {
        double expected = new EmbeddingObjective(loss).value(encoder, batch);
        assertThat(Losses.named(name, options, encoder).value(encoder, batch))
                .as(name)
                .isEqualTo(expected);
    }

    @Test
    void layersAreTrainedToo() {
        Batch pairs = new Batch(List.of(FIRST, SECOND), null);
        LossOptions layers = options().withLayers(LayerSettings.DEFAULTS);
        Objective adaptive = Losses.named("mnrl", layers, encoder);
        assertThat(adaptive.name()).isEqualTo("adaptive-layer-mnrl");
        Objective both = Losses.named("mnrl", layers.withDims(List.of(32, 8)).withDimsPerStep(1), encoder);
        assertThat(both.name()).isEqualTo("matryoshka2d-mnrl");
        for (Objective objective : List.of(adaptive, both)) {
            Set<Double> values = new HashSet<>();
            for (int step = 0; step < 12; step++) {
                objective.atStep(step);
                double value = objective.value(encoder, pairs);
                assertThat(objective.value(encoder, pairs)).isEqualTo(value);
                values.add(value);
            }
            // Two layers; with two dimensions for each of the last and the drawn layer
            assertThat(values).hasSizeBetween(2, objective == adaptive ? 2 : 8);
        }
    }

    @Test
    void aGuideGivesMarginsAndScores() {
        SentenceEncoder guide = Goldens.tinyBert(Backends.get(), DType.FLOAT32);
        Batch triplets = new Batch(List.of(FIRST, SECOND, THIRD), null);
        for (String name : List.of("mse", "margin-mse", "kl")) {
            Objective objective = Losses.named(name, options().withGuide(guide), encoder);
            assertThat(objective.value(encoder, triplets)).as(name).isCloseTo(0, within(1e-6));
            encoder.model().parameters().variables().forEach(Variable::clearGradient);
            Tensor bias = encoder.model()
                    .parameters()
                    .get("encoder.layer.1.output.LayerNorm.bias")
                    .value();
            float[] before = bias.toFloats();
            float[] moved = before.clone();
            moved[0] += 3;
            bias.backend().write(moved, 0, bias);
            assertThat(objective.backward(encoder, triplets, Dropouts.NONE, 1))
                    .as(name)
                    .isGreaterThan(1e-5);
            bias.backend().write(before, 0, bias);
            assertThat(guide.model().parameters().variables()).allMatch(one -> one.gradient() == null);
        }
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        refused("there is no loss 'mrl'; choose one of angle, batch-all-triplet", () -> named("mrl", options()));
        refused("there is no loss 'cached-'", () -> named("cached-", options()));
        refused(
                "triplet: the loss has no scale",
                () -> named("triplet", options().withScale(2)));
        refused("mnrl: the loss has no margin", () -> named("mnrl", options().withMargin(2)));
        refused(
                "mnrl: the loss has no temperature",
                () -> named("mnrl", options().withTemperature(2)));
        refused(
                "cosent: the loss has no distance",
                () -> named("cosent", options().withDistance(Distance.COSINE)));
        refused(
                "cosent: the loss has no number of classes",
                () -> named("cosent", options().withClasses(3)));
        refused("mnrl: the loss has no guide", () -> named("mnrl", options().withGuide(encoder)));
        refused("the loss needs a guide or teacher", () -> named("gist", options()));
        refused(
                "cached-gist: beside a guide",
                () -> named("cached-gist", options().withGuide(encoder)));
        refused(
                "beside a guide",
                () -> named("mse", options().withGuide(encoder).withDims(List.of(4))));
        refused("softmax: the classifier has 0 classes", () -> named("softmax", options()));
        refused(
                "a dimension is 64, the model's vectors have 32",
                () -> named("mnrl", options().withDims(List.of(64))));
        refused("no dimensions", () -> named("mnrl", options().withWeights(List.of(1.0))));
        refused(
                "a cached loss sees no layers",
                () -> named("cached-mnrl", options().withLayers(LayerSettings.DEFAULTS)));
        refused("the scale is -1.0", () -> named("mnrl", options().withScale(-1)));
    }

    private Objective named(String name, LossOptions options) {
        return Losses.named(name, options, encoder);
    }

    private static void refused(String words, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(InputException.class).hasMessageContaining(words);
    }
}
