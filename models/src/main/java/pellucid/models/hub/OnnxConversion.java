package pellucid.models.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import pellucid.models.JsonTree;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.tensor.InputException;

/**
 * Turns the ONNX export of a BERT encoder and its tokenizer into the sentence-transformers folder that it was exported
 * from, in the form in which that folder is published.
 */
final class OnnxConversion {

    private final PublishedModel model;
    private final Path folder;

    private OnnxConversion(PublishedModel model, Path folder) {
        this.model = model;
        this.folder = folder;
    }

    /**
     * Writes all files into an existing folder.
     *
     * @param onnx the bytes of the ONNX file
     * @param tokenizer the bytes of tokenizer.json, copied as they are
     * @throws InputException if the ONNX file is damaged, quantised or no BERT encoder
     */
    static void convert(InputStream onnx, InputStream tokenizer, PublishedModel model, Path folder) throws IOException {
        OnnxConversion conversion = new OnnxConversion(model, folder);
        Map<String, OnnxTensor> tensors = OnnxInitializers.read(onnx, model.onnxResource());
        BertDimensions dimensions = BertDimensions.of(tensors, model.onnxResource());
        conversion.writeWeights(tensors);
        conversion.writeConfig(dimensions);
        Files.copy(tokenizer, folder.resolve(ModelFolder.TOKENIZER));
        conversion.writeTokenizerConfig(dimensions);
        conversion.writeModules(dimensions);
    }

    private void writeWeights(Map<String, OnnxTensor> tensors) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        for (OnnxTensor tensor : tensors.values()) {
            if (tensor.isFloat()) {
                writer.floats(tensor.name(), tensor.shape(), tensor.floats());
            } else {
                writer.longs(tensor.name(), tensor.shape(), tensor.longs());
            }
        }
        writer.write(folder.resolve(ModelFolder.WEIGHTS));
    }

    private void writeConfig(BertDimensions dimensions) throws IOException {
        int heads = dimensions.hiddenSize() / PublishedModel.HEAD_SIZE;
        if (heads * PublishedModel.HEAD_SIZE != dimensions.hiddenSize()) {
            throw new InputException(model.onnxResource() + ": the hidden size " + dimensions.hiddenSize()
                    + " is no multiple of the head size " + PublishedModel.HEAD_SIZE
                    + "; this is not the model that the artifact is known for");
        }
        ObjectNode config = JsonTree.object().put("model_type", "bert");
        config.putArray("architectures").add("BertModel");
        config.put("vocab_size", dimensions.vocabularySize())
                .put("hidden_size", dimensions.hiddenSize())
                .put("num_hidden_layers", dimensions.layers())
                .put("num_attention_heads", heads)
                .put("intermediate_size", dimensions.intermediateSize())
                .put("max_position_embeddings", dimensions.maxPositions())
                .put("type_vocab_size", dimensions.tokenTypes())
                .put("position_embedding_type", "absolute")
                .put("hidden_act", "gelu")
                .put("layer_norm_eps", PublishedModel.LAYER_NORM_EPSILON)
                .put("hidden_dropout_prob", 0.1)
                .put("attention_probs_dropout_prob", 0.1)
                .put("initializer_range", 0.02)
                .put("pad_token_id", 0);
        write(ModelFolder.CONFIG, config);
    }

    private void writeTokenizerConfig(BertDimensions dimensions) throws IOException {
        write(
                "tokenizer_config.json",
                JsonTree.object()
                        .put("tokenizer_class", "BertTokenizer")
                        .put("do_lower_case", true)
                        .put("model_max_length", dimensions.maxPositions())
                        .put("unk_token", "[UNK]")
                        .put("sep_token", "[SEP]")
                        .put("pad_token", "[PAD]")
                        .put("cls_token", "[CLS]")
                        .put("mask_token", "[MASK]"));
    }

    private void writeModules(BertDimensions dimensions) throws IOException {
        ArrayNode modules = JsonTree.array();
        addModule(modules, "", "Transformer");
        addModule(modules, "1_Pooling", "Pooling");
        addModule(modules, "2_Normalize", "Normalize");
        write(ModelFolder.MODULES, modules);
        write(
                "sentence_bert_config.json",
                JsonTree.object()
                        .put("max_seq_length", model.maxSequenceLength())
                        .put("do_lower_case", false));
        Files.createDirectory(folder.resolve("1_Pooling"));
        write(
                "1_Pooling/config.json",
                JsonTree.object()
                        .put("word_embedding_dimension", dimensions.hiddenSize())
                        .put("pooling_mode_cls_token", !model.meanPooling())
                        .put("pooling_mode_mean_tokens", model.meanPooling())
                        .put("pooling_mode_max_tokens", false)
                        .put("pooling_mode_mean_sqrt_len_tokens", false));
        Files.createDirectory(folder.resolve("2_Normalize"));
        ObjectNode sentenceTransformers = JsonTree.object();
        ObjectNode prompts = sentenceTransformers.putObject("prompts");
        new TreeMap<>(model.prompts()).forEach(prompts::put);
        sentenceTransformers.putNull("default_prompt_name").put("similarity_fn_name", "cosine");
        write("config_sentence_transformers.json", sentenceTransformers);
    }

    private static void addModule(ArrayNode modules, String path, String type) {
        int index = modules.size();
        modules.addObject()
                .put("idx", index)
                .put("name", Integer.toString(index))
                .put("path", path)
                .put("type", "sentence_transformers.models." + type);
    }

    private void write(String file, JsonNode content) throws IOException {
        Files.write(folder.resolve(file), JsonTree.write(content));
    }
}
