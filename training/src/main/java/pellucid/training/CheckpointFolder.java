package pellucid.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pellucid.models.weights.AtomicFolder;
import pellucid.models.weights.DurableFiles;
import pellucid.tensor.InputException;

/**
 * A folder that holds a checkpoint, whole, whatever happens while the next one is saved.
 *
 * <p>The files go to a hidden folder; when they are safe on the disk it is renamed to {@code checkpoint-000012}, and only
 * then the previous checkpoint is removed. So the one of the highest step is always whole. What a killed process leaves
 * behind is removed by the next save.
 */
final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{6,9})");
    private static final Pattern LEFT_BEHIND = Pattern.compile("\\.checkpoint-\\d{6,9}\\..*\\.part");

    private final Path folder;

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /** The newest checkpoint; null if there is none. */
    Path newest() {
        Path newest = null;
        for (Path entry : entries()) {
            if (NAME.matcher(entry.getFileName().toString()).matches()
                    && (newest == null || step(entry) > step(newest))) {
                newest = entry;
            }
        }
        return newest;
    }

    /** The step that a checkpoint is of. */
    static int step(Path checkpoint) {
        Matcher name = NAME.matcher(checkpoint.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(checkpoint + " is not the folder of a checkpoint");
        }
        return Integer.parseInt(name.group(1));
    }

    /**
     * Saves a checkpoint and removes the previous one.
     *
     * @param content writes the files
     * @return the folder of the checkpoint
     * @throws InputException if that fails, as on a full disk; the previous checkpoint is unchanged
     */
    Path save(int step, AtomicFolder.Content content) {
        Path target = folder.resolve(String.format(Locale.ROOT, "checkpoint-%06d", step));
        try {
            AtomicFolder.write(target, file -> false, content);
        } catch (InputException failure) {
            throw new InputException(
                    "the checkpoint of step " + step + " cannot be saved in " + folder + ": " + reason(failure) + "; "
                            + previous() + "; make room there and resume",
                    failure);
        }
        removeAllBut(target);
        return target;
    }

    private String previous() {
        Path newest = newest();
        return newest == null ? "there is no earlier one" : "that of step " + step(newest) + " is unchanged";
    }

    private static String reason(InputException failure) {
        if (failure.getCause() instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return failure.getCause() instanceof IOException cause && cause.getMessage() != null
                ? cause.getMessage()
                : failure.getMessage();
    }

    private void removeAllBut(Path kept) {
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            boolean ours =
                    NAME.matcher(name).matches() || LEFT_BEHIND.matcher(name).matches();
            if (ours && !entry.equals(kept)) {
                discard(entry);
            }
        }
    }

    private List<Path> entries() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException | UncheckedIOException failure) {
            throw new InputException(folder + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static void discard(Path top) {
        try {
            DurableFiles.deleteTree(top);
        } catch (IOException | UncheckedIOException leftBehind) {
            // It is hidden or older than the newest, and the next save tries again.
        }
    }
}
