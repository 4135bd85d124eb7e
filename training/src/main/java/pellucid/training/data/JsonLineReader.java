package pellucid.training.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import pellucid.tensor.InputException;

/**
 * Streams the texts out of a UTF-8 file whose every line is a JSON object {@code {"text": "…"}}. Other fields of the
 * object are ignored. A line that is empty, is not JSON, or has no string called {@code text} is an error that names
 * it: were it skipped, the lines written in answer would no longer match the lines read.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link InputException} for such a line.
 */
public final class JsonLineReader implements Iterator<String>, AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String WANTED = "; every line must be an object like {\"text\": \"…\"}";

    private final Path file;
    private final ByteLines lines;
    private String ahead;

    private JsonLineReader(Path file) {
        this.file = file;
        this.lines = new ByteLines(file);
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
            String line = lines.next();
            ahead = line == null ? null : text(line);
        }
        return ahead != null;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no object after line " + lines.line());
        }
        String text = ahead;
        ahead = null;
        return text;
    }

    @Override
    public void close() {
        lines.close();
    }

    private String text(String line) {
        if (line.isBlank()) {
            throw wrong("is empty");
        }
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw wrong("is not JSON at column " + column);
        }
        if (!node.isObject()) {
            throw wrong("holds " + described(node));
        }
        JsonNode text = node.get("text");
        if (text == null) {
            String found = StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
                    .collect(Collectors.joining(", "));
            throw wrong("has no field 'text' (found: " + (found.isEmpty() ? "none" : found) + ")");
        }
        if (!text.isTextual()) {
            throw wrong("has " + described(text) + " as its 'text'");
        }
        return text.textValue();
    }

    private InputException wrong(String what) {
        return new InputException(file + ": line " + lines.line() + " " + what + WANTED);
    }

    private static String described(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "the number " + node.asText();
            default -> node.asText();
        };
    }
}
