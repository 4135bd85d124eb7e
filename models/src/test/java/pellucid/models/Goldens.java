package pellucid.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pellucid.models.weights.SafetensorsFile;

/** The reference values in the test resources, and tiny-bert, the model that they are of. */
public final class Goldens {
    private Goldens() {}

    /** A file or folder below {@code pellucid/models} in the resources of the tests or of the module. */
    public static Path path(String name) {
        try {
            return Path.of(Goldens.class.getResource("/pellucid/models/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Path tinyBert() {
        return path("tiny-bert/config.json").getParent();
    }

    public static JsonNode json(String name) {
        return ConfigFile.readTree(path(name));
    }

    public static double[] doubles(String file, String name) {
        try (SafetensorsFile source = SafetensorsFile.open(path(file))) {
            return source.doubles(name);
        }
    }

    /** The 15 texts that most of tiny-bert's values are of. */
    public static List<String> texts() {
        List<String> texts = new ArrayList<>();
        json("tiny/texts.json")
                .get("texts")
                .forEach(text -> texts.add(text.get("text").textValue()));
        return texts;
    }

    public static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }

    /** A copy of tiny-bert that a test may change. */
    public static Path copyOfTinyBert(Path into) {
        copy(tinyBert(), into);
        return into;
    }

    /** Copies a folder, over what is there already. */
    public static void copy(Path from, Path into) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = into.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.write(target, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the text of a file. */
    public static void edit(Path file, String from, String to) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every element within tolerance · max |expected| of what is expected. */
    public static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double scale = 0;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance * scale)) {
                throw new AssertionError(what + ": element " + i + " is " + actual[i] + ", expected " + expected[i]
                        + " within " + tolerance * scale);
            }
        }
    }

    public static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
