package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.models.Goldens;
import pellucid.models.hub.ModelResolver;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameter;
import pellucid.tensor.Backend;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;

/** The gradients of the real all-MiniLM-L6-v2 against PyTorch's. */
class MiniLmGradientTest {
    /** Of the largest element of a gradient; float32 against float64 through six layers. */
    private static final double TOLERANCE = 1e-5;

    @Test
    void everyParameter() {
        JsonNode golden = Goldens.json("minilm/gradients.json");
        Backend backend = Backends.get();
        SentenceEncoder encoder =
                SentenceEncoder.load(ModelResolver.ofThisProcess().resolve("all-MiniLM-L6-v2"), backend);
        List<String> texts = new ArrayList<>();
        golden.get("texts").forEach(text -> texts.add(text.textValue()));
        Variable vectors = encoder.model().forward(encoder.pack(texts), Dropouts.NONE);
        double[] direction = new double[vectors.value().size()];
        double loss = 0;
        double[] embeddings = vectors.value().toDoubles();
        for (int i = 0; i < direction.length; i++) {
            direction[i] = Math.sin(1.0 + i);
            loss += embeddings[i] * direction[i];
        }
        assertThat(loss).isCloseTo(golden.get("loss").doubleValue(), within(1e-5));
        Tensor seed = backend.zeros(texts.size(), encoder.dimension());
        backend.write(direction, 0, seed);
        vectors.backward(seed);

        JsonNode gradients = golden.get("gradients");
        assertThat(encoder.model().parameters().all()).hasSize(gradients.size());
        for (Parameter parameter : encoder.model().parameters().all()) {
            compare(parameter, gradients.get(parameter.name()));
        }
    }

    private static void compare(Parameter parameter, JsonNode expected) {
        double largest = expected.get("largest").doubleValue();
        if (parameter.name().endsWith("key.bias")) {
            // Zero in exact arithmetic: softmax does not see what is added to all scores of a row.
            assertThat(largest).isLessThan(1e-12);
            assertThat(Math.sqrt(parameter.value().backend().squaredNorm(parameter.gradient())))
                    .as(parameter.name())
                    .isLessThan(1e-5);
            return;
        }
        assertThat(Math.sqrt(parameter.value().backend().squaredNorm(parameter.gradient())))
                .as("norm of the gradient of " + parameter.name())
                .isCloseTo(
                        expected.get("norm").doubleValue(),
                        within(TOLERANCE * expected.get("norm").doubleValue()));
        float[] actual = parameter.gradient().toFloats();
        for (int i = 0; i < expected.get("at").size(); i++) {
            int element = expected.get("at").get(i).intValue();
            assertThat((double) actual[element])
                    .as("gradient of " + parameter.name() + ", element " + element)
                    .isCloseTo(expected.get("values").get(i).doubleValue(), within(TOLERANCE * largest));
        }
    }
}
