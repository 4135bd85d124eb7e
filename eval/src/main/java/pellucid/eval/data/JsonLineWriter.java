package pellucid.eval.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import pellucid.tensor.InputException;

/**
 * Writes token ids as lines {@code {"ids":[101,7592,102]}}.
 *
 * <p>The lines go to a hidden file beside the target. {@link #commit} forces it to the disk and renames it; a writer
 * closed without that leaves whatever stood at the target as it was.
 *
 * <pre>{@code
 * try (JsonLineWriter out = JsonLineWriter.open(path)) {
 *     out.ids(tokens);
 *     out.commit();
 * }
 * }</pre>
 */
public final class JsonLineWriter implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final JsonGenerator json;

    private JsonLineWriter(Path target, Path folder) throws IOException {
        this.target = target;
        this.part = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.json = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))
                .setRootValueSeparator(null);
    }

    /**
     * Starts a file.
     *
     * @throws InputException when the folder does not exist or the place cannot be written to
     */
    public static JsonLineWriter open(Path target) {
        if (Files.isDirectory(target)) {
            throw new InputException(target + " is a directory; give the path of the file to write");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new InputException(target + " cannot be written: there is no folder " + folder + "; create it first");
        }
        try {
            return new JsonLineWriter(target, folder);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Writes one line. */
    public void ids(int[] ids) {
        try {
            json.writeStartObject();
            json.writeFieldName("ids");
            json.writeArray(ids, 0, ids.length);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Puts the finished file in its place; nothing can be written after it. */
    public void commit() {
        try {
            json.flush();
            channel.force(true);
            json.close();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Removes what was written, unless it has been committed. */
    @Override
    public void close() {
        try {
            json.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private static InputException unwritable(Path target, IOException cause) {
        return new InputException(
                target + " cannot be written (" + cause + "); check the folder, its permissions and the free space",
                cause);
    }
}
