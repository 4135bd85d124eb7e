package pellucid.models.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * A JSON object whose values are asked for by name and type, with an error that names the file and the place.
 *
 * <p>Read with Jackson's streaming parser alone: starting its tree model takes longer than reading a whole vocabulary.
 *
 * @param place the file and the path inside it, for messages
 * @param values the entries; null where the file has no object here
 */
record JsonSettings(String place, Map<String, Object> values) {
    /** Field names are not pooled: a vocabulary has tens of thousands, each of them once. */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    static JsonSettings read(Path file) {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            parser.nextToken();
            return new JsonSettings(file.toString(), object(file.toString(), value(parser)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The value that the parser stands on: a map, a list, a string, a number, a boolean or null. */
    static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return parser.getBooleanValue();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return parser.getNumberValue();
        }
        return token == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    static InputException unreadable(Path file, IOException e) {
        if (e instanceof JsonProcessingException syntax) {
            String where = syntax.getLocation() == null
                    ? ""
                    : " (line " + syntax.getLocation().getLineNr() + ", column "
                            + syntax.getLocation().getColumnNr() + ")";
            return new InputException(
                    file + ": not valid JSON" + where + ": " + syntax.getOriginalMessage() + "; fetch the file again",
                    e);
        }
        return new InputException(file + ": cannot be read (" + e + "); check that the file exists", e);
    }

    boolean isAbsent() {
        return values == null;
    }

    /** The value, or null where there is none. */
    Object value(String key) {
        return values == null ? null : values.get(key);
    }

    String text(String key, String otherwise) {
        return typed(key, String.class, otherwise, "a string");
    }

    Boolean flag(String key, Boolean otherwise) {
        return typed(key, Boolean.class, otherwise, "true or false");
    }

    int integer(String key, int otherwise) {
        return typed(key, Integer.class, otherwise, "a whole number");
    }

    JsonSettings child(String key) {
        return new JsonSettings(place + ": " + key, object(place + ": " + key, value(key)));
    }

    List<JsonSettings> children(String key) {
        List<?> array = typed(key, List.class, List.of(), "an array");
        List<JsonSettings> children = new ArrayList<>();
        for (Object element : array) {
            String where = place + ": " + key + "[" + children.size() + "]";
            children.add(new JsonSettings(where, object(where, element)));
        }
        return children;
    }

    static InputException wrong(String place, Object found, String wanted) {
        String shown = found == null ? "missing" : found.toString();
        return new InputException(place + " is " + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown)
                + ", wanted is " + wanted + "; mend the file or fetch it again");
    }

    private <T> T typed(String key, Class<T> type, T otherwise, String wanted) {
        Object value = value(key);
        if (value != null && !type.isInstance(value)) {
            throw wrong(place + ": " + key, value, wanted);
        }
        return value == null ? otherwise : type.cast(value);
    }

    /** The value as an object; every map here comes from {@link #value(JsonParser)}, so its keys are strings. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(String place, Object value) {
        if (value != null && !(value instanceof Map)) {
            throw wrong(place, value, "an object");
        }
        return (Map<String, Object>) value;
    }
}
