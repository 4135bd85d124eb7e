/**
 * From a model's name to a folder of its files.
 *
 * <p>{@link pellucid.models.hub.ModelResolver} asks four {@link pellucid.models.hub.Source sources} in a fixed order: a
 * directory, the Hugging Face cache on this disk, the Maven artifact on the class path that carries the weights as an
 * ONNX file, and the Hugging Face hub. What comes out is always a sentence-transformers folder ({@code modules.json},
 * {@code config.json}, {@code model.safetensors}, {@code tokenizer.json}, {@code 1_Pooling/config.json}), whichever
 * source it came from; the last two are written into the cache of {@link pellucid.models.hub.HubSettings}, each folder
 * whole or not at all.
 *
 * <p>{@link pellucid.models.hub.OnnxInitializers} reads the weights out of an ONNX file: PyTorch's exporter stores the
 * weight W of a linear layer y = x Wᵀ + b as the matrix Wᵀ of a MatMul node, under a made-up name; the node's own name is
 * the path of the layer. Formats: <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a> and the
 * wire format of <a href="https://protobuf.dev/programming-guides/encoding/">protocol buffers</a>.
 */
package pellucid.models.hub;
