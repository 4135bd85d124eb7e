package pellucid.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/** Examples from JSON lines. The fields of the first object decide which ones are read from all. */
final class JsonExamples extends ExampleReader {
    private static final String WANTED = "; every line must be an object like {\"anchor\": \"…\", \"positive\": \"…\"}";

    private final String source;
    private final ExampleFormat format;
    private final JsonObjects objects;
    private ExampleColumns columns;

    JsonExamples(Path file, ExampleFormat format) {
        super(file.toString(), format);
        this.source = file.toString();
        this.format = format;
        this.objects = new JsonObjects(file, WANTED);
    }

    @Override
    public ExampleColumns columns() {
        return columns;
    }

    @Override
    Example read() {
        JsonNode object = objects.nextAfterBlankLines();
        if (object == null) {
            return null;
        }
        if (columns == null) {
            columns = ExampleColumns.choose(
                    source + " (line " + objects.line() + ")", JsonObjects.fields(object), format);
        }
        List<String> texts =
                columns.texts().stream().map(name -> objects.text(object, name)).toList();
        String label = columns.label() == null
                ? null
                : objects.field(object, columns.label()).asText();
        return example(objects.line(), texts, label);
    }

    @Override
    public void close() {
        objects.close();
    }
}
