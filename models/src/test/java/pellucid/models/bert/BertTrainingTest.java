package pellucid.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Graph;
import pellucid.autograd.Inference;
import pellucid.autograd.Variable;
import pellucid.models.Goldens;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Observer;
import pellucid.models.nn.Parameter;
import pellucid.models.nn.Tap;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;

/** The one definition of the model, with and without tape and dropout. */
class BertTrainingTest {
    private final Backend backend = Backends.get();
    private final Segments segments = Segments.ofLengths(4, 3);
    private final Tensor ids = backend.ints(new int[] {2, 195, 113, 3, 2, 266, 3});
    private final Tensor types = backend.ints(new int[7]);
    private final BertModel model = load();

    private BertModel load() {
        try (WeightSource weights = WeightFolder.open(Goldens.tinyBert())) {
            BertConfig config = BertConfig.read(Goldens.tinyBert().resolve("config.json"));
            return BertLoader.load(config, weights, backend, DType.FLOAT32).model();
        }
    }

    private float[] forward(Dropouts dropouts) {
        return model.forward(ids, types, segments, dropouts).value().toFloats();
    }

    private void backward(Variable hidden) {
        Tensor seed = backend.zeros(7, 32);
        backend.normal(seed, 0, 1, 3);
        hidden.backward(seed);
    }

    @Test
    @SuppressWarnings("try")
    void inferenceComputesTheSameBitsAsTraining() {
        float[] taped = forward(Dropouts.NONE);
        try (Inference scope = Inference.open(backend)) {
            assertThat(forward(Dropouts.NONE)).containsExactly(taped);
        }
    }

    @Test
    void theSamePlaceInTheRandomNumbersDropsTheSame() {
        Dropouts first = Dropouts.training(7, 0);
        float[] a = forward(first);
        long between = first.position();
        float[] b = forward(first);
        assertThat(a).isNotEqualTo(b).isNotEqualTo(forward(Dropouts.NONE));
        assertThat(forward(Dropouts.training(7, 0))).containsExactly(a);
        assertThat(forward(Dropouts.training(7, between))).containsExactly(b);
        assertThat(forward(Dropouts.training(8, 0))).isNotEqualTo(a);
        // embeddings; in each of two layers attention probabilities (2 heads) and the ends of two sub-layers
        assertThat(between).isEqualTo(7 * 32 + 2 * (2 * (16 + 9) + 2 * 7 * 32));
    }

    @Test
    void gradientsReachEveryVariable() {
        backward(model.forward(ids, types, segments, Dropouts.training(1, 0)));
        for (Variable variable : model.parameters().variables()) {
            assertThat(variable.gradient()).isNotNull();
            assertThat(backend.squaredNorm(variable.gradient())).isPositive();
        }
    }

    @Test
    void anOverrideTakesThePlaceOfTheConfiguredProbabilities() {
        assertThat(forward(Dropouts.training(7, 0, 0.1))).containsExactly(forward(Dropouts.training(7, 0)));
        assertThat(forward(Dropouts.training(7, 0, 0.5))).isNotEqualTo(forward(Dropouts.training(7, 0)));
        Dropouts none = Dropouts.training(7, 0, 0);
        assertThat(forward(none)).containsExactly(forward(Dropouts.NONE));
        assertThat(none.position()).isZero();
        assertThatThrownBy(() -> Dropouts.training(7, 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is 1.0; it must be at least 0 and less than 1");
    }

    @Test
    void statesAreWhatTheLayersCompute() {
        Map<String, float[]> seen = new HashMap<>();
        Observer everything = new Observer() {
            @Override
            public boolean wants(String name) {
                return true;
            }

            @Override
            public void see(String name, Tensor value) {
                seen.put(name, value.toFloats());
            }
        };
        BertStates states;
        try (Tap tap = Tap.on(everything)) {
            assertThat(tap).isNotNull();
            states = model.states(ids, types, segments, Dropouts.training(7, 0));
        }
        assertThat(states.hidden()).hasSize(3);
        assertThat(states.queryKeyValue()).hasSize(2);
        assertThat(states.last().value().toFloats()).containsExactly(forward(Dropouts.training(7, 0)));
        assertThat(states.hidden().get(0).value().toFloats()).containsExactly(seen.get("embeddings"));
        for (int l = 0; l < 2; l++) {
            String layer = "encoder.layer." + l;
            assertThat(states.hidden().get(l + 1).value().toFloats()).containsExactly(seen.get(layer));
            Tensor qkv = states.queryKeyValue().get(l).value();
            String[] thirds = {"query", "key", "value"};
            for (int i = 0; i < 3; i++) {
                assertThat(qkv.slice(1, 32 * i, 32 * (i + 1)).toFloats())
                        .containsExactly(seen.get(layer + ".attention." + thirds[i]));
            }
        }
    }

    @Test
    void whatIsFrozenLeavesNoTape() {
        BertStates all = model.states(ids, types, segments, Dropouts.training(1, 0));
        model.freeze(1);
        BertStates states = model.states(ids, types, segments, Dropouts.training(1, 0));
        assertThat(states.last().value().toFloats())
                .containsExactly(all.last().value().toFloats());
        assertThat(states.hidden().get(1).requiresGradient()).isFalse();
        assertThat(states.queryKeyValue().get(1).requiresGradient()).isTrue();
        backward(states.last());
        for (Parameter parameter : model.parameters().all()) {
            boolean frozen = !parameter.name().startsWith("encoder.layer.1.");
            assertThat(parameter.gradient() == null).as(parameter.name()).isEqualTo(frozen);
        }
        assertThatThrownBy(() -> model.freeze(3))
                .hasMessageContaining("3 layers are to be frozen, and the model has 2");
    }

    @Test
    void singleParametersCanBeFrozen() {
        model.parameters().freeze(name -> name.contains("LayerNorm") || name.endsWith("dense.bias"));
        backward(model.forward(ids, types, segments, Dropouts.NONE));
        for (Parameter parameter : model.parameters().all()) {
            boolean frozen =
                    parameter.name().contains("LayerNorm") || parameter.name().endsWith("dense.bias");
            assertThat(parameter.gradient() == null).as(parameter.name()).isEqualTo(frozen);
        }
    }

    @Test
    void theQueryAloneCannotBeFrozen() {
        assertThatThrownBy(() -> model.parameters().freeze(name -> name.endsWith("query.weight")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'encoder.layer.0.attention.self.key.weight' lies in one variable");
        backward(model.forward(ids, types, segments, Dropouts.NONE));
        assertThat(model.parameters().all()).noneMatch(parameter -> parameter.gradient() == null);
    }

    @Test
    void checkpointsChangeNoBit() {
        Dropouts plainly = Dropouts.training(5, 3);
        Variable plain = model.forward(ids, types, segments, plainly);
        backward(plain);
        Map<String, float[]> gradients = new HashMap<>();
        for (Parameter parameter : model.parameters().all()) {
            gradients.put(parameter.name(), parameter.gradient().toFloats());
        }
        model.parameters().variables().forEach(Variable::clearGradient);
        Dropouts dropouts = Dropouts.training(5, 3);
        Variable checkpointed = model.withCheckpoints().forward(ids, types, segments, dropouts);
        assertThat(dropouts.position()).isEqualTo(plainly.position());
        assertThat(checkpointed.value().toFloats())
                .containsExactly(plain.value().toFloats());
        assertThat(Graph.functions(checkpointed)).hasSize(2 + 2); // embeddings and their dropout, then the layers
        backward(checkpointed);
        assertThat(dropouts.position()).isEqualTo(plainly.position());
        for (Parameter parameter : model.parameters().all()) {
            assertThat(parameter.gradient().toFloats())
                    .as(parameter.name())
                    .containsExactly(gradients.get(parameter.name()));
        }
    }

    @Test
    void theGradientOfTheWordsIsKeptByRows() {
        backward(model.forward(ids, types, segments, Dropouts.NONE));
        Variable words =
                model.parameters().get("embeddings.word_embeddings.weight").variable();
        assertThat(words.rowGradient().ids().toInts()).containsExactlyInAnyOrder(2, 195, 113, 3, 266);
    }
}
