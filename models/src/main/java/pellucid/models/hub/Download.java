package pellucid.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Writes the body of an answer to a file. A read of the JDK's HTTP client waits for ever on a connection that has gone
 * silent, so a second thread closes the body when nothing has come for too long.
 */
final class Download {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream body;
    private final Duration patience;
    private volatile long lastByteNanos = System.nanoTime();
    private volatile boolean stalled;

    private Download(InputStream body, Duration patience) {
        this.body = body;
        this.patience = patience;
    }

    /**
     * Writes all of the body.
     *
     * @param total the bytes to expect for the progress, or -1
     * @throws IOException if the body ends early or falls silent, or the file cannot be written
     */
    static void save(
            InputStream body, String file, long total, Path target, Duration patience, TransferProgress progress)
            throws IOException {
        Download download = new Download(body, patience);
        Thread watch = new Thread(download::watch, "pellucid-download-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            download.copy(file, total, target, progress);
        } catch (IOException failure) {
            if (!download.stalled) {
                throw failure;
            }
        } finally {
            watch.interrupt();
        }
        if (download.stalled) {
            throw new IOException("nothing came for " + patience.toSeconds() + " s");
        }
    }

    private void copy(String file, long total, Path target, TransferProgress progress) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long done = 0;
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                lastByteNanos = System.nanoTime();
                out.write(buffer, 0, count);
                done += count;
                progress.advanced(file, done, total);
            }
        }
    }

    private void watch() {
        try {
            for (long left = patience.toNanos(); left > 0; left = patience.toNanos() - silence()) {
                Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
            }
            stalled = true;
            body.close();
        } catch (InterruptedException finished) {
            Thread.currentThread().interrupt();
        } catch (IOException alreadyBroken) {
            stalled = true;
        }
    }

    private long silence() {
        return System.nanoTime() - lastByteNanos;
    }
}
