package pellucid.eval.retrieval;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import pellucid.models.sentence.Embeddings;
import pellucid.models.weights.SafetensorsFile;
import pellucid.models.weights.SafetensorsStream;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.models.weights.StoredTensor;
import pellucid.models.weights.StoredType;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;

/**
 * Vectors in a safetensors file, as the command {@code embed} writes them:
 *
 * <pre>
 *   embeddings   F32 [N, D]; I8 or U8 [N, D] for int8 and uint8, [N, ⌈D/8⌉] for binary and ubinary
 *   ranges       F32 [2, D]: the least and the largest value of each number; for int8 and uint8
 * </pre>
 *
 * with the notes {@code quantization} and {@code dimension} where there are codes.
 */
public final class VectorFile {
    /** The tensor of the vectors. */
    public static final String EMBEDDINGS = "embeddings";

    private static final String RANGES = "ranges";
    private static final String KIND = "quantization";
    private static final String DIMENSION = "dimension";

    private VectorFile() {}

    /** Begins a file of codes, which are then given row by row. */
    public static SafetensorsStream write(Path path, Quantizer quantizer, long count) {
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata(KIND, quantizer.kind().label())
                .metadata(DIMENSION, Integer.toString(quantizer.dimension()));
        int dimension = quantizer.dimension();
        if (quantizer.ranges() != null) {
            float[] ranges = Arrays.copyOf(quantizer.ranges().min(), 2 * dimension);
            System.arraycopy(quantizer.ranges().max(), 0, ranges, dimension, dimension);
            writer.floats(RANGES, new long[] {2, dimension}, ranges);
        }
        return writer.stream(path, EMBEDDINGS, quantizer.kind().type(), new long[] {count, quantizer.bytes()});
    }

    /**
     * A search among the vectors of a file, by cosine where they are float32, else as {@link QuantizedSearch} does it.
     *
     * @param backend what multiplies float32 vectors
     * @throws InputException if the file is not as {@code embed} writes it
     */
    public static DenseSearch search(Path path, Backend backend) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            StoredTensor tensor = file.tensor(EMBEDDINGS);
            if (tensor.shape().length != 2) {
                throw new InputException(path + ": the tensor " + EMBEDDINGS + " has shape " + tensor.shapeText()
                        + "; vectors are [N, D], as the command embed writes them");
            }
            if (tensor.type().isFloatingPoint()) {
                Embeddings vectors =
                        new Embeddings(file.floats(EMBEDDINGS), (int) tensor.shape()[0], (int) tensor.shape()[1], 0);
                return new ExactSearch(vectors, SearchMetric.COSINE, backend);
            }
            return new QuantizedSearch(new QuantizedVectors(quantizer(path, file, tensor), file.bytes(EMBEDDINGS)));
        }
    }

    private static Quantizer quantizer(Path path, SafetensorsFile file, StoredTensor tensor) {
        Quantization kind = Arrays.stream(Quantization.values())
                .filter(one -> one.label().equals(file.metadata().get(KIND)))
                .findFirst()
                .orElseThrow(() -> new InputException(path + ": the note " + KIND + " is "
                        + file.metadata().get(KIND) + "; it must be int8, uint8, binary or ubinary to read "
                        + tensor.type() + " codes, as the command embed writes it"));
        int dimension = dimension(file)
                .orElseThrow(() -> new InputException(path + ": the note " + DIMENSION + " is "
                        + file.metadata().get(DIMENSION) + "; it must say how many numbers a vector has"));
        if (tensor.type() != kind.type() || tensor.shape()[1] != kind.bytes(dimension)) {
            throw new InputException(path + ": " + kind.label() + " codes of vectors of " + dimension
                    + " numbers are " + kind.type() + " [N, " + kind.bytes(dimension) + "], but the tensor "
                    + EMBEDDINGS + " is " + tensor.type() + " " + tensor.shapeText());
        }
        return new Quantizer(kind, dimension, kind.isBinary() ? null : ranges(path, file, dimension));
    }

    private static Optional<Integer> dimension(SafetensorsFile file) {
        try {
            return Optional.of(Integer.parseInt(file.metadata().getOrDefault(DIMENSION, "")))
                    .filter(dimension -> dimension > 0);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static ScalarRanges ranges(Path path, SafetensorsFile file, int dimension) {
        StoredTensor tensor = file.tensor(RANGES);
        if (tensor.type() != StoredType.F32 || !Arrays.equals(tensor.shape(), new long[] {2, dimension})) {
            throw new InputException(path + ": the tensor " + RANGES + " is " + tensor.type() + " " + tensor.shapeText()
                    + "; for vectors of " + dimension + " numbers it is F32 [2, " + dimension + "]");
        }
        float[] values = file.floats(RANGES);
        return new ScalarRanges(Arrays.copyOf(values, dimension), Arrays.copyOfRange(values, dimension, 2 * dimension));
    }
}
