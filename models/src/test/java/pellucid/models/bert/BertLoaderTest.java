package pellucid.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.Goldens;
import pellucid.models.weights.SafetensorsFile;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Segments;
import pellucid.tensor.backend.reference.ReferenceBackend;

class BertLoaderTest {
    private final Backend backend = new ReferenceBackend();

    @TempDir
    private Path folder;

    @Test
    void namesMayHaveAPrefixAndOldEndings() {
        UnaryOperator<String> old = name -> "bert."
                + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
        BertLoader.Loaded loaded = load(rewritten(old, Map.of()), config());
        assertThat(loaded.unused()).isEmpty();
        assertThat(embeddings(loaded))
                .containsExactly(embeddings(load(Goldens.tinyBert().resolve("model.safetensors"), config())));
    }

    @Test
    void tensorsWithoutAPlaceAreReportedButKnownOnesAreNot() {
        Map<String, float[]> more = new LinkedHashMap<>();
        more.put("embeddings.position_ids", new float[64]);
        more.put("cls.predictions.bias", new float[3]);
        more.put("encoder.layer.2.output.dense.bias", new float[32]);
        assertThat(load(rewritten(name -> name, more), config()).unused())
                .containsExactly("encoder.layer.2.output.dense.bias");
    }

    @Test
    void thePoolerMayBeAbsent() {
        Path file = rewritten(name -> name.startsWith("pooler.") ? null : name, Map.of());
        assertThat(load(file, config()).unused()).isEmpty();
    }

    @Test
    void aShapeThatConfigJsonDoesNotAskForNamesBothFiles() {
        Path other = edited("\"intermediate_size\": 64", "\"intermediate_size\": 128");
        assertThatThrownBy(() -> load(Goldens.tinyBert().resolve("model.safetensors"), other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining(
                        "tensor 'encoder.layer.0.intermediate.dense.weight' has shape [64, 32], config.json asks for"
                                + " [128, 32]; the two files are from different models");
    }

    @Test
    void aMissingTensorIsNamed() {
        Path other = edited("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3");
        assertThatThrownBy(() -> load(Goldens.tinyBert().resolve("model.safetensors"), other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no tensor 'encoder.layer.2.attention.self.query.weight'")
                .hasMessageContaining("with 3 layers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model_type\": \"bert\"|\"model_type\": \"roberta\"|'model_type' is 'roberta'",
                "\"is_decoder\": false|\"is_decoder\": true|'is_decoder' is true",
                "\"is_decoder\": false|\"position_embedding_type\": \"relative_key\"|'relative_key'",
                "\"hidden_act\": \"gelu\"|\"hidden_act\": \"gelu_new\"|another form of GELU",
                "\"hidden_act\": \"gelu\"|\"hidden_act\": \"silu\"|'hidden_act' is 'silu'",
                "\"hidden_size\": 32|\"hidden_size\": 33|the heads must divide the hidden size",
                "\"hidden_size\": 32|\"hidden_size\": \"32\"|'hidden_size' is \"32\"; it must be a whole number",
                "\"hidden_size\": 32|\"hidden_size\": 32.5|it must be a whole number",
                "\"hidden_size\": 32|\"hidden\": 32|has no 'hidden_size'",
            })
    void whatThisFamilyCannotDoIsRefused(String from, String to, String message) {
        Path config = edited(from, to);
        assertThatThrownBy(() -> BertConfig.read(config))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(config.toString())
                .hasMessageContaining(message);
    }

    @Test
    void textsBeyondThePositionsAreRefused() {
        BertModel model =
                load(Goldens.tinyBert().resolve("model.safetensors"), config()).model();
        assertThatThrownBy(() ->
                        model.forward(backend.ints(new int[65]), backend.ints(new int[65]), Segments.ofLengths(65)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("65 tokens")
                .hasMessageContaining("64 positions");
    }

    private static Path config() {
        return Goldens.tinyBert().resolve("config.json");
    }

    private Path edited(String from, String to) {
        Goldens.copyOfTinyBert(folder);
        Goldens.edit(folder.resolve("config.json"), from, to);
        return folder.resolve("config.json");
    }

    /** tiny-bert's weights with other names (null leaves one out) and further tensors. */
    private Path rewritten(UnaryOperator<String> rename, Map<String, float[]> more) {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (WeightSource source = WeightFolder.open(Goldens.tinyBert())) {
            for (String name : source.names()) {
                if (rename.apply(name) != null) {
                    writer.floats(rename.apply(name), source.tensor(name).shape(), source.floats(name));
                }
            }
        }
        more.forEach((name, values) -> writer.floats(name, new long[] {values.length}, values));
        Path file = folder.resolve("model.safetensors");
        writer.write(file);
        return file;
    }

    private BertLoader.Loaded load(Path weights, Path config) {
        try (WeightSource source = SafetensorsFile.open(weights)) {
            return BertLoader.load(BertConfig.read(config), source, backend, DType.FLOAT32);
        }
    }

    private float[] embeddings(BertLoader.Loaded loaded) {
        return loaded.model()
                .forward(backend.ints(new int[] {2, 195, 3}), backend.ints(new int[3]), Segments.ofLengths(3))
                .value()
                .toFloats();
    }
}
