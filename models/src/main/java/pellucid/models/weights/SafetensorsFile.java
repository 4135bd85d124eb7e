package pellucid.models.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * One safetensors file, open for reading.
 *
 * <p>Opening reads and checks the header only. Each tensor is decoded when it is asked for, from a mapping of its own
 * bytes, in pieces of at most 1 GiB, so the file may be of any size.
 *
 * <p>A mapping lives until the garbage collector finds it, also after {@link #close}: on Windows a file that was just
 * read may refuse to be replaced for a while. A program that shortens the file in place while it is being read breaks
 * the mapping; {@link SafetensorsWriter} never does that, since it replaces files whole.
 */
public final class SafetensorsFile implements WeightSource {
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    /** A multiple of every element's size. */
    private static final int PIECE_BYTES = 1 << 30;

    private final String file;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final int pieceBytes;

    private SafetensorsFile(String file, FileChannel channel, SafetensorsHeader header, int pieceBytes) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.pieceBytes = pieceBytes;
    }

    /**
     * Opens a file and checks its header in full.
     *
     * @throws InputException when it cannot be read or breaks a rule of the format; the message says which
     */
    public static SafetensorsFile open(Path path) {
        return open(path, PIECE_BYTES);
    }

    static SafetensorsFile open(Path path, int pieceBytes) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new InputException(path + " is not a file"
                    + (Files.isDirectory(path) ? " but a folder; open the model.safetensors in it" : ""));
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                SafetensorsHeader header = SafetensorsHeader.read(channel, path.toString());
                return new SafetensorsFile(path.toString(), channel, header, pieceBytes);
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new InputException(path + " cannot be read: " + FileFailure.reason(failure), failure);
        }
    }

    @Override
    public Set<String> names() {
        return header.tensors().keySet();
    }

    @Override
    public StoredTensor tensor(String name) {
        StoredTensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new InputException(file + " has no tensor " + TensorNames.quote(name) + "; "
                    + TensorNames.nearest(name, header.tensors().keySet()));
        }
        return tensor;
    }

    @Override
    public void readFloats(String name, float[] target, int offset) {
        StoredTensor tensor = tensor(name);
        if (offset < 0 || tensor.elementCount() > target.length - offset) {
            throw new ShapeException(subject(tensor) + " of shape " + tensor.shapeText() + " has "
                    + tensor.elementCount() + " elements; the target has " + target.length
                    + " and is to be filled from element " + offset);
        }
        ElementDecoder decoder = decoder(tensor);
        forEachPiece(tensor, tensor.type().bytes(), (piece, index) -> decoder.floats(piece, target, offset + index));
    }

    @Override
    public float[] floats(String name) {
        StoredTensor tensor = tensor(name);
        float[] values = new float[arrayLength(tensor, tensor.elementCount(), Float.BYTES)];
        readFloats(name, values, 0);
        return values;
    }

    @Override
    public double[] doubles(String name) {
        StoredTensor tensor = tensor(name);
        ElementDecoder decoder = decoder(tensor);
        double[] values = new double[arrayLength(tensor, tensor.elementCount(), Double.BYTES)];
        forEachPiece(tensor, tensor.type().bytes(), (piece, index) -> decoder.doubles(piece, values, index));
        return values;
    }

    @Override
    public long[] longs(String name) {
        StoredTensor tensor = integers(name);
        ElementDecoder decoder = decoder(tensor);
        long[] values = new long[arrayLength(tensor, tensor.elementCount(), Long.BYTES)];
        forEachPiece(tensor, tensor.type().bytes(), (piece, index) -> decoder.longs(piece, values, index));
        return values;
    }

    @Override
    public int[] ints(String name) {
        StoredTensor tensor = integers(name);
        ElementDecoder decoder = decoder(tensor);
        int[] values = new int[arrayLength(tensor, tensor.elementCount(), Integer.BYTES)];
        forEachPiece(tensor, tensor.type().bytes(), (piece, index) -> decoder.ints(piece, values, index));
        return values;
    }

    @Override
    public byte[] bytes(String name) {
        StoredTensor tensor = tensor(name);
        ElementDecoder decoder = decoder(tensor);
        byte[] values = new byte[arrayLength(tensor, tensor.byteCount(), 1)];
        forEachPiece(tensor, 1, (piece, index) -> decoder.bytes(piece, values, index));
        return values;
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException nothingLost) {
            // The file was open for reading only.
        }
    }

    @Override
    public String toString() {
        return file + " (" + header.tensors().size() + " tensors)";
    }

    private String subject(StoredTensor tensor) {
        return file + ": tensor " + TensorNames.quote(tensor.name());
    }

    private ElementDecoder decoder(StoredTensor tensor) {
        return new ElementDecoder(subject(tensor), tensor.type());
    }

    private StoredTensor integers(String name) {
        StoredTensor tensor = tensor(name);
        if (tensor.type().isFloatingPoint()) {
            throw new InputException(subject(tensor) + " holds " + tensor.type()
                    + ", which is not an integer type; read it as floats or doubles");
        }
        return tensor;
    }

    /** The length of an array for so many elements of a tensor, refused before it can exhaust the memory. */
    private int arrayLength(StoredTensor tensor, long elements, int elementBytes) {
        if (elements > MAX_ARRAY_LENGTH) {
            throw new InputException(subject(tensor) + " of shape " + tensor.shapeText() + " needs an array of "
                    + elements + " elements; a Java array holds at most " + MAX_ARRAY_LENGTH);
        }
        long memory = Runtime.getRuntime().maxMemory();
        if (elements * elementBytes > memory) {
            throw new InputException(subject(tensor) + " of shape " + tensor.shapeText() + " takes "
                    + elements * elementBytes + " bytes of memory, but Java may use only " + memory
                    + "; start it with a larger -Xmx");
        }
        return (int) elements;
    }

    /** Visits the data of a tensor piece by piece, each with the index of its first unit of {@code unitBytes}. */
    private void forEachPiece(StoredTensor tensor, int unitBytes, ObjIntConsumer<ByteBuffer> visitor) {
        long end = header.dataStart() + tensor.end();
        int index = 0;
        try {
            if (channel.size() < end) {
                throw new InputException(subject(tensor) + " ends at byte " + end + ", but the file has shrunk to "
                        + channel.size() + " bytes since it was opened; open it again");
            }
            for (long position = header.dataStart() + tensor.begin(); position < end; position += pieceBytes) {
                long bytes = Math.min(pieceBytes, end - position);
                visitor.accept(channel.map(MapMode.READ_ONLY, position, bytes).order(ByteOrder.LITTLE_ENDIAN), index);
                index += (int) (bytes / unitBytes);
            }
        } catch (IOException failure) {
            throw new InputException(subject(tensor) + " cannot be read: " + FileFailure.reason(failure), failure);
        }
    }
}
