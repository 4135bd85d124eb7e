package pellucid.models.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import pellucid.tensor.InputException;

/**
 * A folder that appears whole or not at all.
 *
 * <p>Its files are written into a hidden folder beside the target, forced to the disk, and that folder is renamed to the
 * target. Whatever goes wrong before leaves the target as it was and removes what was written; so does the end of the JVM,
 * by Ctrl-C, too. A process that is killed outright leaves the hidden folder, {@code .NAME.xxxx.part}, which may be
 * deleted; killed between the two renames that take an older folder's place, it leaves the old one as
 * {@code .NAME.xxxx.old}.
 */
public final class AtomicFolder {
    /** The hidden folders of this JVM that are neither renamed nor removed yet. */
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> UNFINISHED.forEach(AtomicFolder::remove), "pellucid-folders"));
    }

    private AtomicFolder() {}

    /** Writes the files. */
    @FunctionalInterface
    public interface Content {
        /** Writes all files into an empty folder; an exception means that there will be no folder. */
        void writeInto(Path folder) throws IOException;
    }

    /**
     * Writes a folder. The folders above it are made if need be.
     *
     * @param target where it is to appear: there is nothing, an empty folder, or one with replaceable files only
     * @param replaceable whether a file of an older folder, given as its path in that folder with slashes, may go
     * @throws InputException when the target is something else, or cannot be written; what was there is unchanged then
     */
    public static void write(Path target, Predicate<String> replaceable, Content content) {
        Path part = null;
        try {
            Path place = place(target);
            check(target, place, replaceable);
            Files.createDirectories(place.getParent());
            String hidden = "." + place.getFileName() + "."
                    + Long.toHexString(ThreadLocalRandom.current().nextLong());
            part = place.resolveSibling(hidden + ".part");
            UNFINISHED.add(part);
            Files.createDirectory(part);
            content.writeInto(part);
            DurableFiles.forceTree(part);
            DurableFiles.put(part, place, place.resolveSibling(hidden + ".old"));
        } catch (IOException failure) {
            throw cannotWrite(target, failure);
        } catch (InputException failure) {
            // Of a file in the hidden folder, whose name means nothing to anybody.
            throw failure.getCause() instanceof IOException cause ? cannotWrite(target, cause) : failure;
        } finally {
            if (part != null) {
                remove(part);
            }
        }
    }

    /**
     * Checks a target without writing anything.
     *
     * @param replaceable as {@link #write} has it
     * @throws InputException when {@link #write} would refuse it
     */
    public static void check(Path target, Predicate<String> replaceable) {
        try {
            check(target, place(target), replaceable);
        } catch (IOException failure) {
            throw cannotWrite(target, failure);
        }
    }

    private static Path place(Path target) throws IOException {
        Path place = Files.exists(target)
                ? target.toRealPath()
                : target.toAbsolutePath().normalize();
        if (place.getParent() == null) {
            throw new InputException(target + " cannot be written: it is the root of the disk; name a folder");
        }
        return place;
    }

    private static void check(Path target, Path place, Predicate<String> replaceable) throws IOException {
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new InputException(
                    target + " cannot be written: it exists and is not a folder; choose another name for the folder");
        }
        if (!Files.exists(place)) {
            return;
        }
        for (Path file : DurableFiles.filesBelow(place)) {
            String name = place.relativize(file).toString().replace('\\', '/');
            if (!replaceable.test(name)) {
                throw new InputException(target + " cannot be replaced: it has a file '" + name
                        + "' that would be lost; name a new or an empty folder");
            }
        }
    }

    private static void remove(Path part) {
        try {
            DurableFiles.deleteTree(part);
        } catch (IOException leftBehind) {
            // The target is as it should be, which is what matters; the hidden folder is harmless.
        }
        UNFINISHED.remove(part);
    }

    private static InputException cannotWrite(Path target, IOException failure) {
        return new InputException(
                target + " cannot be written: " + FileFailure.reason(failure) + "; what was there before is unchanged",
                failure);
    }
}
