package pellucid.eval.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the reference values beside the tests. */
public final class Golden {
    private Golden() {}

    /** @param file in the folder of this package, or from the root with a slash in front */
    public static JsonNode read(String file) {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** One column of an array of arrays. */
    static List<String> column(JsonNode rows, int column) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.get(column).asText()));
        return texts;
    }
}
