package pellucid.eval.retrieval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pellucid.models.sentence.Embeddings;
import pellucid.models.weights.SafetensorsFile;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.models.weights.StoredTensor;
import pellucid.tensor.InputException;
import pellucid.tensor.PellucidException;

/**
 * Keeps the vectors of collections of texts on the disk, one safetensors file a collection, under the {@link VectorKey}
 * of all they depend on. The {@value #KEPT} files used last are kept. It only saves time: where it cannot be read or
 * written, the vectors are made anew.
 */
public final class VectorCache {
    static final int KEPT = 8;

    private static final String SUFFIX = ".safetensors";
    private static final String TENSOR = "embeddings";
    private static final String TRUNCATED = "truncated";

    private final Path folder;

    /** @param folder where the files lie; created when it is needed */
    public VectorCache(Path folder) {
        this.folder = folder;
    }

    /** The vectors under a key, made and kept if they are not there yet. */
    public Embeddings get(String key, Supplier<Embeddings> make) {
        Path file = folder.resolve(key + SUFFIX);
        Optional<Embeddings> kept = read(file);
        if (kept.isPresent()) {
            return kept.get();
        }
        Embeddings made = make.get();
        keep(made, file);
        return made;
    }

    private static Optional<Embeddings> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            StoredTensor tensor = stored.tensor(TENSOR);
            long[] shape = tensor.shape();
            if (shape.length != 2) {
                throw new InputException(file + ": the vectors have shape " + tensor.shapeText() + ", not [N, D]");
            }
            Embeddings embeddings = new Embeddings(
                    stored.floats(TENSOR),
                    (int) shape[0],
                    (int) shape[1],
                    Integer.parseInt(stored.metadata().getOrDefault(TRUNCATED, "0")));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(embeddings);
        } catch (IOException | PellucidException | NumberFormatException unusable) {
            return Optional.empty();
        }
    }

    private void keep(Embeddings made, Path file) {
        try {
            Files.createDirectories(folder);
            new SafetensorsWriter()
                    .metadata(TRUNCATED, Integer.toString(made.truncated()))
                    .floats(TENSOR, new long[] {made.count(), made.dimension()}, made.rows())
                    .write(file);
            dropOldest();
        } catch (IOException | PellucidException withoutACache) {
            // What was made is as good without being kept.
        }
    }

    private void dropOldest() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> oldest = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .map(file -> Map.entry(file, file.toFile().lastModified()))
                    .sorted(Comparator.comparing((Map.Entry<Path, Long> entry) -> entry.getValue())
                            .reversed())
                    .skip(KEPT)
                    .map(Map.Entry::getKey)
                    .toList();
            for (Path file : oldest) {
                Files.deleteIfExists(file);
            }
        }
    }
}
