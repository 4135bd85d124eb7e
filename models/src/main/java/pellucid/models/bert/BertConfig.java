package pellucid.models.bert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import pellucid.models.ConfigFile;
import pellucid.tensor.Activation;
import pellucid.tensor.InputException;

/**
 * The dimensions of a BERT, under the names of {@code config.json}.
 *
 * @param vocabSize rows of the table of words
 * @param hiddenSize width of a token's vector
 * @param numHiddenLayers layers
 * @param numAttentionHeads heads of each attention; divides hiddenSize
 * @param intermediateSize width between the two halves of a layer's second part
 * @param maxPositionEmbeddings the longest sequence
 * @param typeVocabSize token types (first and second text)
 * @param padTokenId the token that fills up batches elsewhere; its embedding is not learned
 * @param activation between the two halves of a layer's second part
 * @param layerNormEps added to the variance in layer normalisation
 * @param hiddenDropout share of elements dropped from embeddings and from the ends of sub-layers in training
 * @param attentionDropout share of attention probabilities dropped in training
 */
public record BertConfig(
        int vocabSize,
        int hiddenSize,
        int numHiddenLayers,
        int numAttentionHeads,
        int intermediateSize,
        int maxPositionEmbeddings,
        int typeVocabSize,
        int padTokenId,
        Activation activation,
        double layerNormEps,
        double hiddenDropout,
        double attentionDropout) {

    public BertConfig {
        if (numAttentionHeads < 1 || hiddenSize % numAttentionHeads != 0) {
            throw new InputException("hidden_size is " + hiddenSize + ", num_attention_heads " + numAttentionHeads
                    + "; the heads must divide the hidden size");
        }
        if (padTokenId >= vocabSize) {
            throw new InputException(
                    "pad_token_id is " + padTokenId + ", vocab_size " + vocabSize + "; it must be one of the tokens");
        }
    }

    /**
     * Reads {@code config.json}.
     *
     * @throws InputException if it is missing, broken, or of a model that is not a plain BERT encoder
     */
    public static BertConfig read(Path file) {
        ConfigFile config = ConfigFile.read(file);
        refuseOtherModels(config);
        try {
            return new BertConfig(
                    config.integer("vocab_size", 1),
                    config.integer("hidden_size", 1),
                    config.integer("num_hidden_layers", 0),
                    config.integer("num_attention_heads", 1),
                    config.integer("intermediate_size", 1),
                    config.integer("max_position_embeddings", 1),
                    config.integer("type_vocab_size", 1, 2),
                    config.integer("pad_token_id", 0, 0),
                    activation(config),
                    config.number("layer_norm_eps", 1e-12),
                    config.number("hidden_dropout_prob", 0.1),
                    config.number("attention_probs_dropout_prob", 0.1));
        } catch (InputException e) {
            throw e.getMessage().startsWith(file.toString()) ? e : new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static void refuseOtherModels(ConfigFile config) {
        String type = config.text("model_type", "bert");
        if (!type.equals("bert")) {
            throw new InputException(config.file() + ": 'model_type' is '" + type
                    + "'; only 'bert' can be computed here: choose a model of the BERT family, such as"
                    + " all-MiniLM-L6-v2");
        }
        String positions = config.text("position_embedding_type", "absolute");
        if (!positions.equals("absolute")) {
            throw new InputException(config.file() + ": 'position_embedding_type' is '" + positions
                    + "'; only 'absolute' can be computed here: choose a model that has it");
        }
        if (config.flag("is_decoder", false)) {
            throw new InputException(config.file()
                    + ": 'is_decoder' is true; a decoder sees only earlier tokens, and only encoders can be computed"
                    + " here: choose a model for embeddings");
        }
    }

    private static Activation activation(ConfigFile config) {
        String name = config.text("hidden_act", "gelu");
        return switch (name) {
            case "gelu" -> Activation.GELU;
            case "relu" -> Activation.RELU;
            default ->
                throw new InputException(config.file() + ": 'hidden_act' is '" + name
                        + "'; only 'gelu' (its erf form) and 'relu' can be computed here"
                        + (name.startsWith("gelu") ? ", and another form of GELU would give other embeddings" : "")
                        + ": choose a model that has one of the two");
        };
    }

    /** The content of a {@code config.json} that Hugging Face's libraries read, too. */
    public ObjectNode json() {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("model_type", "bert");
        config.putArray("architectures").add("BertModel");
        return config.put("vocab_size", vocabSize)
                .put("hidden_size", hiddenSize)
                .put("num_hidden_layers", numHiddenLayers)
                .put("num_attention_heads", numAttentionHeads)
                .put("intermediate_size", intermediateSize)
                .put("max_position_embeddings", maxPositionEmbeddings)
                .put("type_vocab_size", typeVocabSize)
                .put("pad_token_id", padTokenId)
                .put("hidden_act", activation == Activation.GELU ? "gelu" : "relu")
                .put("layer_norm_eps", layerNormEps)
                .put("hidden_dropout_prob", hiddenDropout)
                .put("attention_probs_dropout_prob", attentionDropout)
                .put("position_embedding_type", "absolute")
                .put("initializer_range", 0.02)
                .put("dtype", "float32");
    }

    /** How many numbers a model of these dimensions learns, without the pooler that only pre-training uses. */
    public long parameterCount() {
        return new BertBlueprint(this)
                .slots().stream().mapToLong(slot -> slot.shape().size()).sum();
    }
}
