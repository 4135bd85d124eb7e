package pellucid.models.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a folder needs before and after its rename: to be on the disk, or to be gone. */
public final class DurableFiles {
    private DurableFiles() {}

    /** All regular files below a folder, sorted. */
    public static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Writes the content of all files below a folder, and the folders' own entries, through to the disk. */
    public static void forceTree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isDirectory(path)) {
                    forceFolder(path);
                } else {
                    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                        channel.force(true);
                    }
                }
            }
        }
    }

    /** Writes a folder's entries through, on the systems that let a folder be opened. */
    public static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOnThisSystem) {
            if (!Files.isDirectory(folder)) {
                throw notOnThisSystem;
            }
        }
    }

    /** Deletes a file, or a folder with all that is in it; links are deleted and not followed. */
    public static void deleteTree(Path top) throws IOException {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * Renames a new folder to its place; what was there is set aside first, and back again if that fails.
     *
     * @param aside where to, in the same folder as the place; deleted in the end
     */
    public static void put(Path made, Path place, Path aside) throws IOException {
        Files.createDirectories(place.getParent());
        deleteTree(aside);
        boolean replaces = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (replaces) {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            if (replaces) {
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw failure;
        }
        forceFolder(place.getParent());
        try {
            deleteTree(aside);
        } catch (IOException leftBehind) {
            // The new folder is in its place, and the old one out of it.
        }
    }
}
