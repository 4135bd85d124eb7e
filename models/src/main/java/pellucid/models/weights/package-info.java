/**
 * Weights on disk: reading and writing the safetensors format, as plain arrays.
 *
 * <p>A safetensors file is the length of a header (8 bytes, little-endian), the header (JSON in UTF-8, padded with
 * spaces) and the data, little-endian and row-major:
 *
 * <pre>
 *   | n: 8 bytes | {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...} : n bytes | data |
 * </pre>
 *
 * The offsets count from the start of the data. The tensors cover the data exactly: no overlap, no hole, nothing left
 * over. The key {@code __metadata__} holds a map from text to text instead of a tensor.
 *
 * <p>Start reading at {@link pellucid.models.weights.WeightSource}; {@link pellucid.models.weights.WeightFolder} opens
 * a model's folder, {@link pellucid.models.weights.SafetensorsWriter} writes. What a file says is checked in full when
 * it is opened; its data is read only when a tensor is asked for. {@link pellucid.models.weights.AtomicFile} and
 * {@link pellucid.models.weights.AtomicFolder} write files and folders that appear whole or not at all.
 *
 * <p>Source: the format's description at <a href="https://github.com/huggingface/safetensors#format">
 * github.com/huggingface/safetensors</a>. Whatever the reference implementation refuses is refused here too. Beyond
 * it, these are refused: duplicate names, unknown fields, a header that does not start with {@code {}, element types
 * that {@link pellucid.models.weights.StoredType} does not list, numbers over 2^63 - 1, more than 64 dimensions, more
 * than 262,144 names, names over 50,000 characters, a {@code null} for {@code __metadata__}, and booleans stored as
 * anything but 0 and 1.
 */
package pellucid.models.weights;
