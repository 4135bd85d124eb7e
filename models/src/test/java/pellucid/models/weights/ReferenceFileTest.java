package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Reads a file that the reference implementation wrote. */
class ReferenceFileTest {
    private static SafetensorsFile open() throws URISyntaxException {
        return SafetensorsFile.open(Path.of(
                ReferenceFileTest.class.getResource("reference.safetensors").toURI()));
    }

    @Test
    void namesShapesTypesAndMetadata() throws URISyntaxException {
        try (SafetensorsFile file = open()) {
            assertThat(file.names())
                    .containsExactly(
                            "i64",
                            "f64",
                            "empty",
                            "f32",
                            "scalar",
                            "i32",
                            "naïve.名前.😀",
                            "f16",
                            "i16",
                            "i8",
                            "u8",
                            "bool");
            assertThat(file.tensor("f64").shapeText()).isEqualTo("[2, 2]");
            assertThat(file.tensor("scalar").shapeText()).isEqualTo("[]");
            assertThat(file.tensor("empty").elementCount()).isZero();
            assertThat(file.tensor("bool").type()).isEqualTo(StoredType.BOOL);
            assertThat(file.metadata())
                    .containsOnlyKeys("format", "note")
                    .containsEntry("format", "pt")
                    .containsEntry("note", "äöü");
        }
    }

    @Test
    void valuesOfEveryType() throws URISyntaxException {
        try (SafetensorsFile file = open()) {
            assertThat(file.doubles("f64")).containsExactly(0.1, -2.5, 1e300, -0.0);
            assertThat(file.floats("f64")).containsExactly(0.1f, -2.5f, Float.POSITIVE_INFINITY, -0.0f);
            assertThat(file.floats("f32")).containsExactly(1.5f, -3.25f, Float.MIN_VALUE);
            assertThat(file.floats("f16")).containsExactly(1f, -0.333251953125f, 65504f, 0x1p-24f);
            assertThat(file.longs("i64")).containsExactly((1L << 53) + 1, Long.MIN_VALUE);
            assertThat(file.floats("i64")).containsExactly(0x1p53f, -0x1p63f);
            assertThat(file.doubles("i64")).containsExactly(0x1p53, -0x1p63);
            assertThat(file.ints("i32")).containsExactly(1, -2, Integer.MAX_VALUE);
            assertThat(file.floats("i32")).containsExactly(1f, -2f, 0x1p31f);
            assertThat(file.ints("i16")).containsExactly(-32768, 7);
            assertThat(file.ints("i8")).containsExactly(-128, 127, 0);
            assertThat(file.ints("u8")).containsExactly(0, 128, 255);
            assertThat(file.floats("bool")).containsExactly(1f, 0f, 1f);
            assertThat(file.floats("scalar")).containsExactly(42f);
            assertThat(file.floats("empty")).isEmpty();
            assertThat(file.bytes("naïve.名前.😀")).containsExactly(7, 0, 0, 0);
        }
    }
}
