package pellucid.models.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.autograd.GradCheck;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameter;
import pellucid.models.sentence.PoolingSettings;
import pellucid.models.sentence.SentenceModel;
import pellucid.models.sentence.TokenBatch;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Pooling;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The gradient of a whole model against differences, element by element of all parameters, in float64. */
class BertGradientTest {
    /** Rounding of the differences of a function this deep; a wrong term is off by orders of magnitude. */
    private static final double TOLERANCE = 1e-7;

    private static final int[][] IDS = {{2, 5, 9, 3}, {2, 7, 7, 10, 3}, {2, 3}};
    private static final int[][] TYPES = {null, {0, 0, 1, 1, 1}, null};

    private final Backend backend = new ReferenceBackend();
    private final BertModel bert = random(new BertConfig(12, 8, 2, 2, 12, 6, 2, 0, Activation.GELU, 1e-12, 0.1, 0.2));
    private final TokenBatch batch = TokenBatch.pack(backend, IDS, TYPES, 0);

    /** As far from its beginnings as a trained model, so that no part of the gradient is small. */
    private BertModel random(BertConfig config) {
        BertModel model = BertInitializer.random(config, backend, DType.FLOAT64, 1);
        List<Variable> variables = model.parameters().variables();
        for (int i = 0; i < variables.size(); i++) {
            backend.normal(variables.get(i).value(), 0.1, 0.6, 100 + i);
        }
        return model;
    }

    private GradCheck.Worst worst(PoolingSettings pooling, long seed) {
        SentenceModel model = new SentenceModel(bert, pooling, true);
        return GradCheck.worst(
                parameters -> model.forward(batch, seed == 0 ? Dropouts.NONE : Dropouts.training(seed, 0)),
                bert.parameters().variables().toArray(Variable[]::new));
    }

    @Test
    void everyElementWithoutDropout() {
        assertThat(worst(PoolingSettings.MEAN, 0).difference()).isLessThan(TOLERANCE);
    }

    @Test
    void everyElementWithDropout() {
        PoolingSettings both = new PoolingSettings(List.of(Pooling.CLS, Pooling.WEIGHTED_MEAN), true);
        assertThat(worst(both, 7).difference()).isLessThan(TOLERANCE);
    }

    @Test
    void onlyTheRowsOfTokensThatOccurHaveAGradient() {
        SentenceModel model = new SentenceModel(bert, PoolingSettings.MEAN, false);
        TokenBatch withPadding = TokenBatch.pack(backend, new int[][] {{2, 5, 0, 3}}, new int[1][], 0);
        Variable vectors = model.forward(withPadding, Dropouts.NONE);
        vectors.backward(backend.doubles(new double[] {1, 2, 3, 4, -5, 6, 7, 8}, 1, 8));
        Parameter words = bert.parameters().get("embeddings.word_embeddings.weight");
        for (int row = 0; row < 12; row++) {
            double[] gradient = words.gradient().select(0, row).toDoubles();
            assertThat(Arrays.stream(gradient).anyMatch(value -> value != 0))
                    .as("row " + row + " (0 is the padding token)")
                    .isEqualTo(row == 2 || row == 3 || row == 5);
        }
    }
}
