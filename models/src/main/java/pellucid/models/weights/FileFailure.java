package pellucid.models.weights;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why the operating system refused a file. */
public final class FileFailure {
    private FileFailure() {}

    /** The reason as the end of a sentence; Java leaves it to the exception's class in the commonest cases. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission was denied";
        }
        if (failure instanceof ClosedByInterruptException) {
            return "the thread was interrupted, which closes the file";
        }
        if (failure instanceof ClosedChannelException) {
            return "it has been closed";
        }
        if (failure instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
