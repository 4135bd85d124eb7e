package pellucid.models.hub;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder that the user names. */
final class DirectorySource implements ModelSource {
    @Override
    public Source source() {
        return Source.DIRECTORY;
    }

    /** The folder that this names, complete or not. */
    static Optional<Path> folder(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Files::isDirectory);
        } catch (InvalidPathException notOnThisSystem) {
            return Optional.empty();
        }
    }

    @Override
    public Attempt examine(String name) throws Refusal {
        return Attempt.ready(source(), checked(name));
    }

    @Override
    public ResolvedModel obtain(String name) throws Refusal {
        return new ResolvedModel(checked(name), source(), "as it is");
    }

    private static Path checked(String name) throws Refusal {
        Path folder = folder(name).orElseThrow(() -> new Refusal("there is no such directory"));
        ModelFolder.check(folder);
        return folder.toAbsolutePath().normalize();
    }
}
