package pellucid.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.models.Goldens.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.models.Goldens;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Observer;
import pellucid.models.nn.Parameter;
import pellucid.models.nn.Tap;
import pellucid.models.sentence.PoolingSettings;
import pellucid.models.sentence.SentenceModel;
import pellucid.models.sentence.TokenBatch;
import pellucid.models.weights.SafetensorsFile;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** What PyTorch computes inside of tiny-bert, forward and backward. */
class BertGoldenTest {
    private static final double FLOAT64 = 1e-12;
    private static final double FLOAT32 = 1e-5;

    private final Backend reference = new ReferenceBackend();

    private static BertModel tiny(Backend backend, DType dtype) {
        try (WeightSource weights = WeightFolder.open(Goldens.tinyBert())) {
            BertConfig config = BertConfig.read(Goldens.tinyBert().resolve("config.json"));
            return BertLoader.load(config, weights, backend, dtype).model();
        }
    }

    private record Recorder(Map<String, double[]> seen) implements Observer {
        @Override
        public boolean wants(String name) {
            return true;
        }

        @Override
        public void see(String name, Tensor value) {
            seen.put(name, value.toDoubles());
        }
    }

    @Test
    void hiddenStatesAndAttentionInFloat64() {
        compareInside(tiny(reference, DType.FLOAT64), "tiny/activations_float64.safetensors", FLOAT64);
    }

    @Test
    void hiddenStatesAndAttentionInFloat32() {
        compareInside(tiny(Backends.get(), DType.FLOAT32), "tiny/activations_float64.safetensors", FLOAT32);
    }

    @SuppressWarnings("try")
    private static void compareInside(BertModel model, String golden, double tolerance) {
        JsonNode texts = Goldens.json("tiny/texts.json").get("texts");
        try (SafetensorsFile file = SafetensorsFile.open(Goldens.path(golden))) {
            for (int t = 0; t < texts.size(); t++) {
                int[] ids = Goldens.ints(texts.get(t).get("input_ids"));
                Map<String, double[]> seen = new HashMap<>();
                try (Tap tap = Tap.on(new Recorder(seen))) {
                    Variable hidden = run(model, ids, new int[ids.length]);
                    assertClose(
                            "text " + t,
                            hidden.value().toDoubles(),
                            file.doubles("text." + t + ".hidden_states.2"),
                            tolerance);
                }
                String text = "text." + t;
                close(file, text + ".hidden_states.0", seen.get("embeddings"), tolerance);
                for (int l = 0; l < 2; l++) {
                    String layer = "encoder.layer." + l;
                    close(file, text + ".hidden_states." + (l + 1), seen.get(layer), tolerance);
                    close(file, text + ".attentions." + l, seen.get(layer + ".attention.probs"), tolerance);
                }
            }
        }
    }

    private static void close(SafetensorsFile file, String name, double[] actual, double tolerance) {
        assertClose(name, actual, file.doubles(name), tolerance);
    }

    private static Variable run(BertModel model, int[] ids, int[] typeIds) {
        return model.forward(model.backend().ints(ids), model.backend().ints(typeIds), Segments.ofLengths(ids.length));
    }

    @Test
    void pairsWithTwoTokenTypes() {
        BertModel model = tiny(reference, DType.FLOAT64);
        JsonNode pairs = Goldens.json("tiny/texts.json").get("pairs");
        assertThat(pairs).isNotEmpty();
        try (SafetensorsFile file = SafetensorsFile.open(Goldens.path("tiny/activations_float64.safetensors"))) {
            for (int p = 0; p < pairs.size(); p++) {
                int[] ids = Goldens.ints(pairs.get(p).get("input_ids"));
                int[] types = Goldens.ints(pairs.get(p).get("token_type_ids"));
                close(
                        file,
                        "pair." + p + ".hidden_states.2",
                        run(model, ids, types).value().toDoubles(),
                        FLOAT64);
            }
        }
    }

    @Test
    void gradientsOfEveryParameter() {
        BertModel bert = tiny(reference, DType.FLOAT64);
        SentenceModel model = new SentenceModel(bert, PoolingSettings.MEAN, true);
        List<int[]> ids = new ArrayList<>();
        for (JsonNode text : Goldens.json("tiny/texts.json").get("texts")) {
            ids.add(Goldens.ints(text.get("input_ids")));
        }
        TokenBatch batch = TokenBatch.pack(reference, ids.toArray(int[][]::new), new int[ids.size()][], 0);
        Variable embeddings = model.forward(batch, Dropouts.NONE);
        String file = "tiny/gradients_float64.safetensors";
        assertClose("embeddings", embeddings.value().toDoubles(), Goldens.doubles(file, "embeddings"), FLOAT64);

        embeddings.backward(reference.doubles(Goldens.doubles(file, "direction"), ids.size(), 32));
        assertThat(bert.parameters().all()).hasSize(37);
        for (Parameter parameter : bert.parameters().all()) {
            double[] expected = Goldens.doubles(file, "grad." + parameter.name());
            double[] actual = parameter.gradient().toDoubles();
            if (parameter.name().endsWith("key.bias")) {
                // Zero in exact arithmetic: softmax does not see what is added to all scores of a row.
                assertThat(Arrays.stream(actual).map(Math::abs).max().getAsDouble())
                        .isLessThan(1e-12);
            } else {
                assertClose(parameter.name(), actual, expected, 1e-11);
            }
        }
    }

    @Test
    void parametersHaveHuggingFacesNamesInItsOrder() {
        BertModel model = tiny(reference, DType.FLOAT32);
        List<String> names =
                model.parameters().all().stream().map(Parameter::name).toList();
        assertThat(names)
                .startsWith(
                        "embeddings.word_embeddings.weight",
                        "embeddings.position_embeddings.weight",
                        "embeddings.token_type_embeddings.weight",
                        "embeddings.LayerNorm.weight",
                        "embeddings.LayerNorm.bias",
                        "encoder.layer.0.attention.self.query.weight",
                        "encoder.layer.0.attention.self.query.bias")
                .endsWith("encoder.layer.1.output.LayerNorm.weight", "encoder.layer.1.output.LayerNorm.bias");
        try (WeightSource weights = WeightFolder.open(Goldens.tinyBert())) {
            for (Parameter parameter : model.parameters().all()) {
                assertThat(parameter.value().toFloats())
                        .as(parameter.name())
                        .containsExactly(weights.floats(parameter.name()));
            }
        }
        Tensor query = model.parameters()
                .get("encoder.layer.0.attention.self.query.weight")
                .value();
        Tensor value = model.parameters()
                .get("encoder.layer.0.attention.self.value.weight")
                .value();
        assertThat(query.storage()).isSameAs(value.storage());
        assertThat(model.parameters().variables()).hasSize(37 - 2 * 4);
    }
}
