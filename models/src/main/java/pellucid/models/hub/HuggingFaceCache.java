package pellucid.models.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The cache that Hugging Face's own tools keep on this disk, read only:
 *
 * <pre>
 *   models--organisation--name/refs/main                 the revision that "main" was when it was fetched
 *   models--organisation--name/snapshots/REVISION/...    its files, links into blobs/
 * </pre>
 */
final class HuggingFaceCache implements ModelSource {
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private final Path root;

    HuggingFaceCache(Path root) {
        this.root = root;
    }

    @Override
    public Source source() {
        return Source.HUGGING_FACE_CACHE;
    }

    @Override
    public Attempt examine(String name) throws Refusal {
        return Attempt.ready(source(), snapshot(name));
    }

    @Override
    public ResolvedModel obtain(String name) throws Refusal {
        Path snapshot = snapshot(name);
        return new ResolvedModel(snapshot, Source.HUGGING_FACE_CACHE, "revision " + snapshot.getFileName());
    }

    private Path snapshot(String name) throws Refusal {
        List<String> reasons = new ArrayList<>();
        for (String candidate : ModelName.candidates(name)) {
            String folder = "models--" + ModelName.asFolder(candidate);
            if (!Files.isDirectory(root.resolve(folder))) {
                reasons.add("no " + folder);
                continue;
            }
            try {
                return mainSnapshot(root.resolve(folder));
            } catch (Refusal incomplete) {
                reasons.add(folder + ": " + incomplete.getMessage());
            }
        }
        throw new Refusal("in " + root + ": " + String.join(", ", reasons));
    }

    private static Path mainSnapshot(Path model) throws Refusal {
        String revision;
        try {
            revision = Files.readString(model.resolve("refs").resolve("main"), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException absent) {
            throw new Refusal("it has no refs/main that says which snapshot to take", absent);
        }
        if (!REVISION.matcher(revision).matches()) {
            throw new Refusal("refs/main holds no revision");
        }
        Path snapshot = model.resolve("snapshots").resolve(revision);
        if (!Files.isDirectory(snapshot)) {
            throw new Refusal("it has no snapshot " + revision + ", which refs/main asks for");
        }
        try {
            ModelFolder.check(snapshot);
        } catch (Refusal incomplete) {
            throw new Refusal("snapshot " + revision + " is incomplete, " + incomplete.getMessage(), incomplete);
        }
        return snapshot;
    }
}
