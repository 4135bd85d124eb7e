package pellucid.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import pellucid.tensor.InputException;

/** Opens the files that a user names, and says in one sentence why one cannot be opened or read. */
public final class InputFile {
    private InputFile() {}

    /**
     * Opens a file for reading; whoever calls closes it.
     *
     * @throws InputException when it does not exist, is a directory or may not be read
     */
    public static InputStream open(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give the path of a file");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** What to throw when reading has failed: one sentence on why. */
    public static InputException unreadable(String source, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new InputException(source + " does not exist; check the path", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new InputException(source + " may not be read; check its permissions", cause);
        }
        return new InputException(source + " cannot be read: " + cause.getMessage(), cause);
    }
}
