package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.training.data.Batch;

/** From texts to gradients in the parameters of the tiny BERT, beside sentence-transformers in float64. */
class ObjectiveGoldenTest {
    private static final List<String> ANCHORS =
            List.of("a quiet film about the sea", "two friends travel north", "rain", "the last train leaves at night");
    private static final List<String> POSITIVES = List.of(
            "a story of waves and silence",
            "a journey with an old friend",
            "it rains all day in the city",
            "nobody waits at the station");
    private static final List<String> NEGATIVES = List.of("a loud comedy", "the cook bakes bread", "the sun", "a bus");
    private static final List<String> PARAMETERS = List.of(
            "embeddings.LayerNorm.weight",
            "encoder.layer.0.attention.self.query.weight",
            "encoder.layer.1.attention.self.value.bias",
            "encoder.layer.1.output.dense.bias");
    private static final Batch TRIPLETS = new Batch(List.of(ANCHORS, POSITIVES, NEGATIVES), null);
    private static final Batch SCORED = new Batch(List.of(ANCHORS, POSITIVES), new double[] {0.9, 0.5, 0.25, 0.75});

    private record Case(String name, Objective objective, Batch batch) {
        @Override
        public String toString() {
            return name + " as " + objective.name();
        }
    }

    static Stream<Case> cases() {
        LayerSettings all = LayerSettings.DEFAULTS.withLayersPerStep(0);
        LayerSettings linear = new LayerSettings(0, 0.5, 2, 0.7, 0.6, LayerWeighting.LINEAR, 0);
        LayerSettings log = new LayerSettings(0, 1, 1, 1, 0, LayerWeighting.LOG, 0);
        Loss cosent = new Matryoshka(new CoSent(), 32, 16, 8);
        return Stream.of(
                new Case("mnrl", new EmbeddingObjective(new Mnrl()), TRIPLETS),
                new Case("cached_mnrl", new CachedObjective(new Mnrl(), 3), TRIPLETS),
                new Case("adaptive_layer", new AdaptiveLayer(new Mnrl(), all), TRIPLETS),
                new Case("adaptive_layer_linear", new AdaptiveLayer(new Mnrl(), linear), TRIPLETS),
                new Case("adaptive_layer_log_no_kl", new AdaptiveLayer(new Mnrl(), log), TRIPLETS),
                new Case("matryoshka2d", new Matryoshka2d(new Matryoshka(new Mnrl(), 32, 16, 8), all), TRIPLETS),
                new Case("matryoshka_cosent", new EmbeddingObjective(cosent), SCORED),
                new Case("matryoshka_cosent", new CachedObjective(cosent, 3), SCORED));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float64OnTheReference(Case one) {
        // sentence-transformers' own cached form is only that near to its uncached one.
        double gradient = one.name().equals("cached_mnrl") ? 1e-6 : 1e-9;
        check(one, new ReferenceBackend(), DType.FLOAT64, 1e-10, gradient);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float32OnTheDefaultBackend(Case one) {
        check(one, Backends.get(), DType.FLOAT32, 1e-5, 1e-4);
    }

    private static void check(Case one, Backend backend, DType dtype, double loss, double gradient) {
        SentenceEncoder encoder = Goldens.tinyBert(backend, dtype);
        try (Goldens goldens = Goldens.open("objectives_tiny.safetensors")) {
            double expected = goldens.values(one.name() + ".loss")[0];
            double value = one.objective().backward(encoder, one.batch(), Dropouts.NONE, 0.5);
            assertThat(value).isCloseTo(expected, within(loss * expected));
            assertThat(one.objective().value(encoder, one.batch())).isCloseTo(expected, within(loss * expected));
            for (String name : PARAMETERS) {
                double[] own = encoder.model().parameters().get(name).gradient().toDoubles();
                for (int i = 0; i < own.length; i++) {
                    own[i] /= 0.5;
                }
                Goldens.assertClose(name, own, goldens.values(one.name() + "." + name), gradient, 0);
            }
            encoder.model().parameters().variables().forEach(Variable::clearGradient);
        }
    }
}
