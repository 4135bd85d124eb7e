package pellucid.models.bert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pellucid.autograd.Inference;
import pellucid.autograd.Variable;
import pellucid.models.Goldens;
import pellucid.models.nn.Dropouts;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
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
        Variable hidden = model.forward(ids, types, segments, Dropouts.training(1, 0));
        Tensor seed = backend.zeros(7, 32);
        backend.normal(seed, 0, 1, 3);
        hidden.backward(seed);
        for (Variable variable : model.parameters().variables()) {
            assertThat(variable.gradient()).isNotNull();
            assertThat(backend.squaredNorm(variable.gradient())).isPositive();
        }
    }
}
