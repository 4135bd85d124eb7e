package pellucid.models.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * Collects tensors and writes them as one safetensors file.
 *
 * <pre>{@code
 * new SafetensorsWriter()
 *     .metadata("format", "pt")
 *     .floats("weight", new long[] {2, 3}, weight)
 *     .write(Path.of("model.safetensors"));
 * }</pre>
 *
 * <p>The header lists the tensors in the order given. The data of larger elements stands before that of smaller ones
 * (among equals, in the order given), so that every tensor is aligned to its element although the format allows no
 * gaps. Arrays are not copied: leave them unchanged until {@link #write} returns. Every method refuses bad input with
 * an {@link InputException}, or a {@link ShapeException} when shape and length differ.
 */
public final class SafetensorsWriter {
    private record Entry(StoredTensor tensor, Consumer<LittleEndianOutput> content) {}

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Adds a note to the file; PyTorch's readers look for {@code format=pt}. */
    public SafetensorsWriter metadata(String key, String value) {
        checkNote(key, value);
        metadata.put(key, value);
        return this;
    }

    /** Adds a tensor of F32. */
    public SafetensorsWriter floats(String name, long[] shape, float[] values) {
        return add(name, StoredType.F32, shape, values.length, output -> output.floats(values));
    }

    /** Adds a tensor of F64. */
    public SafetensorsWriter doubles(String name, long[] shape, double[] values) {
        return add(name, StoredType.F64, shape, values.length, output -> output.doubles(values));
    }

    /** Adds a tensor of I32. */
    public SafetensorsWriter ints(String name, long[] shape, int[] values) {
        return add(name, StoredType.I32, shape, values.length, output -> output.ints(values));
    }

    /** Adds a tensor of I64. */
    public SafetensorsWriter longs(String name, long[] shape, long[] values) {
        return add(name, StoredType.I64, shape, values.length, output -> output.longs(values));
    }

    /** Adds a tensor of any type from its elements' little-endian bytes; those of BOOL must be 0 or 1. */
    public SafetensorsWriter bytes(String name, StoredType type, long[] shape, byte[] values) {
        if (values.length % type.bytes() != 0) {
            throw new ShapeException("tensor " + TensorNames.quote(name) + " is given as " + values.length
                    + " bytes, which is no whole number of " + type + " elements of " + type.bytes() + " bytes");
        }
        checkBooleans(name, type, values);
        return add(name, type, shape, values.length / type.bytes(), output -> output.bytes(values));
    }

    private SafetensorsWriter add(
            String name, StoredType type, long[] shape, int length, Consumer<LittleEndianOutput> content) {
        StoredTensor tensor = described(name, type, shape);
        if (tensor.elementCount() != length) {
            throw new ShapeException("tensor " + TensorNames.quote(name) + " has shape " + tensor.shapeText()
                    + ", which is " + tensor.elementCount() + " elements, but " + length + " were given");
        }
        if (entries.putIfAbsent(name, new Entry(tensor, content)) != null) {
            throw new InputException("tensor " + TensorNames.quote(name) + " was added twice; names must be unique");
        }
        return this;
    }

    /** Writes the file, replacing an older one only once the new one is whole and safe on the disk. */
    public void write(Path path) {
        try (AtomicFile file = AtomicFile.create(path)) {
            LittleEndianOutput output = new LittleEndianOutput(file);
            begin(output, List.of());
            output.flush();
            file.commit();
        }
    }

    /** The header with these tensors at its end, and the data of all others. */
    private void begin(LittleEndianOutput output, List<StoredTensor> last) {
        List<Entry> inFile = new ArrayList<>(entries.values());
        inFile.sort(Comparator.comparingInt(entry -> -entry.tensor().type().bytes()));
        Map<String, StoredTensor> placed = new HashMap<>();
        long position = 0;
        for (Entry entry : inFile) {
            StoredTensor tensor = entry.tensor();
            placed.put(tensor.name(), StoredTensor.at(position, tensor.name(), tensor.type(), tensor.shape()));
            position += tensor.byteCount();
        }
        List<StoredTensor> inHeader =
                new ArrayList<>(entries.keySet().stream().map(placed::get).toList());
        for (StoredTensor tensor : last) {
            inHeader.add(StoredTensor.at(position, tensor.name(), tensor.type(), tensor.shape()));
            position += tensor.byteCount();
        }
        output.bytes(SafetensorsHeader.encode(inHeader, metadata));
        inFile.forEach(entry -> entry.content().accept(output));
    }

    /** Begins a file with one F32 tensor, [rows, ...], that is then given row by row. */
    public static SafetensorsStream open(Path path, String name, long[] shape) {
        return open(path, name, StoredType.F32, shape, Map.of());
    }

    /** Begins a file with one tensor, [rows, ...], that is then given row by row, and with notes. */
    public static SafetensorsStream open(
            Path path, String name, StoredType type, long[] shape, Map<String, String> metadata) {
        SafetensorsWriter writer = new SafetensorsWriter();
        metadata.forEach(writer::metadata);
        return writer.stream(path, name, type, shape);
    }

    /**
     * Begins a file with the tensors and notes added so far and one more tensor, [rows, ...], that is then given row by
     * row. Its elements must not be larger than those of the others, whose data stands before it.
     */
    public SafetensorsStream stream(Path path, String name, StoredType type, long[] shape) {
        StoredTensor tensor = described(name, type, shape);
        if (shape.length == 0) {
            throw new ShapeException("tensor " + TensorNames.quote(name)
                    + " is a scalar and has no rows; give it a shape of at least one dimension");
        }
        for (Entry entry : entries.values()) {
            if (entry.tensor().name().equals(name)) {
                throw new InputException(
                        "tensor " + TensorNames.quote(name) + " was added twice; names must be unique");
            }
            if (entry.tensor().type().bytes() < type.bytes()) {
                throw new InputException("tensor " + TensorNames.quote(name) + " of " + type + " cannot be given row by"
                        + " row behind " + entry.tensor().name() + " of "
                        + entry.tensor().type()
                        + ", whose elements are smaller; give it whole");
            }
        }
        return new SafetensorsStream(AtomicFile.create(path), path, tensor, output -> begin(output, List.of(tensor)));
    }

    private static StoredTensor described(String name, StoredType type, long[] shape) {
        TensorNames.checkText("the tensor name " + TensorNames.quote(name), name, TensorNames.MAX_LENGTH);
        if (name.equals(TensorNames.METADATA)) {
            throw new InputException("a tensor cannot have the name " + TensorNames.METADATA
                    + ", which safetensors keeps for the file's notes; choose another");
        }
        return StoredTensor.at(0, name, type, shape);
    }

    private static void checkNote(String key, String value) {
        TensorNames.checkText("the metadata key " + TensorNames.quote(key), key, TensorNames.MAX_LENGTH);
        TensorNames.checkText("the metadata value of " + TensorNames.quote(key), value, StrictJson.MAX_TEXT_LENGTH);
    }

    static void checkBooleans(String name, StoredType type, byte[] values) {
        if (type == StoredType.BOOL) {
            for (int i = 0; i < values.length; i++) {
                if ((values[i] & ~1) != 0) {
                    throw new InputException("tensor " + TensorNames.quote(name) + " is BOOL, but its element " + i
                            + " is given as the byte " + (values[i] & 0xff) + "; only 0 and 1 are booleans");
                }
            }
        }
    }
}
