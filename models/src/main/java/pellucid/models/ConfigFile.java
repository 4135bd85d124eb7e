package pellucid.models;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pellucid.tensor.InputException;

/**
 * A JSON file of settings in a model's folder, whose values are asked for by name and type. A value of another type is
 * refused with the file, the key, what stands there and what is wanted; a null counts as absent.
 */
public final class ConfigFile {
    private final Path file;
    private final JsonNode root;

    private ConfigFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /** @throws InputException if the file is absent, cannot be read, or is not one JSON object */
    public static ConfigFile read(Path file) {
        JsonNode root = readTree(file);
        if (!root.isObject()) {
            throw new InputException(file + " holds no JSON object ({…}) of settings; fetch the model's file again");
        }
        return new ConfigFile(file, root);
    }

    /** The same, with no settings at all where there is no file. */
    public static ConfigFile readIfPresent(Path file) {
        return Files.exists(file) ? read(file) : new ConfigFile(file, JsonTree.object());
    }

    /** Any JSON document, for files that are not an object of settings. */
    public static JsonNode readTree(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + " is missing; fetch the model's folder again, or check its path");
        }
        try {
            return JsonTree.read(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new InputException(
                    file + " is not valid JSON: " + e.getOriginalMessage() + "; fetch the model's file again", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    /** Whether there is a value that is not null. */
    public boolean has(String key) {
        return root.hasNonNull(key);
    }

    /** The value as it stands; null when it is absent. */
    public JsonNode node(String key) {
        return has(key) ? root.get(key) : null;
    }

    /** A whole number of at least {@code least}, which must be there. */
    public int integer(String key, int least) {
        if (!has(key)) {
            throw new InputException(file + " has no '" + key + "'; it must be a whole number of at least " + least
                    + ": is this the file of such a model?");
        }
        JsonNode value = root.get(key);
        if (!value.isNumber()
                || !value.canConvertToInt()
                || value.doubleValue() != value.intValue()
                || value.intValue() < least) {
            throw wrong(key, "a whole number of at least " + least);
        }
        return value.intValue();
    }

    public int integer(String key, int least, int absent) {
        return has(key) ? integer(key, least) : absent;
    }

    public double number(String key, double absent) {
        if (!has(key)) {
            return absent;
        }
        if (!root.get(key).isNumber()) {
            throw wrong(key, "a number");
        }
        return root.get(key).doubleValue();
    }

    public boolean flag(String key, boolean absent) {
        if (!has(key)) {
            return absent;
        }
        if (!root.get(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return root.get(key).booleanValue();
    }

    public String text(String key, String absent) {
        if (!has(key)) {
            return absent;
        }
        if (!root.get(key).isTextual()) {
            throw wrong(key, "a text");
        }
        return root.get(key).textValue();
    }

    /** An object of texts, in the order of the file; empty when it is absent. */
    public Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(key)) {
            if (!root.get(key).isObject()) {
                throw wrong(key, "an object of texts");
            }
            root.get(key).properties().forEach(entry -> {
                if (!entry.getValue().isTextual()) {
                    throw wrong(key, "an object of texts");
                }
                texts.put(entry.getKey(), entry.getValue().textValue());
            });
        }
        return texts;
    }

    /** The refusal of a value. */
    public InputException wrong(String key, String wanted) {
        return new InputException(file + ": '" + key + "' is " + root.get(key) + "; it must be " + wanted);
    }
}
