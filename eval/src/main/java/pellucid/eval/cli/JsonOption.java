package pellucid.eval.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import pellucid.models.weights.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option that asks for the result as a JSON file, too. */
final class JsonOption {
    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    @Option(names = "--json", paramLabel = "FILE", description = "write the result to this file as JSON, too")
    private Path file;

    boolean isWanted() {
        return file != null;
    }

    /** The file must not be one that is read. */
    void requireOtherThan(CommandSpec command, String option, Path read) {
        if (file != null) {
            Usage.requireDifferent(command, "--json", file, option, read);
        }
    }

    /** Begins the file, so that a place that cannot be written to is known before the work is done. */
    Report begin() {
        return new Report(file == null ? null : AtomicFile.create(file));
    }

    /** A JSON file that appears when it is given its content, and not before; nothing at all if none is asked for. */
    static final class Report implements AutoCloseable {
        private final AtomicFile file;

        private Report(AtomicFile file) {
            this.file = file;
        }

        void write(ObjectNode content) {
            if (file == null) {
                return;
            }
            try {
                file.write(ByteBuffer.wrap((JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree of plain values can always be written", e);
            }
            file.commit();
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
