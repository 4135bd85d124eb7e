package pellucid.models.weights;

import java.nio.file.Path;
import pellucid.tensor.InputException;

/** A process of its own that fails while it writes; {@link AtomicFileTest} starts it. */
final class DyingWriter {
    static final int ROWS = 2_000;
    static final int REFUSED = 3;
    static final int KILLED = 9;
    static final int ENDED = 5;

    private DyingWriter() {}

    /** Writes 3 MB to the file {@code arguments[1]}; with {@code killed} it ends halfway without any cleaning up,
     * with {@code ended} halfway as Ctrl-C ends it. */
    public static void main(String[] arguments) {
        try (SafetensorsStream stream =
                SafetensorsWriter.open(Path.of(arguments[1]), "embeddings", new long[] {ROWS, 384})) {
            for (int row = 0; row < ROWS; row++) {
                if (arguments[0].equals("killed") && row == ROWS / 2) {
                    Runtime.getRuntime().halt(KILLED);
                }
                if (arguments[0].equals("ended") && row == ROWS / 2) {
                    System.exit(ENDED);
                }
                stream.append(new float[384]);
            }
        } catch (InputException failure) {
            System.out.println(failure.getMessage());
            Runtime.getRuntime().halt(REFUSED);
        }
    }
}
