package pellucid.eval.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import pellucid.models.weights.AtomicFile;
import pellucid.tensor.InputException;

/**
 * Writes token ids as lines {@code {"ids":[101,7592,102]}}, to a file or to whoever takes text.
 *
 * <p>A file appears under its name at {@link #commit}; a writer closed without that leaves whatever stood there as it
 * was.
 *
 * <pre>{@code
 * try (JsonLineWriter out = JsonLineWriter.open(path)) {
 *     out.ids(tokens);
 *     out.commit();
 * }
 * }</pre>
 */
public final class JsonLineWriter implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final AtomicFile file; // null where the lines go to a sink
    private final Consumer<String> sink;
    private final StringWriter piece = new StringWriter();
    private final JsonGenerator json;

    private JsonLineWriter(AtomicFile file, Consumer<String> sink) {
        this.file = file;
        this.sink = sink;
        try {
            this.json = new JsonFactory().createGenerator(piece).setRootValueSeparator(null);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /**
     * Starts a file.
     *
     * @throws InputException when the folder does not exist or the place cannot be written to
     */
    public static JsonLineWriter open(Path target) {
        AtomicFile file = AtomicFile.create(target);
        return new JsonLineWriter(file, text -> file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Gives whole lines to a sink, many at a time. */
    public static JsonLineWriter to(Consumer<String> sink) {
        return new JsonLineWriter(null, sink);
    }

    /** Writes one line. */
    public void ids(int[] ids) {
        try {
            json.writeStartObject();
            json.writeFieldName("ids");
            json.writeArray(ids, 0, ids.length);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException e) {
            throw inMemory(e);
        }
        if (piece.getBuffer().length() >= PIECE) {
            passOn();
        }
    }

    /** Passes the last lines on and puts a finished file in its place; nothing can be written after it. */
    public void commit() {
        passOn();
        if (file != null) {
            file.commit();
        }
    }

    /** Removes what was written to a file, unless it has been committed. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    private void passOn() {
        sink.accept(piece.toString());
        piece.getBuffer().setLength(0);
    }

    private static UncheckedIOException inMemory(IOException impossible) {
        return new UncheckedIOException(impossible);
    }
}
