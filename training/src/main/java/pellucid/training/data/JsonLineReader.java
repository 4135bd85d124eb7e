package pellucid.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import pellucid.tensor.InputException;

/**
 * Streams the texts out of a UTF-8 file whose every line is a JSON object {@code {"text": "…"}}. Other fields of the
 * object are ignored. A line that is empty, is not JSON, or has no string called {@code text} is an error that names
 * it: were it skipped, the lines written in answer would no longer match the lines read.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link InputException} for such a line.
 */
public final class JsonLineReader implements Iterator<String>, AutoCloseable {
    private static final String WANTED = "; every line must be an object like {\"text\": \"…\"}";

    private final JsonObjects objects;
    private String ahead;

    private JsonLineReader(Path file) {
        this.objects = new JsonObjects(file, WANTED);
    }

    /**
     * Opens a file; close the iterator when done.
     *
     * @throws InputException when the file cannot be opened
     */
    public static JsonLineReader open(Path file) {
        return new JsonLineReader(file);
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            JsonNode object = objects.next();
            ahead = object == null ? null : objects.text(object, "text");
        }
        return ahead != null;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no object after line " + objects.line());
        }
        String text = ahead;
        ahead = null;
        return text;
    }

    @Override
    public void close() {
        objects.close();
    }
}
