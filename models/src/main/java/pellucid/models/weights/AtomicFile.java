package pellucid.models.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import pellucid.tensor.InputException;

/**
 * A file that appears whole or not at all.
 *
 * <p>The bytes go to a hidden file beside the target; {@link #commit} forces them to the disk and renames that file over
 * the target. Until then an older file of the target's name stays as it is. Closing without a commit removes what was
 * written, and so does the end of the JVM, by Ctrl-C, too; a process that is killed outright leaves only the hidden file,
 * {@code .NAME.xxxx.part}, which may be deleted.
 */
public final class AtomicFile implements Closeable {
    /** The hidden files of this JVM that are neither committed nor removed yet. */
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> UNFINISHED.forEach(AtomicFile::remove), "pellucid-parts"));
    }

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean committed;

    private AtomicFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /**
     * Begins a file whose content will take the place of {@code target}.
     *
     * @throws InputException when the folder does not exist or cannot be written, or the target is not a plain file
     */
    public static AtomicFile create(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new InputException(
                    target + " cannot be written: it exists and is not a plain file; choose another name");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(target + " cannot be written: there is no folder " + folder + "; create it first");
        }
        String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path part = folder.resolve("." + target.getFileName() + "." + suffix + ".part");
        try {
            UNFINISHED.add(part);
            FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new AtomicFile(target, part, channel);
        } catch (IOException failure) {
            UNFINISHED.remove(part);
            throw cannotWrite(target, failure);
        }
    }

    /** Appends all remaining bytes of the buffer. */
    public void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            throw cannotWrite(target, failure);
        }
    }

    /** Makes the file appear under its name, safe on the disk. Nothing can be written afterwards. */
    public void commit() {
        try {
            channel.force(true);
            channel.close();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw cannotWrite(target, failure);
        }
        committed = true;
        UNFINISHED.remove(part);
        try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException unsupported) {
            // Windows cannot force a folder to the disk; there the rename reaches it in its own time.
        }
    }

    /** Removes what was written, unless it has been committed. */
    @Override
    public void close() {
        if (committed) {
            return;
        }
        try {
            channel.close();
        } catch (IOException unwritten) {
            // Nothing of it is wanted.
        }
        remove(part);
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException leftBehind) {
            // The target is untouched, which is what matters; the part file is harmless.
        }
        UNFINISHED.remove(part);
    }

    private static InputException cannotWrite(Path target, IOException failure) {
        return new InputException(
                target + " cannot be written: " + FileFailure.reason(failure) + "; what was there before is unchanged",
                failure);
    }
}
