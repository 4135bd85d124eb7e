package pellucid.models.sentence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import pellucid.models.ConfigFile;
import pellucid.models.nn.Parameter;
import pellucid.models.weights.AtomicFolder;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.models.weights.StoredTensor;
import pellucid.models.weights.WeightFolder;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;

/**
 * Writes a sentence encoder as a folder that sentence-transformers loads, with the same embeddings, in the layout of its
 * version 6: {@code modules.json} and the settings of each module, {@code model.safetensors} with the weights in float32,
 * the files of the tokenizer, and {@code README.md}, the model card.
 *
 * <p>The folder appears whole or not at all. An older folder in its place is replaced if this class wrote it and nobody
 * has added to it.
 */
public final class SentenceFolderWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITER = "pellucid";
    /** Counted up when what is written changes. */
    private static final String LAYOUT = "1";

    private static final String SENTENCE_TRANSFORMERS = "6.0.1";
    private static final String GENERAL = "config_sentence_transformers.json";
    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    private static final List<String> TOKENIZERS = List.of("tokenizer.json", "vocab.txt");
    private static final List<String> COPIED =
            List.of("tokenizer.json", "vocab.txt", "special_tokens_map.json", "added_tokens.json");
    private static final Set<String> FILES = Set.of(
            "modules.json",
            "config.json",
            GENERAL,
            "sentence_bert_config.json",
            "model.safetensors",
            TOKENIZER_CONFIG,
            "tokenizer.json",
            "vocab.txt",
            "special_tokens_map.json",
            "added_tokens.json",
            "1_Pooling/config.json",
            "2_Normalize/config.json",
            "README.md");
    private static final List<String> POOLER = List.of("pooler.dense.weight", "pooler.dense.bias");

    private final SentenceEncoder encoder;
    private final SentenceSettings settings;
    private final Path folder;

    private SentenceFolderWriter(SentenceEncoder encoder, Path folder) {
        this.encoder = encoder;
        this.settings = encoder.settings();
        this.folder = folder;
    }

    /**
     * Writes the folder.
     *
     * @param target where there is nothing, an empty folder, or one that this method wrote
     * @param modelCard the text of README.md
     * @throws InputException when the target is something else, or cannot be written; what was there is unchanged then
     */
    public static void write(SentenceEncoder encoder, Path target, String modelCard) {
        AtomicFolder.write(
                target, replaceable(target), folder -> new SentenceFolderWriter(encoder, folder).writeFiles(modelCard));
    }

    /**
     * Checks that a folder can stand there, before the work that is to go into it.
     *
     * @throws InputException when the target is something that {@link #write} would refuse
     */
    public static void check(Path target) {
        AtomicFolder.check(target, replaceable(target));
    }

    private static Predicate<String> replaceable(Path target) {
        boolean own = isOwn(target);
        return file -> own && FILES.contains(file);
    }

    private static boolean isOwn(Path target) {
        Path general = target.resolve(GENERAL);
        return Files.isRegularFile(general)
                && ConfigFile.readTree(general).path("__version__").has(WRITER);
    }

    private void writeFiles(String modelCard) throws IOException {
        write("config.json", settings.bert().json());
        writeModules();
        writeTokenizer();
        Files.writeString(folder.resolve("README.md"), modelCard);
        writeWeights();
    }

    private void writeModules() throws IOException {
        ArrayNode modules = JsonNodeFactory.instance.arrayNode();
        addModule(modules, "", "base.modules.transformer.Transformer");
        addModule(modules, "1_Pooling", "sentence_transformer.modules.pooling.Pooling");
        write("1_Pooling/config.json", settings.pooling().json(settings.bert().hiddenSize()));
        if (settings.normalize()) {
            addModule(modules, "2_Normalize", "base.modules.normalize.Normalize");
            write(
                    "2_Normalize/config.json",
                    object().put("module_input_name", "sentence_embedding")
                            .put("module_output_name", "sentence_embedding"));
        }
        write("modules.json", modules);

        ObjectNode transformer = object().put("transformer_task", "feature-extraction");
        transformer
                .putObject("modality_config")
                .putObject("text")
                .put("method", "forward")
                .put("method_output_name", "last_hidden_state");
        transformer.put("module_output_name", "token_embeddings");
        if (settings.lowerCase()) {
            transformer.put("do_lower_case", true);
        }
        write("sentence_bert_config.json", transformer);

        ObjectNode general = object();
        general.putObject("__version__")
                .put("sentence_transformers", SENTENCE_TRANSFORMERS)
                .put(WRITER, LAYOUT);
        general.put("model_type", "SentenceTransformer");
        ObjectNode prompts = general.putObject("prompts");
        new TreeMap<>(settings.prompts()).forEach(prompts::put);
        general.put("default_prompt_name", settings.defaultPromptName())
                .put("similarity_fn_name", settings.similarity());
        if (settings.truncateDim() != null) {
            general.put("truncate_dim", settings.truncateDim());
        }
        write(GENERAL, general);
    }

    private static void addModule(ArrayNode modules, String path, String type) {
        int index = modules.size();
        modules.addObject()
                .put("idx", index)
                .put("name", Integer.toString(index))
                .put("path", path)
                .put("type", "sentence_transformers." + type);
    }

    /** The tokenizer as it is, and the maximum length in the place where version 6 looks for it. */
    private void writeTokenizer() throws IOException {
        Path source = settings.transformerFolder();
        if (TOKENIZERS.stream().noneMatch(file -> Files.exists(source.resolve(file)))) {
            throw new InputException(source + " has neither " + String.join(" nor ", TOKENIZERS)
                    + " any more; bring back the folder that the model was loaded from: its tokenizer goes with it");
        }
        for (String file : COPIED) {
            if (Files.exists(source.resolve(file))) {
                Files.copy(source.resolve(file), folder.resolve(file));
            }
        }
        Path config = source.resolve(TOKENIZER_CONFIG);
        ObjectNode tokenizer = Files.exists(config) && ConfigFile.readTree(config) instanceof ObjectNode own
                ? own
                : object().put("tokenizer_class", "BertTokenizer");
        write(TOKENIZER_CONFIG, tokenizer.put("model_max_length", settings.maxLength()));
    }

    private void writeWeights() {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        for (Parameter parameter : encoder.model().parameters().all()) {
            writer.floats(parameter.name(), shape(parameter), floats(parameter));
        }
        addPooler(writer);
        writer.write(folder.resolve(WeightFolder.SINGLE));
    }

    private static long[] shape(Parameter parameter) {
        int[] dims = parameter.value().shape().dims();
        long[] shape = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            shape[i] = dims[i];
        }
        return shape;
    }

    private static float[] floats(Parameter parameter) {
        if (parameter.value().dtype() == DType.FLOAT32) {
            return parameter.value().toFloats();
        }
        double[] doubles = parameter.value().toDoubles();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /** The pooler is no part of the encoder, but other libraries warn where it is missing: it is handed on as it was. */
    private void addPooler(SafetensorsWriter writer) {
        int hidden = settings.bert().hiddenSize();
        try (WeightSource weights = WeightFolder.open(settings.transformerFolder())) {
            for (String prefix : List.of("", "bert.")) {
                for (String name : POOLER) {
                    if (weights.names().contains(prefix + name)) {
                        StoredTensor stored = weights.tensor(prefix + name);
                        if (stored.shape()[0] == hidden) {
                            writer.floats(name, stored.shape(), weights.floats(prefix + name));
                        }
                    }
                }
            }
        }
    }

    private void write(String file, JsonNode content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
