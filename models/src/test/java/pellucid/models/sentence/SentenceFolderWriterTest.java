package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.models.ConfigFile;
import pellucid.models.Goldens;
import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertInitializer;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Activation;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

class SentenceFolderWriterTest {
    private static final String CARD = "# A model\n";

    @TempDir
    private Path temporary;

    private static SentenceEncoder load(Path folder) {
        return SentenceEncoder.load(folder, Backends.get());
    }

    /** What is written and loaded again gives the same bits, with prompts and without. */
    private SentenceEncoder roundTrip(SentenceEncoder encoder) {
        Path target = temporary.resolve("written");
        SentenceFolderWriter.write(encoder, target, CARD);
        SentenceEncoder back = load(target);
        SentenceSettings before = encoder.settings();
        assertThat(back.settings())
                .isEqualTo(new SentenceSettings(
                        target,
                        before.bert(),
                        before.pooling(),
                        before.normalize(),
                        before.maxLength(),
                        before.lowerCase(),
                        before.prompts(),
                        before.defaultPromptName(),
                        before.truncateDim(),
                        before.similarity()));
        assertThat(back.encode(Goldens.texts()).rows())
                .containsExactly(encoder.encode(Goldens.texts()).rows());
        for (String prompt : before.prompts().keySet()) {
            EncodeOptions options = EncodeOptions.DEFAULTS.withPromptName(prompt);
            assertThat(back.encode(Goldens.texts(), options).rows())
                    .containsExactly(encoder.encode(Goldens.texts(), options).rows());
        }
        return back;
    }

    @Test
    void tinyBert() throws IOException {
        roundTrip(load(Goldens.tinyBert()));
        Path written = temporary.resolve("written");
        assertThat(written.resolve("README.md")).hasContent(CARD);
        assertThat(Files.readAllBytes(written.resolve("tokenizer.json")))
                .isEqualTo(Files.readAllBytes(Goldens.tinyBert().resolve("tokenizer.json")));
        try (WeightSource before = WeightFolder.open(Goldens.tinyBert());
                WeightSource after = WeightFolder.open(written)) {
            assertThat(after.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(after.names()).isEqualTo(before.names()).contains("pooler.dense.weight");
            for (String name : before.names()) {
                assertThat(after.floats(name)).as(name).containsExactly(before.floats(name));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "legacy,            model.safetensors vocab.txt,                '',            true",
        "legacy-lower-case, model.safetensors vocab.txt,                '',            false",
        "legacy-cased,      model.safetensors vocab.txt,                '',            false",
        "legacy-subfolder,  model.safetensors vocab.txt,                0_Transformer, false",
        "bare,              model.safetensors vocab.txt tokenizer.json, '',            false",
        "baked-tokenizer,   model.safetensors,                          '',            true",
        "v6,                model.safetensors,                          '',            false",
    })
    void everyLayout(String layout, String files, String into, boolean normalizeFolder) throws IOException {
        roundTrip(load(LayoutGoldenTest.layout(temporary.resolve("source"), layout, files, into, normalizeFolder)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"cls\"",
                "\"lasttoken\"",
                "[\"mean\", \"cls\", \"max\"]",
                "[\"weightedmean\", \"mean_sqrt_len_tokens\"]"
            })
    void everyPooling(String modes) throws IOException {
        Path folder = Goldens.copyOfTinyBert(temporary.resolve("source"));
        Files.writeString(
                folder.resolve("1_Pooling/config.json"),
                "{\"embedding_dimension\": 32, \"pooling_mode\": " + modes + ", \"include_prompt\": false}");
        Goldens.edit(folder.resolve("config_sentence_transformers.json"), "\"cosine\"", "\"dot\"");
        SentenceEncoder back = roundTrip(load(folder));
        assertThat(back.settings().similarity()).isEqualTo("dot");
        JsonNode written = ConfigFile.readTree(temporary.resolve("written/1_Pooling/config.json"));
        assertThat(written.get("pooling_mode").toString()).isEqualTo(modes.replace(" ", ""));
    }

    @Test
    void aModelThatWasMadeHere() {
        SentenceSettings settings = SentenceSettings.read(Goldens.tinyBert());
        BertConfig small =
                new BertConfig(settings.bert().vocabSize(), 16, 1, 4, 24, 20, 2, 0, Activation.RELU, 1e-6, 0, 0.25);
        SentenceSettings own = settings.withBert(small);
        assertThat(own.maxLength()).isEqualTo(20);
        SentenceEncoder encoder =
                SentenceEncoder.of(own, BertInitializer.random(small, Backends.get(), DType.FLOAT32, 3));
        assertThat(roundTrip(encoder).dimension()).isEqualTo(16);
        assertThatThrownBy(() -> SentenceEncoder.of(settings, encoder.model().bert()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("make the settings with withBert");
    }

    @Test
    void float64IsRounded() {
        Path target = temporary.resolve("model");
        SentenceFolderWriter.write(
                SentenceEncoder.load(Goldens.tinyBert(), new ReferenceBackend(), DType.FLOAT64), target, CARD);
        assertThat(load(target).encode("a cat"))
                .containsExactly(load(Goldens.tinyBert()).encode("a cat"));
    }

    @Test
    void onlyAFolderThatWasWrittenHereIsReplaced() throws IOException {
        SentenceEncoder encoder = load(Goldens.tinyBert());
        Path target = temporary.resolve("model");
        SentenceFolderWriter.write(encoder, target, CARD);
        SentenceFolderWriter.write(load(target), target, "# Another\n");
        assertThat(target.resolve("README.md")).hasContent("# Another\n");
        assertThat(load(target).encode("a cat")).containsExactly(encoder.encode("a cat"));

        Files.writeString(target.resolve("log.csv"), "step,loss\n");
        assertThatThrownBy(() -> SentenceFolderWriter.write(encoder, target, CARD))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it has a file 'log.csv' that would be lost");

        Path others = Goldens.copyOfTinyBert(temporary.resolve("others"));
        assertThatThrownBy(() -> SentenceFolderWriter.write(encoder, others, CARD))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be replaced");
        assertThat(load(others).encode("a cat")).containsExactly(encoder.encode("a cat"));
        assertThat(temporary.toFile().list()).containsExactlyInAnyOrder("model", "others");
    }

    @Test
    void withoutATokenizerNothingIsWritten() throws IOException {
        Path source = Goldens.copyOfTinyBert(temporary.resolve("source"));
        SentenceEncoder encoder = load(source);
        Files.delete(source.resolve("tokenizer.json"));
        Files.delete(source.resolve("vocab.txt"));
        assertThatThrownBy(() -> SentenceFolderWriter.write(encoder, temporary.resolve("model"), CARD))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("source has neither tokenizer.json nor vocab.txt any more");
        assertThat(temporary.toFile().list()).containsExactly("source");
    }

    @Test
    void theLayoutOfVersion6() {
        SentenceFolderWriter.write(load(Goldens.tinyBert()), temporary.resolve("model"), CARD);
        JsonNode modules = ConfigFile.readTree(temporary.resolve("model/modules.json"));
        assertThat(List.of(0, 1, 2).stream().map(i -> modules.get(i).get("type").textValue()))
                .containsExactly(
                        "sentence_transformers.base.modules.transformer.Transformer",
                        "sentence_transformers.sentence_transformer.modules.pooling.Pooling",
                        "sentence_transformers.base.modules.normalize.Normalize");
        JsonNode transformer = ConfigFile.readTree(temporary.resolve("model/sentence_bert_config.json"));
        assertThat(transformer.get("transformer_task").textValue()).isEqualTo("feature-extraction");
        JsonNode tokenizer = ConfigFile.readTree(temporary.resolve("model/tokenizer_config.json"));
        assertThat(tokenizer.get("model_max_length").intValue()).isEqualTo(32);
    }
}
