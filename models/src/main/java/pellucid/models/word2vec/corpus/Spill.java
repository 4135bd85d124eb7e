package pellucid.models.word2vec.corpus;

import java.nio.file.Path;
import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * When an encoded corpus leaves memory for a temporary file, and where that file lies.
 *
 * @param above as soon as the ids take more bytes than this, they go to a file; 4 bytes an id
 * @param folder for the file
 */
public record Spill(long above, Path folder) {
    /** Above a quarter of the memory that the JVM may take, in the folder of the system's temporary files. */
    public static final Spill DEFAULT =
            new Spill(Runtime.getRuntime().maxMemory() / 4, Path.of(System.getProperty("java.io.tmpdir")));

    public Spill {
        Objects.requireNonNull(folder, "folder");
        if (above < 0) {
            throw new InputException("an encoded corpus cannot leave memory above " + above
                    + " bytes; give 0 to keep it in a file always, or a larger number");
        }
    }
}
