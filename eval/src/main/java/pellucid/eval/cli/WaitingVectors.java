package pellucid.eval.cli;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;

/** Vectors that wait in a file beside the one that is to be written, and leave nothing behind. */
final class WaitingVectors implements AutoCloseable {
    private final Path target;
    private final FileChannel channel;
    private final ByteBuffer row;

    /** @param target the file that waits for them */
    WaitingVectors(Path target, int dimension) {
        this.target = target;
        this.row = ByteBuffer.allocate(dimension * Float.BYTES);
        String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path file = target.toAbsolutePath().resolveSibling("." + target.getFileName() + "." + suffix + ".waiting");
        try {
            this.channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.READ,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void append(Embeddings window) {
        ByteBuffer bytes = ByteBuffer.allocate(window.count() * row.capacity());
        bytes.asFloatBuffer().put(window.rows());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** All vectors in their order. */
    void forEach(Consumer<float[]> consumer) {
        FloatBuffer numbers = row.asFloatBuffer();
        try {
            channel.position(0);
            while (channel.position() < channel.size()) {
                row.clear();
                while (row.hasRemaining()) {
                    if (channel.read(row) < 0) {
                        throw new EOFException("their file ends in the middle of a vector");
                    }
                }
                float[] vector = new float[numbers.capacity()];
                numbers.get(0, vector);
                consumer.accept(vector);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private InputException failed(IOException e) {
        return new InputException(
                target + " cannot be written: the vectors that wait beside it: " + e.getMessage()
                        + "; what was there before is unchanged",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException leftBehind) {
            // Nothing of it is wanted.
        }
    }
}
