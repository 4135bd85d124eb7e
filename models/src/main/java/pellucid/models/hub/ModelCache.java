package pellucid.models.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import pellucid.models.JsonTree;
import pellucid.models.weights.DurableFiles;

/**
 * Our own cache of models, each folder whole or not at all: a folder is filled elsewhere in the cache, written through to
 * the disk, and renamed. A small manifest in it holds the size of every file, so that a folder which was cut short or meddled
 * with is seen and built anew.
 *
 * <pre>
 *   models/KEY/pellucid-manifest.json    {"layout": 1, "origin": "…", "files": {"config.json": 612, …}}
 *   partial/KEY/…                        the same folder while it is filled, or left by a process that was killed
 *   locks/KEY.lock                       held while a folder is filled
 * </pre>
 */
final class ModelCache {
    static final String MANIFEST = "pellucid-manifest.json";
    /** Counted up when the files that are written change, so that older folders are built anew. */
    private static final int LAYOUT = 1;

    private final Path root;

    ModelCache(Path root) {
        this.root = root;
    }

    /**
     * A complete folder of the cache.
     *
     * @param origin where its content came from, in the words of {@link Filling}
     */
    record Entry(Path folder, String origin) {}

    /** Writes the files of a model. */
    @FunctionalInterface
    interface Filling {
        /**
         * Writes all files into an empty folder.
         *
         * @return where they came from
         */
        String fill(Path folder) throws IOException, Refusal;
    }

    /**
     * Looks for a complete folder.
     *
     * @throws Refusal if there is none, saying why
     */
    Entry find(String key) throws Refusal {
        Path folder = folder(key);
        if (!Files.isDirectory(folder)) {
            throw new Refusal("it is not in " + folder.getParent() + " yet");
        }
        try {
            JsonNode manifest = JsonTree.read(Files.readAllBytes(folder.resolve(MANIFEST)));
            if (manifest.path("layout").asInt() != LAYOUT) {
                throw new Refusal("the cached " + folder + " has another layout");
            }
            for (Map.Entry<String, JsonNode> file : manifest.path("files").properties()) {
                long size = Files.size(folder.resolve(file.getKey()));
                if (size != file.getValue().asLong()) {
                    throw new Refusal("the cached " + folder + " has " + size + " bytes of " + file.getKey() + " and "
                            + file.getValue() + " were written");
                }
            }
            return new Entry(folder, manifest.path("origin").asText());
        } catch (NoSuchFileException missing) {
            throw new Refusal(
                    "the cached " + folder + " lacks "
                            + Path.of(missing.getFile()).getFileName(),
                    missing);
        } catch (IOException | RuntimeException unreadable) {
            throw new Refusal("the cached " + folder + " cannot be read (" + unreadable.getMessage() + ")", unreadable);
        }
    }

    /**
     * Gives the folder if it is complete and of an origin that is welcome, and builds it if not. Threads and processes that
     * ask for the same key wait for the first one to finish.
     *
     * @throws Refusal if it cannot be built; whatever was there before is still there then, and nothing else
     */
    Entry findOrBuild(String key, Predicate<String> welcome, Filling filling) throws Refusal {
        try {
            return welcomed(find(key), welcome);
        } catch (Refusal absent) {
            try {
                FolderLock lock = FolderLock.acquire(root.resolve("locks").resolve(key + ".lock"));
                try {
                    return build(key, welcome, filling);
                } finally {
                    lock.close();
                }
            } catch (AccessDeniedException denied) {
                throw new Refusal(
                        "the model cache " + root + " cannot be written; point -Dpellucid.cache to a folder of yours",
                        denied);
            } catch (IOException failure) {
                throw new Refusal(
                        "writing to the model cache " + root + " failed (" + failure.getMessage()
                                + "); make room there or point -Dpellucid.cache elsewhere",
                        failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Refusal("it was interrupted while another thread or process prepares the model", interrupted);
            }
        }
    }

    private static Entry welcomed(Entry entry, Predicate<String> welcome) throws Refusal {
        if (!welcome.test(entry.origin())) {
            throw new Refusal("the cached " + entry.folder() + " was made from " + entry.origin());
        }
        return entry;
    }

    private Entry build(String key, Predicate<String> welcome, Filling filling) throws IOException, Refusal {
        try {
            return welcomed(find(key), welcome);
        } catch (Refusal stillAbsent) {
            Path partial = root.resolve("partial").resolve(key);
            DurableFiles.deleteTree(partial);
            Files.createDirectories(partial);
            try {
                String origin = filling.fill(partial);
                writeManifest(partial, origin);
                DurableFiles.forceTree(partial);
                DurableFiles.put(partial, folder(key), partial.resolveSibling(key + ".old"));
                return new Entry(folder(key), origin);
            } finally {
                DurableFiles.deleteTree(partial);
            }
        }
    }

    private static void writeManifest(Path folder, String origin) throws IOException {
        ObjectNode manifest = JsonTree.object().put("layout", LAYOUT).put("origin", origin);
        ObjectNode sizes = manifest.putObject("files");
        for (Path file : DurableFiles.filesBelow(folder)) {
            sizes.put(folder.relativize(file).toString().replace('\\', '/'), Files.size(file));
        }
        Files.write(folder.resolve(MANIFEST), JsonTree.write(manifest));
    }

    private Path folder(String key) {
        return root.resolve("models").resolve(key);
    }
}
