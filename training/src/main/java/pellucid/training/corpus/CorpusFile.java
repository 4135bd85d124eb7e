package pellucid.training.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongConsumer;
import pellucid.training.data.InputFile;

/**
 * A file with text, and how to read it.
 *
 * @param path of the file
 * @param encoding of its text
 * @param progress is told from time to time how many bytes of the file have been read, from 0 again at each reading
 */
public record CorpusFile(Path path, Charset encoding, LongConsumer progress) {
    public CorpusFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(progress, "progress");
    }

    /** A file in UTF-8 that nobody watches. */
    public static CorpusFile of(Path path) {
        return new CorpusFile(path, StandardCharsets.UTF_8, bytes -> {});
    }

    public CorpusFile withEncoding(Charset choice) {
        return new CorpusFile(path, choice, progress);
    }

    public CorpusFile withProgress(LongConsumer watcher) {
        return new CorpusFile(path, encoding, watcher);
    }

    /** What to call the file in messages. */
    String name() {
        return path.toString();
    }

    /**
     * Opens the file; whoever calls closes it.
     *
     * @throws pellucid.tensor.InputException when it does not exist, is a directory or may not be read
     */
    InputStream open() {
        return new Watched(InputFile.open(path), progress);
    }

    private static final class Watched extends FilterInputStream {
        private final LongConsumer progress;
        private long bytes;

        Watched(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                progress.accept(++bytes);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            if (count > 0) {
                bytes += count;
                progress.accept(bytes);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(count);
            bytes += skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
