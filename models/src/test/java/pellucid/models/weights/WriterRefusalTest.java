package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

class WriterRefusalTest {
    @TempDir
    Path folder;

    private final SafetensorsWriter writer = new SafetensorsWriter();

    @Test
    void theBytesOfASmallFile() throws IOException {
        Path path = folder.resolve("small.safetensors");
        writer.bytes("b", StoredType.U8, new long[] {1}, new byte[] {7})
                .floats("f", new long[] {1}, new float[] {1.5f})
                .metadata("format", "pt")
                .write(path);
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[4,5]},"
                + "\"f\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        assertThat(Files.readAllBytes(path))
                .isEqualTo(
                        RawFile.of(padded.getBytes(StandardCharsets.UTF_8), new byte[] {0, 0, (byte) 0xc0, 0x3f, 7}));
    }

    @Test
    void twoTensorsOfOneName() {
        writer.ints("a", new long[] {1}, new int[1]);
        assertThatThrownBy(() -> writer.floats("a", new long[] {2}, new float[2]))
                .isInstanceOf(InputException.class)
                .hasMessage("tensor 'a' was added twice; names must be unique");
    }

    @Test
    void aShapeThatIsNotTheLength() {
        assertThatThrownBy(() -> writer.floats("a", new long[] {2, 3}, new float[5]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("tensor 'a' has shape [2, 3], which is 6 elements, but 5 were given");
        assertThatThrownBy(() -> writer.longs("a", new long[] {}, new long[0]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("tensor 'a' has shape [], which is 1 elements, but 0 were given");
        assertThatThrownBy(() -> writer.bytes("a", StoredType.F16, new long[] {2}, new byte[3]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("tensor 'a' is given as 3 bytes, which is no whole number of F16 elements of 2 bytes");
    }

    @Test
    void aNegativeDimension() {
        assertThatThrownBy(() -> writer.floats("a", new long[] {-2, -3}, new float[6]))
                .isInstanceOf(InputException.class)
                .hasMessage("tensor 'a' has shape [-2, -3]; a dimension is at least 0");
    }

    @Test
    void aNameThatIsTaken() {
        assertThatThrownBy(() -> writer.floats("__metadata__", new long[] {1}, new float[1]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a tensor cannot have the name __metadata__");
    }

    @Test
    void textsThatNoHeaderCanHold() {
        assertThatThrownBy(() -> writer.floats("a\ud800b", new long[] {1}, new float[1]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("half a surrogate pair at character 1");
        assertThatThrownBy(() -> writer.metadata("a", "\udc00"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the metadata value of 'a' has half a surrogate pair");
        assertThatThrownBy(() -> writer.floats("n".repeat(50_001), new long[] {1}, new float[1]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 50001 characters; a header holds at most 50000");
    }

    @Test
    void theLongestNameCanBeReadAgain() {
        Path path = folder.resolve("long.safetensors");
        String name = "n".repeat(50_000);
        writer.metadata(name, name)
                .floats(name, new long[] {1}, new float[] {3})
                .write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats(name)).containsExactly(3);
            assertThat(file.metadata()).containsEntry(name, name);
        }
    }

    @Test
    void aBooleanThatIsNeitherZeroNorOne() {
        assertThatThrownBy(() -> writer.bytes("m", StoredType.BOOL, new long[] {3}, new byte[] {0, 1, 2}))
                .isInstanceOf(InputException.class)
                .hasMessage("tensor 'm' is BOOL, but its element 2 is given as the byte 2; only 0 and 1 are booleans");
    }

    @Test
    void aRowOfAnotherLength() {
        Path path = folder.resolve("rows.safetensors");
        try (SafetensorsStream stream = SafetensorsWriter.open(path, "embeddings", new long[] {2, 3})) {
            stream.append(new float[3]);
            assertThatThrownBy(() -> stream.append(new float[4]))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            path + ": tensor 'embeddings' has shape [2, 3], whose rows have 3 elements; row 1 has 4");
            stream.append(new float[3]);
            assertThatThrownBy(() -> stream.append(new float[3]))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("has shape [2, 3] and all its 2 rows; another one does not fit");
        }
        assertThat(path).exists();
    }

    @Test
    void rowsThatAreMissing() throws IOException {
        Path path = folder.resolve("rows.safetensors");
        Files.writeString(path, "old");
        SafetensorsStream stream = SafetensorsWriter.open(path, "embeddings", new long[] {2, 3});
        stream.append(new float[3]);
        assertThatThrownBy(stream::close)
                .isInstanceOf(InputException.class)
                .hasMessage(path
                        + ": tensor 'embeddings' has shape [2, 3], but only 1 rows were given; no file was written");
        stream.close();
        assertThat(Files.readString(path)).isEqualTo("old");
        assertThat(filesIn(folder)).containsExactly("rows.safetensors");
    }

    @Test
    void anAbortedStreamLeavesNothing() throws IOException {
        Path path = folder.resolve("rows.safetensors");
        try (SafetensorsStream stream = SafetensorsWriter.open(path, "embeddings", new long[] {1, 3})) {
            stream.append(new float[3]);
            stream.abort();
            assertThatThrownBy(() -> stream.append(new float[3]))
                    .isInstanceOf(InputException.class)
                    .hasMessageEndingWith("is no longer open; no row can be added");
        }
        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void rowsOfBytesWithNotes() {
        Path path = folder.resolve("rows.safetensors");
        Map<String, String> notes = Map.of("quantisation", "int8");
        try (SafetensorsStream stream =
                SafetensorsWriter.open(path, "embeddings", StoredType.I8, new long[] {2, 2}, notes)) {
            stream.append(new byte[] {1, -2});
            assertThatThrownBy(() -> stream.append(new float[2]))
                    .isInstanceOf(InputException.class)
                    .hasMessageEndingWith("is I8 and takes rows of bytes, not of floats");
            stream.append(new byte[] {-128, 127});
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.ints("embeddings")).containsExactly(1, -2, -128, 127);
            assertThat(file.metadata()).isEqualTo(notes);
        }
    }

    @Test
    void aRefusedBooleanRowDoesNotCount() {
        Path path = folder.resolve("rows.safetensors");
        try (SafetensorsStream stream =
                SafetensorsWriter.open(path, "mask", StoredType.BOOL, new long[] {1, 2}, Map.of())) {
            assertThatThrownBy(() -> stream.append(new byte[] {1, 3})).isInstanceOf(InputException.class);
            stream.append(new byte[] {1, 0});
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.bytes("mask")).containsExactly(1, 0);
        }
    }

    @Test
    void aScalarHasNoRows() {
        assertThatThrownBy(() -> SafetensorsWriter.open(folder.resolve("x"), "s", new long[0]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("tensor 's' is a scalar and has no rows");
    }

    @Test
    void aStoredTensorKeepsItsShapeToItself() {
        long[] shape = {2, 3};
        StoredTensor tensor = new StoredTensor("w", StoredType.F32, shape, 8, 32);
        shape[0] = 9;
        tensor.shape()[1] = 9;
        assertThat(tensor.shape()).containsExactly(2, 3);
        assertThat(tensor)
                .isEqualTo(new StoredTensor("w", StoredType.F32, new long[] {2, 3}, 8, 32))
                .hasSameHashCodeAs(new StoredTensor("w", StoredType.F32, new long[] {2, 3}, 8, 32))
                .isNotEqualTo(new StoredTensor("w", StoredType.F32, new long[] {3, 2}, 8, 32))
                .hasToString("w F32[2, 3] at bytes 8 to 32");
    }

    static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
