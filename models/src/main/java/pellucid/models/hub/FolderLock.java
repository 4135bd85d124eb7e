package pellucid.models.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds a name for one thread of one process. A file lock keeps other processes out; it belongs to the whole process, so
 * threads of this one first queue at a lock of their own. The empty lock file stays: to delete it would let two processes
 * lock two files of the same name.
 */
final class FolderLock implements AutoCloseable {
    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();
    private static final long POLL_MILLIS = 50;

    private final ReentrantLock ofThisProcess;
    private final FileChannel channel;

    private FolderLock(ReentrantLock ofThisProcess, FileChannel channel) {
        this.ofThisProcess = ofThisProcess;
        this.channel = channel;
    }

    /** Waits until nobody else holds the file, and takes it. */
    static FolderLock acquire(Path file) throws IOException, InterruptedException {
        Path key = file.toAbsolutePath().normalize();
        ReentrantLock ofThisProcess = OF_THIS_PROCESS.computeIfAbsent(key, path -> new ReentrantLock());
        ofThisProcess.lockInterruptibly();
        FileChannel channel = null;
        try {
            Files.createDirectories(key.getParent());
            channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (!tryLock(channel)) {
                Thread.sleep(POLL_MILLIS);
            }
            return new FolderLock(ofThisProcess, channel);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            if (channel != null) {
                channel.close();
            }
            ofThisProcess.unlock();
            throw failure;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            return false;
        }
    }

    /** Closing the channel gives the file lock back. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            ofThisProcess.unlock();
        }
    }
}
