package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real artifact on the class path, against every tensor that Python reads out of it. */
class MiniLmArtifactTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void convertsEveryTensorBitForBitAndOnlyOnce(@TempDir Path temporary) throws Exception {
        HubSettings settings = new HubSettings(
                URI.create("http://127.0.0.1:9"),
                temporary.resolve("hf"),
                temporary.resolve("cache"),
                true,
                Duration.ofSeconds(1));
        ModelResolver resolver =
                new ModelResolver(settings, MiniLmArtifactTest.class.getClassLoader(), TransferProgress.SILENT);

        ResolvedModel model = resolver.find("all-MiniLM-L6-v2");

        assertThat(model.source()).isEqualTo(Source.CLASS_PATH);
        assertThat(model.folder()).isEqualTo(temporary.resolve("cache/models/all-MiniLM-L6-v2"));
        assertThat(SafetensorsDigests.of(model.folder().resolve("model.safetensors")))
                .isEqualTo(golden());
        assertSettings(model.folder());
        FileTime written = Files.getLastModifiedTime(model.folder().resolve("model.safetensors"));
        assertThat(resolver.find("sentence-transformers/all-MiniLM-L6-v2")).isEqualTo(model);
        assertThat(resolver.find("ALL-MINILM-L6-V2")).isEqualTo(model);
        assertThat(Files.getLastModifiedTime(model.folder().resolve("model.safetensors")))
                .isEqualTo(written);
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = MiniLmArtifactTest.class.getResourceAsStream("minilm_tensors.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static void assertSettings(Path folder) throws IOException {
        JsonNode config = JSON.readTree(folder.resolve("config.json").toFile());
        assertThat(config.path("hidden_size").asInt()).isEqualTo(384);
        assertThat(config.path("num_hidden_layers").asInt()).isEqualTo(6);
        assertThat(config.path("num_attention_heads").asInt()).isEqualTo(12);
        assertThat(config.path("intermediate_size").asInt()).isEqualTo(1536);
        assertThat(config.path("vocab_size").asInt()).isEqualTo(30522);
        assertThat(config.path("max_position_embeddings").asInt()).isEqualTo(512);
        assertThat(config.path("layer_norm_eps").asDouble()).isEqualTo(1e-12);
        assertThat(JSON.readTree(folder.resolve("sentence_bert_config.json").toFile())
                        .path("max_seq_length")
                        .asInt())
                .isEqualTo(256);
        assertThat(JSON.readTree(folder.resolve("tokenizer.json").toFile())
                        .path("model")
                        .path("vocab"))
                .hasSize(30522);
        assertThat(folder.resolve("2_Normalize")).isDirectory();
    }
}
