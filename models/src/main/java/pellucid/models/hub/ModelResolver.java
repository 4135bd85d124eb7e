package pellucid.models.hub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import pellucid.tensor.InputException;

/**
 * Finds a model by name or folder. The sources are asked in this order, and the first that has it wins:
 *
 * <ol>
 *   <li>a directory of that name, which must then be a model;
 *   <li>the Hugging Face cache on this disk;
 *   <li>the Maven artifact on the class path, converted once;
 *   <li>the Hugging Face hub, downloaded once.
 * </ol>
 *
 * <p>Safe for use by several threads, and by several processes that share a cache.
 */
public final class ModelResolver {
    private final List<ModelSource> sources;

    /**
     * A resolver with settings of its own.
     *
     * @param settings where to look
     * @param classLoader where to look for the artifacts
     * @param progress told about downloads
     */
    public ModelResolver(HubSettings settings, ClassLoader classLoader, TransferProgress progress) {
        ModelCache cache = new ModelCache(settings.cache());
        this.sources = List.of(
                new DirectorySource(),
                new HuggingFaceCache(settings.huggingFaceCache()),
                new ClassPathSource(classLoader, cache),
                new HubSource(settings, cache, progress));
    }

    /** A resolver with the settings of this process, which tells nobody about its downloads. */
    public static ModelResolver ofThisProcess() {
        return new ModelResolver(
                HubSettings.ofThisProcess(), ModelResolver.class.getClassLoader(), TransferProgress.SILENT);
    }

    /**
     * The folder of a model, converted or downloaded if need be.
     *
     * @param nameOrDirectory a folder, or a name such as {@code all-MiniLM-L6-v2} or {@code BAAI/bge-small-en-v1.5}
     * @throws InputException if no source has it, saying why of each; nothing half-made is left then
     */
    public Path resolve(String nameOrDirectory) {
        return find(nameOrDirectory).folder();
    }

    /**
     * Like {@link #resolve}, and says where the model was found.
     *
     * @throws InputException like {@link #resolve}
     */
    public ResolvedModel find(String nameOrDirectory) {
        requireText(nameOrDirectory);
        List<String> reasons = new ArrayList<>();
        for (ModelSource source : sources) {
            try {
                return source.obtain(nameOrDirectory);
            } catch (Refusal refusal) {
                if (source.source() == Source.DIRECTORY) {
                    refuseIncomplete(nameOrDirectory, refusal);
                }
                reasons.add(source.source().title() + " (" + refusal.getMessage() + ")");
            }
        }
        throw new InputException("model '" + nameOrDirectory + "' was found in none of four places: "
                + String.join(", ", reasons)
                + "; check the name, or fetch the model's files by hand and give their folder");
    }

    /**
     * Asks every source, without converting or downloading anything.
     *
     * @return what each says, in their order
     * @throws InputException if there is no name
     */
    public List<Attempt> examine(String nameOrDirectory) {
        requireText(nameOrDirectory);
        List<Attempt> attempts = new ArrayList<>();
        for (ModelSource source : sources) {
            try {
                attempts.add(source.examine(nameOrDirectory));
            } catch (Refusal refusal) {
                attempts.add(Attempt.absent(source.source(), refusal));
            }
        }
        return List.copyOf(attempts);
    }

    private static void requireText(String nameOrDirectory) {
        if (Objects.requireNonNull(nameOrDirectory, "nameOrDirectory").isBlank()) {
            throw new InputException("the model's name is empty; give a name such as all-MiniLM-L6-v2, or a folder");
        }
    }

    /** A directory that is there is meant: nothing else is looked for when it is incomplete. */
    private static void refuseIncomplete(String name, Refusal refusal) {
        Optional<Path> folder = DirectorySource.folder(name);
        if (folder.isPresent()) {
            throw new InputException(
                    "the folder " + folder.get() + " is not a model: " + refusal.getMessage()
                            + "; give a folder that sentence-transformers or Pellucid has saved",
                    refusal);
        }
    }
}
