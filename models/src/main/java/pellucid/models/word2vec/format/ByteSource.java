package pellucid.models.word2vec.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pellucid.models.weights.FileFailure;
import pellucid.tensor.InputException;

/** The bytes of a file from first to last, of which the next ones can be looked at before they are taken. */
final class ByteSource implements Closeable {
    /** More than any word has, and what can be looked at before it is taken. */
    static final int WINDOW = 1 << 16;

    private static final int BUFFER = 1 << 20;
    private static final int SHOWN = 40;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int position;
    private int limit;

    private ByteSource(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    /** @throws InputException if there is no such file, or it cannot be read */
    static ByteSource open(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException(file + " is not a plain file; give the path of a file of word vectors");
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new ByteSource(file, channel, channel.size());
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static InputException unreadable(Path file, IOException failure) {
        return new InputException(file + " cannot be read: " + FileFailure.reason(failure), failure);
    }

    /** A text from the file for a message: shortened, and without what could drive a terminal. */
    static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cc}\uFFFD]", "?");
        return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "..." : plain;
    }

    Path file() {
        return file;
    }

    /** Bytes in the whole file. */
    long size() {
        return size;
    }

    /** Bytes that are there to be looked at. */
    int available() {
        return limit - position;
    }

    /** Makes at least {@code count} bytes available, up to {@link #WINDOW} of them, unless the file ends before. */
    void ensure(int count) {
        if (available() >= count) {
            return;
        }
        System.arraycopy(bytes, position, bytes, 0, available());
        limit -= position;
        position = 0;
        buffer.limit(BUFFER).position(limit);
        try {
            while (limit < count && channel.read(buffer) >= 0) {
                limit = buffer.position();
            }
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    /** One of the available bytes. */
    byte peek(int ahead) {
        return bytes[position + ahead];
    }

    /** The next available bytes, as text; bytes that are no UTF-8 become U+FFFD. */
    String text(int length) {
        return new String(bytes, position, length, StandardCharsets.UTF_8);
    }

    /** Takes available bytes without looking at them. */
    void skip(int count) {
        position += count;
    }

    /** Takes available bytes. */
    void take(byte[] target, int at, int count) {
        System.arraycopy(bytes, position, target, at, count);
        position += count;
    }

    /** How far the next such byte is among the available ones, from a distance on; the number available if there is none. */
    int find(byte wanted, int from) {
        for (int i = position + from; i < limit; i++) {
            if (bytes[i] == wanted) {
                return i - position;
            }
        }
        return available();
    }

    /** Takes float32 numbers, least byte first; returns how many there were before the file ended. */
    int takeFloats(float[] target, int at, int count) {
        int done = 0;
        while (done < count) {
            int wanted = Math.min(count - done, WINDOW / Float.BYTES);
            ensure(wanted * Float.BYTES);
            int there = Math.min(wanted, available() / Float.BYTES);
            buffer.limit(limit).position(position);
            buffer.asFloatBuffer().get(target, at + done, there);
            position += there * Float.BYTES;
            done += there;
            if (there < wanted) {
                return done;
            }
        }
        return done;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }
}
