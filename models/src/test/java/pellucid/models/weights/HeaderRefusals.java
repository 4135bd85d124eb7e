package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

/** Tests of broken headers: every rule has its own sentence, which begins with the file. */
abstract class HeaderRefusals {
    @TempDir
    private Path folder;

    final void assertRefused(byte[] bytes, String... parts) {
        Path path = RawFile.write(folder, bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    final void assertHeaderRefused(String header, int dataBytes, String... parts) {
        assertRefused(RawFile.of(header, new byte[dataBytes]), parts);
    }

    static String f32(String shape, String offsets) {
        return "{\"w\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }
}
