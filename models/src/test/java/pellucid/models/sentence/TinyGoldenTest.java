package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.models.Goldens.assertClose;
import static pellucid.models.Goldens.widen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.models.Goldens;
import pellucid.models.nn.Dropouts;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** What sentence-transformers' encode gives for tiny-bert: poolings, prompts, truncation. */
class TinyGoldenTest {
    private static final String GOLDEN = "tiny/embeddings_float64.safetensors";
    private static final double FLOAT64 = 1e-12;
    private static final double FLOAT32 = 1e-5;

    private final Backend reference = new ReferenceBackend();
    private final List<String> texts = Goldens.texts();

    @TempDir
    private Path folder;

    /** tiny-bert with other modules. */
    private Path variant(String modes, boolean includePrompt, boolean normalize) throws IOException {
        Goldens.copyOfTinyBert(folder);
        ObjectNode pooling = JsonNodeFactory.instance.objectNode();
        ArrayNode names = pooling.put("embedding_dimension", 32)
                .put("include_prompt", includePrompt)
                .putArray("pooling_mode");
        for (String mode : modes.split("\\+")) {
            names.add(mode);
        }
        Files.writeString(folder.resolve("1_Pooling/config.json"), pooling.toString());
        if (!normalize) {
            ArrayNode modules = (ArrayNode) pellucid.models.ConfigFile.readTree(folder.resolve("modules.json"));
            modules.remove(2);
            Files.writeString(folder.resolve("modules.json"), modules.toString());
        }
        return folder;
    }

    private static String modesOf(String name) {
        return name.equals("all") ? "cls+max+mean+mean_sqrt_len_tokens+weightedmean+lasttoken" : name;
    }

    /** Compares float64 on the reference backend and float32 on the default one. */
    private void compare(String golden, Path model, EncodeOptions options, List<String> inputs) {
        double[] expected = Goldens.doubles(GOLDEN, golden);
        assertClose(golden + " in float32", widen(rows(model, Backends.get(), options, inputs)), expected, FLOAT32);
        SentenceEncoder exact = SentenceEncoder.load(model, reference, DType.FLOAT64);
        assertClose(golden + " in float64", exactly(exact, options, inputs), expected, FLOAT64);
    }

    private static float[] rows(Path model, Backend backend, EncodeOptions options, List<String> inputs) {
        return SentenceEncoder.load(model, backend).encode(inputs, options).rows();
    }

    /** The float64 numbers, which {@link Embeddings} do not carry. */
    private static double[] exactly(SentenceEncoder encoder, EncodeOptions options, List<String> inputs) {
        return encoder.vectors(inputs, options).value().toDoubles();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cls",
                "max",
                "mean",
                "mean_sqrt_len_tokens",
                "weightedmean",
                "lasttoken",
                "cls+mean",
                "lasttoken+cls",
                "all"
            })
    void poolings(String name) throws IOException {
        compare(name, variant(modesOf(name), true, false), EncodeOptions.DEFAULTS, texts);
        compare(name + ".normalized", variant(modesOf(name), true, true), EncodeOptions.DEFAULTS, texts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cls",
                "max",
                "mean",
                "mean_sqrt_len_tokens",
                "weightedmean",
                "lasttoken",
                "cls+mean",
                "lasttoken+cls",
                "all"
            })
    void promptsThatCountAndThatDoNot(String name) throws IOException {
        EncodeOptions query = EncodeOptions.DEFAULTS.withPromptName("query");
        compare("query." + name, variant(modesOf(name), true, false), query, texts);
        compare("query_excluded." + name, variant(modesOf(name), false, false), query, texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken"})
    void aPromptThatLeavesNoToken(String name) throws IOException {
        JsonNode merged = Goldens.json("tiny/texts.json").get("merged");
        EncodeOptions options =
                EncodeOptions.DEFAULTS.withPrompt(merged.get("prompt").textValue());
        compare(
                "merged_excluded." + name,
                variant(name, false, false),
                options,
                List.of(merged.get("text").textValue()));
    }

    @Test
    void otherPrompts() throws IOException {
        Path model = variant("mean", true, true);
        String prompt = Goldens.json("tiny/texts.json").get("explicit_prompt").textValue();
        compare("document.mean.normalized", model, EncodeOptions.DEFAULTS.withPromptName("document"), texts);
        compare("prompt.mean.normalized", model, EncodeOptions.DEFAULTS.withPrompt(prompt), texts);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 8, 1, 40})
    void truncation(int numbers) {
        EncodeOptions cut = EncodeOptions.DEFAULTS.withTruncateDim(numbers);
        compare("truncate_" + numbers, Goldens.tinyBert(), cut, texts);
        compare(
                "truncate_" + numbers + ".normalized",
                Goldens.tinyBert(),
                cut.withNormalization(Normalization.ALWAYS),
                texts);
    }

    @Test
    void normalisationCanBeForcedAndLeftOut() throws IOException {
        EncodeOptions always = EncodeOptions.DEFAULTS.withNormalization(Normalization.ALWAYS);
        EncodeOptions never = EncodeOptions.DEFAULTS.withNormalization(Normalization.NEVER);
        compare("mean.normalized", Goldens.tinyBert(), always, texts);
        compare("mean", Goldens.tinyBert(), never, texts);
        compare("mean.normalized", variant("mean", true, false), always, texts);
    }

    @Test
    void pairs() throws IOException {
        SentenceEncoder encoder = SentenceEncoder.load(variant("cls", true, false), reference, DType.FLOAT64);
        JsonNode pairs = Goldens.json("tiny/texts.json").get("pairs");
        int[][] ids = new int[pairs.size()][];
        int[][] types = new int[pairs.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Goldens.ints(pairs.get(i).get("input_ids"));
            types[i] = Goldens.ints(pairs.get(i).get("token_type_ids"));
        }
        TokenBatch batch = TokenBatch.pack(reference, ids, types, 0);
        assertClose(
                "pair.cls",
                encoder.model().forward(batch, Dropouts.NONE).value().toDoubles(),
                Goldens.doubles(GOLDEN, "pair.cls"),
                FLOAT64);
    }

    @Test
    void truncatedTextsAreCounted() {
        SentenceEncoder encoder = SentenceEncoder.load(Goldens.tinyBert(), Backends.get());
        int longer = 0;
        for (JsonNode text : Goldens.json("tiny/texts.json").get("texts")) {
            longer += text.get("untruncated_length").intValue() > 32 ? 1 : 0;
        }
        assertThat(longer).isPositive();
        assertThat(encoder.encode(texts).truncated()).isEqualTo(longer);
    }
}
