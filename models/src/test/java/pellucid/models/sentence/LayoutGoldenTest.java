package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.models.Goldens.assertClose;
import static pellucid.models.Goldens.widen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.Goldens;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Pooling;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The folder layouts of sentence-transformers, old and new, each with what it makes of tiny-bert. */
class LayoutGoldenTest {
    private final Backend reference = new ReferenceBackend();

    @TempDir
    private Path folder;

    /** Completes a layout from tiny-bert, as the README.txt of the layouts says. */
    static Path layout(Path folder, String name, String files, String into, boolean normalizeFolder)
            throws IOException {
        Goldens.copy(Goldens.path("tiny/layouts/" + name), folder);
        for (String file : files.split(" ")) {
            Files.write(
                    folder.resolve(into).resolve(file),
                    Files.readAllBytes(Goldens.tinyBert().resolve(file)));
        }
        if (normalizeFolder) {
            Files.createDirectories(folder.resolve("2_Normalize"));
        }
        return folder;
    }

    @ParameterizedTest
    @CsvSource({
        "legacy,            model.safetensors vocab.txt,                '',            true",
        "legacy-lower-case, model.safetensors vocab.txt,                '',            false",
        "legacy-cased,      model.safetensors vocab.txt,                '',            false",
        "legacy-subfolder,  model.safetensors vocab.txt,                0_Transformer, false",
        "bare,              model.safetensors vocab.txt tokenizer.json, '',            false",
        "no-length,         model.safetensors vocab.txt tokenizer.json, '',            true",
        "baked-tokenizer,   model.safetensors,                          '',            true",
        "v6,                model.safetensors,                          '',            false",
    })
    void layouts(String name, String files, String into, boolean normalizeFolder) throws IOException {
        Path model = layout(folder, name, files, into, normalizeFolder);
        List<String> texts = Goldens.texts();
        double[] expected = Goldens.doubles("tiny/layouts/embeddings.safetensors", name + ".float64");
        SentenceEncoder exact = SentenceEncoder.load(model, reference, DType.FLOAT64);
        assertClose(name, exact.vectors(texts, EncodeOptions.DEFAULTS).value().toDoubles(), expected, 1e-12);
        SentenceEncoder usual = SentenceEncoder.load(model, Backends.get());
        assertClose(name, widen(usual.encode(texts).rows()), expected, 1e-5);
    }

    @Test
    void poolingConfigurations() throws IOException {
        Path file = folder.resolve("config.json");
        for (JsonNode one : Goldens.json("tiny/layouts/pooling_configs.json")) {
            Files.writeString(file, one.get("config").toString());
            boolean emptyList = one.path("modes").isArray() && one.get("modes").isEmpty();
            if (one.has("error") || emptyList) {
                assertThatThrownBy(() -> PoolingSettings.read(file, 32))
                        .as(one.get("config").toString())
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining(file.toString());
            } else {
                PoolingSettings pooling = PoolingSettings.read(file, 32);
                assertThat(names(pooling)).as(one.get("config").toString()).isEqualTo(texts(one.get("modes")));
                assertThat(pooling.includePrompt())
                        .isEqualTo(one.get("include_prompt").booleanValue());
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static List<String> names(PoolingSettings pooling) {
        List<String> names = new ArrayList<>();
        for (Pooling mode : pooling.modes()) {
            names.add(
                    switch (mode) {
                        case MEAN_SQRT_LENGTH -> "mean_sqrt_len_tokens";
                        case WEIGHTED_MEAN -> "weightedmean";
                        case LAST_TOKEN -> "lasttoken";
                        default -> mode.name().toLowerCase(Locale.ROOT);
                    });
        }
        return names;
    }

    @Test
    void theLengthNeverExceedsThePositions() throws IOException {
        Goldens.copyOfTinyBert(folder);
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 4096}");
        assertThat(SentenceEncoder.load(folder, reference).maxLength()).isEqualTo(64);
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{}");
        Goldens.edit(folder.resolve("tokenizer_config.json"), "\"model_max_length\": 32", "\"model_max_length\": 1e30");
        assertThat(SentenceEncoder.load(folder, reference).maxLength()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1_Pooling/config.json|\"embedding_dimension\": 32|\"embedding_dimension\": 384|'embedding_dimension' is"
                        + " 384, config.json has the hidden_size 32; the two files are from different models",
                "tokenizer.json|: 314|: 400|the tokenizer has ids up to 400, config.json has the vocab_size 315; the two are"
                        + " from different models",
                "config.json|\"vocab_size\": 315|\"vocab_size\": 100|from different models",
                "config.json|\"hidden_size\": 32|\"hidden_size\": 64|from different models",
                "config.json|\"vocab_size\": 315|\"vocab_size\": 400|has shape [315, 32], config.json asks for [400, 32]",
                "modules.json|modules.normalize.Normalize|models.Dense|lists the modules [Transformer, Pooling, Dense]",
                "modules.json|1_Pooling|../elsewhere|leads out of the model's folder",
                "config_sentence_transformers.json|\"default_prompt_name\": null|\"default_prompt_name\": \"q\"|the"
                        + " default prompt 'q' is not among the prompts",
                "modules.json|[|{|is not valid JSON",
            })
    void foldersThatAreMixedUp(String file, String from, String to, String message) {
        Goldens.copyOfTinyBert(folder);
        Goldens.edit(folder.resolve(file), from, to);
        assertThatThrownBy(() -> SentenceEncoder.load(folder, reference))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Goldens.copyOfTinyBert(folder);
        Files.delete(folder.resolve("1_Pooling/config.json"));
        assertThatThrownBy(() -> SentenceEncoder.load(folder, reference))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("config.json is missing");
        assertThatThrownBy(() -> SentenceEncoder.load(folder.resolve("nowhere"), reference))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a folder");
    }
}
