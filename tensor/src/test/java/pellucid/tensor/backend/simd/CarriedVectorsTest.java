package pellucid.tensor.backend.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A rule of the package that no run can be relied on to show broken, because the compiler breaks it by chance: a vector
 * that a loop carries does not come first in an operation.
 */
class CarriedVectorsTest {
    private static final Path SOURCES = Path.of("src/main/java/pellucid/tensor/backend/simd");
    private static final Pattern CARRIED_FIRST = Pattern.compile("\\b(\\w+) = \\1\\.(add|sub|mul|max|min|and|or)\\(");

    @Test
    void whatALoopCarriesComesSecond() throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                files++;
                for (String line : Files.readAllLines(source)) {
                    if (CARRIED_FIRST.matcher(line).find()) {
                        found.add(source.getFileName() + ": " + line.strip());
                    }
                }
            }
        }
        assertThat(files).isGreaterThan(30);
        assertThat(found)
                .as("write v.add(sum) in place of sum.add(v); see the package's documentation")
                .isEmpty();
    }
}
