package pellucid.models.sentence;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pellucid.models.ConfigFile;
import pellucid.models.bert.BertConfig;
import pellucid.models.text.WordPieceTokenizer;
import pellucid.tensor.InputException;

/**
 * What the folder of a sentence-transformers model says, in its old and its new layout.
 *
 * @param transformerFolder where weights, config.json and tokenizer lie
 * @param bert the dimensions of the transformer
 * @param pooling from token vectors to the vector of a text
 * @param normalize whether vectors are scaled to length 1
 * @param maxLength the most tokens of a text, special tokens included
 * @param lowerCase whether texts are lower-cased before they are tokenised (an old setting; most tokenizers do it)
 * @param prompts texts to put in front, by name
 * @param defaultPromptName the prompt that is used when none is asked for; null for none
 * @param truncateDim how many of the numbers are kept when nothing else is asked for; null for all
 * @param similarity how vectors are meant to be compared: cosine, dot, euclidean or manhattan
 */
public record SentenceSettings(
        Path transformerFolder,
        BertConfig bert,
        PoolingSettings pooling,
        boolean normalize,
        int maxLength,
        boolean lowerCase,
        Map<String, String> prompts,
        String defaultPromptName,
        Integer truncateDim,
        String similarity) {
    private static final String COSINE = "cosine";

    public SentenceSettings {
        prompts = Map.copyOf(prompts);
        if (defaultPromptName != null && !prompts.containsKey(defaultPromptName)) {
            throw new InputException("the default prompt '" + defaultPromptName + "' is not among the prompts "
                    + prompts.keySet() + "; add it to config_sentence_transformers.json, or set default_prompt_name to"
                    + " null");
        }
    }

    /**
     * Reads a folder. Where there is no {@code modules.json}, it is a plain BERT: mean pooling, no normalisation, and no
     * other file of sentence-transformers is looked at.
     *
     * @throws InputException if a file is missing or broken, files disagree, or a module is of an unknown type
     */
    public static SentenceSettings read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + " is not a folder; give the folder of a model");
        }
        if (!Files.exists(folder.resolve("modules.json"))) {
            BertConfig bert = BertConfig.read(folder.resolve("config.json"));
            int maxLength = maxLength(folder, bert, false);
            return new SentenceSettings(
                    folder, bert, PoolingSettings.MEAN, false, maxLength, false, Map.of(), null, null, COSINE);
        }
        Map<String, Path> modules = modules(folder);
        Path transformer = modules.get("Transformer");
        BertConfig bert = BertConfig.read(transformer.resolve("config.json"));
        ConfigFile general = ConfigFile.readIfPresent(folder.resolve("config_sentence_transformers.json"));
        return new SentenceSettings(
                transformer,
                bert,
                PoolingSettings.read(modules.get("Pooling").resolve("config.json"), bert.hiddenSize()),
                modules.containsKey("Normalize"),
                maxLength(transformer, bert, true),
                ConfigFile.readIfPresent(transformer.resolve("sentence_bert_config.json"))
                        .flag("do_lower_case", false),
                general.texts("prompts"),
                general.text("default_prompt_name", null),
                general.has("truncate_dim") ? general.integer("truncate_dim", 1) : null,
                general.text("similarity_fn_name", COSINE));
    }

    /** The same for a transformer of other dimensions, with the same tokenizer. */
    public SentenceSettings withBert(BertConfig other) {
        return new SentenceSettings(
                transformerFolder,
                other,
                pooling,
                normalize,
                Math.min(maxLength, other.maxPositionEmbeddings()),
                lowerCase,
                prompts,
                defaultPromptName,
                truncateDim,
                similarity);
    }

    /** The tokenizer of the folder, lower-casing first where the settings ask for it. */
    public WordPieceTokenizer tokenizer() {
        WordPieceTokenizer asWritten = WordPieceTokenizer.fromFolder(transformerFolder);
        return lowerCase ? asWritten.lowerCasingFirst() : asWritten;
    }

    /** The folder of each module by the last segment of its type, in order. */
    private static Map<String, Path> modules(Path folder) {
        Path file = folder.resolve("modules.json");
        Map<String, Path> modules = new LinkedHashMap<>();
        for (JsonNode module : ConfigFile.readTree(file)) {
            String type = module.path("type").asText();
            String kind = type.substring(type.lastIndexOf('.') + 1);
            Path own = folder.resolve(module.path("path").asText()).normalize();
            if (!own.startsWith(folder.normalize())) {
                throw new InputException(
                        file + ": the path '" + module.path("path").asText() + "' of " + kind
                                + " leads out of the model's folder; it must be a folder inside");
            }
            modules.put(kind, own);
        }
        String order = String.join(", ", modules.keySet());
        if (!order.equals("Transformer, Pooling") && !order.equals("Transformer, Pooling, Normalize")) {
            throw new InputException(file + " lists the modules [" + order
                    + "]; only Transformer, Pooling and, if wanted, Normalize can be computed here, in this order:"
                    + " choose a model that is made of them");
        }
        return modules;
    }

    /**
     * The limit that is stated nearest to sentence-transformers ({@code max_seq_length}), else the tokenizer's, and never
     * more than the model has positions. What tokenizer.json bakes in is not looked at.
     */
    private static int maxLength(Path transformer, BertConfig bert, boolean ofSentenceTransformers) {
        ConfigFile own = ofSentenceTransformers
                ? ConfigFile.readIfPresent(transformer.resolve("sentence_bert_config.json"))
                : null;
        int positions = bert.maxPositionEmbeddings();
        if (own != null && own.has("max_seq_length")) {
            return Math.min(own.integer("max_seq_length", 1), positions);
        }
        // Tokenizers without a limit say 1e30.
        double stated = ConfigFile.readIfPresent(transformer.resolve("tokenizer_config.json"))
                .number("model_max_length", positions);
        return (int) Math.max(1, Math.min(stated, positions));
    }
}
