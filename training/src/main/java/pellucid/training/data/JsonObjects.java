package pellucid.training.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pellucid.tensor.InputException;

/** The objects of a UTF-8 file that has one on every line. */
public final class JsonObjects implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final String wanted;
    private final ByteLines lines;

    /** @param wanted what every line must be: the end of each message */
    public JsonObjects(Path file, String wanted) {
        this.file = file;
        this.wanted = wanted;
        this.lines = new ByteLines(file);
    }

    /** The next object, or null at the end. */
    JsonNode next() {
        String line = lines.next();
        return line == null ? null : parse(line);
    }

    /** The same where lines with nothing on them do not count, nor a byte-order mark. */
    public JsonNode nextAfterBlankLines() {
        String line = lines.next();
        if (line != null && lines.line() == 1 && line.startsWith("\uFEFF")) {
            line = line.substring(1);
        }
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line == null ? null : parse(line);
    }

    /** The number of the line that was read last, from 1. */
    public long line() {
        return lines.line();
    }

    /** The names of an object's fields, in their order. */
    static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A field of the object that was read last. */
    JsonNode field(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            List<String> found = fields(object);
            throw wrong("has no field '" + name + "' (found: " + (found.isEmpty() ? "none" : String.join(", ", found))
                    + ")");
        }
        return value;
    }

    /** A field of the object that was read last, which must be a string. */
    public String text(JsonNode object, String name) {
        JsonNode text = field(object, name);
        if (!text.isTextual()) {
            throw wrong("has " + described(text) + " as its '" + name + "'");
        }
        return text.textValue();
    }

    private JsonNode parse(String line) {
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
        return node;
    }

    private InputException wrong(String what) {
        return new InputException(file + ": line " + lines.line() + " " + what + wanted);
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

    @Override
    public void close() {
        lines.close();
    }
}
