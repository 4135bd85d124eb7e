package pellucid.models.hub;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * The sizes of a BERT encoder, read off the shapes of its weights, every one of which is checked against them.
 *
 * @param vocabularySize rows of the word embeddings
 * @param hiddenSize width of every token's vector
 * @param layers encoder layers
 * @param intermediateSize width inside the feed-forward block
 * @param maxPositions rows of the position embeddings
 * @param tokenTypes rows of the token type embeddings
 */
record BertDimensions(
        int vocabularySize, int hiddenSize, int layers, int intermediateSize, int maxPositions, int tokenTypes) {
    private static final String WORDS = "embeddings.word_embeddings.weight";
    private static final String POSITIONS = "embeddings.position_embeddings.weight";
    private static final String TYPES = "embeddings.token_type_embeddings.weight";
    /** The numbers 0 to maxPositions - 1, which old checkpoints store; no parameter. */
    private static final String POSITION_IDS = "embeddings.position_ids";

    /**
     * Derives the sizes.
     *
     * @param tensors a BERT's tensors by their Hugging Face names; a pooler may be among them
     * @throws InputException if a tensor is missing, is one too many, or does not fit the others
     */
    static BertDimensions of(Map<String, OnnxTensor> tensors, String file) {
        int layers = 0;
        while (tensors.containsKey("encoder.layer." + layers + ".intermediate.dense.weight")) {
            layers++;
        }
        BertDimensions dimensions = new BertDimensions(
                size(tensors, file, WORDS, 0),
                size(tensors, file, WORDS, 1),
                layers,
                size(tensors, file, "encoder.layer.0.intermediate.dense.weight", 0),
                size(tensors, file, POSITIONS, 0),
                size(tensors, file, TYPES, 0));
        dimensions.check(tensors, file);
        return dimensions;
    }

    private static int size(Map<String, OnnxTensor> tensors, String file, String name, int axis) {
        OnnxTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InputException(file + ": lacks the tensor '" + name + "', which every BERT encoder has; give the"
                    + " export of a BERT encoder");
        }
        if (tensor.shape().length != 2) {
            throw new InputException(file + ": tensor '" + name + "' has shape " + Arrays.toString(tensor.shape())
                    + " and must be a matrix; give the export of a BERT encoder");
        }
        return (int) tensor.shape()[axis];
    }

    private void check(Map<String, OnnxTensor> tensors, String file) {
        Map<String, long[]> wanted = shapes();
        wanted.forEach((name, shape) -> {
            OnnxTensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new InputException(file + ": lacks the tensor '" + name + "', which a BERT encoder of " + layers
                        + " layers has; fetch or export the file again");
            }
            if (!tensor.isFloat() || !Arrays.equals(tensor.shape(), shape)) {
                throw new InputException(file + ": tensor '" + name + "' has shape " + Arrays.toString(tensor.shape())
                        + (tensor.isFloat() ? "" : " of int64") + ", the other weights ask for "
                        + Arrays.toString(shape) + " of float32; fetch or export the file again");
            }
        });
        for (String name : tensors.keySet()) {
            if (!wanted.containsKey(name) && !name.equals(POSITION_IDS) && !name.startsWith("pooler.")) {
                throw new InputException(file + ": has a tensor '" + name + "', which no BERT encoder of " + layers
                        + " layers has; give the export of a BERT encoder");
            }
        }
    }

    private Map<String, long[]> shapes() {
        long[] vector = {hiddenSize};
        long[] square = {hiddenSize, hiddenSize};
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(WORDS, new long[] {vocabularySize, hiddenSize});
        shapes.put(POSITIONS, new long[] {maxPositions, hiddenSize});
        shapes.put(TYPES, new long[] {tokenTypes, hiddenSize});
        layerNorm(shapes, "embeddings.LayerNorm", vector);
        for (int layer = 0; layer < layers; layer++) {
            String path = "encoder.layer." + layer + ".";
            for (String projection : new String[] {"query", "key", "value"}) {
                linear(shapes, path + "attention.self." + projection, square);
            }
            linear(shapes, path + "attention.output.dense", square);
            layerNorm(shapes, path + "attention.output.LayerNorm", vector);
            linear(shapes, path + "intermediate.dense", new long[] {intermediateSize, hiddenSize});
            linear(shapes, path + "output.dense", new long[] {hiddenSize, intermediateSize});
            layerNorm(shapes, path + "output.LayerNorm", vector);
        }
        return shapes;
    }

    private static void linear(Map<String, long[]> shapes, String path, long[] weight) {
        shapes.put(path + ".weight", weight);
        shapes.put(path + ".bias", new long[] {weight[0]});
    }

    private static void layerNorm(Map<String, long[]> shapes, String path, long[] vector) {
        shapes.put(path + ".weight", vector);
        shapes.put(path + ".bias", vector);
    }
}
