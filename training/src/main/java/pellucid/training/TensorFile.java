package pellucid.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import pellucid.models.weights.SafetensorsFile;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/** Named tensors to a safetensors file and back, bit by bit. */
final class TensorFile {
    private TensorFile() {}

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
     * Fills tensors from a file that holds exactly these.
     *
     * @throws InputException if the file holds others
     */
    static void read(Path file, Map<String, Tensor> tensors) {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            if (!source.names().equals(tensors.keySet())) {
                throw new InputException(file + " holds " + source.names().size()
                        + " tensors, the model in training has " + tensors.size()
                        + ", and their names differ; train the model that the checkpoint is of");
            }
            tensors.forEach((name, tensor) -> {
                long[] stored = source.tensor(name).shape();
                if (!Arrays.equals(stored, shape(tensor))) {
                    throw new InputException(file + ": '" + name + "' has shape " + Arrays.toString(stored)
                            + ", in the model in training " + tensor.shape()
                            + "; train the model that the checkpoint is of");
                }
                if (tensor.dtype() == DType.FLOAT64) {
                    tensor.backend().write(source.doubles(name), 0, tensor);
                } else {
                    tensor.backend().write(source.floats(name), 0, tensor);
                }
            });
        }
    }

    private static long[] shape(Tensor tensor) {
        return Arrays.stream(tensor.shape().dims()).asLongStream().toArray();
    }
}
