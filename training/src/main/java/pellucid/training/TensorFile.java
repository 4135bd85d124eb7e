package pellucid.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import pellucid.models.weights.SafetensorsFile;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.models.weights.StoredTensor;
import pellucid.models.weights.StoredType;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/** Named tensors to a safetensors file and back, bit by bit. */
final class TensorFile implements AutoCloseable {
    private final SafetensorsFile source;
    private final Map<String, Tensor> tensors;

    private TensorFile(SafetensorsFile source, Map<String, Tensor> tensors) {
        this.source = source;
        this.tensors = tensors;
    }

    static void write(Path file, Map<String, Tensor> tensors) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        tensors.forEach((name, tensor) -> {
            if (tensor.dtype() == DType.FLOAT64) {
                writer.doubles(name, shape(tensor), tensor.toDoubles());
            } else {
                writer.floats(name, shape(tensor), tensor.toFloats());
            }
        });
        writer.write(file);
    }

    /**
     * Opens a file to {@link #fill} tensors from, which it must hold, and no others. They are unchanged yet.
     *
     * @throws InputException if the file cannot be read or holds others
     */
    static TensorFile open(Path file, Map<String, Tensor> tensors) {
        SafetensorsFile source = SafetensorsFile.open(file);
        try {
            check(file, source, tensors);
        } catch (InputException wrong) {
            source.close();
            throw wrong;
        }
        return new TensorFile(source, tensors);
    }

    private static void check(Path file, SafetensorsFile source, Map<String, Tensor> tensors) {
        if (!source.names().equals(tensors.keySet())) {
            throw new InputException(file + " holds " + source.names().size()
                    + " tensors, the model in training has " + tensors.size()
                    + ", and their names differ; train the model that the checkpoint is of");
        }
        tensors.forEach((name, tensor) -> {
            StoredTensor stored = source.tensor(name);
            StoredType type = tensor.dtype() == DType.FLOAT64 ? StoredType.F64 : StoredType.F32;
            if (!Arrays.equals(stored.shape(), shape(tensor)) || stored.type() != type) {
                throw new InputException(file + ": '" + name + "' is " + stored.type() + " of shape "
                        + stored.shapeText() + ", in the model in training " + type + " of shape " + tensor.shape()
                        + "; train the model that the checkpoint is of");
            }
        });
    }

    /** Puts the file's values into the tensors. */
    void fill() {
        tensors.forEach((name, tensor) -> {
            if (tensor.dtype() == DType.FLOAT64) {
                tensor.backend().write(source.doubles(name), 0, tensor);
            } else {
                tensor.backend().write(source.floats(name), 0, tensor);
            }
        });
    }

    @Override
    public void close() {
        source.close();
    }

    private static long[] shape(Tensor tensor) {
        return Arrays.stream(tensor.shape().dims()).asLongStream().toArray();
    }
}
