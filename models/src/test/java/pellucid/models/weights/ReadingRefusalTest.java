package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/** What is refused when a tensor is read from a file, or a file is opened. */
class ReadingRefusalTest {
    @TempDir
    Path folder;

    @Test
    void aBooleanThatIsNeitherZeroNorOneIsFoundWhenItIsRead() {
        Path path = RawFile.write(
                folder,
                RawFile.of("{\"m\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}", new byte[] {1, 2}));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(() -> file.floats("m"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(path + ": tensor 'm' is BOOL, but its element 1 is stored as the byte 2");
        }
    }

    @Test
    void aMissingFileAndAFolder() {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none.safetensors")))
                .isInstanceOf(InputException.class)
                .hasMessage(folder.resolve("none.safetensors") + " cannot be read: it does not exist");
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " is not a file but a folder; open the model.safetensors in it");
    }

    private SafetensorsFile twoLayers() {
        Path path = folder.resolve("model.safetensors");
        new SafetensorsWriter()
                .floats("layer.0.weight", new long[] {2, 2}, new float[] {1, 2, 3, 4})
                .floats("layer.1.weight", new long[] {2}, new float[] {5, 6})
                .floats("pooler", new long[] {}, new float[] {7})
                .floats("embeddings.position", new long[] {0}, new float[0])
                .write(path);
        return SafetensorsFile.open(path);
    }

    @Test
    void aMissingTensorIsAnsweredWithTheNearestNames() {
        try (SafetensorsFile file = twoLayers()) {
            assertThatThrownBy(() -> file.floats("layer.1.weigth"))
                    .isInstanceOf(InputException.class)
                    .hasMessage(folder.resolve("model.safetensors") + " has no tensor 'layer.1.weigth'; "
                            + "the nearest names are 'layer.1.weight', 'layer.0.weight', 'pooler'");
        }
    }

    @Test
    void aMissingTensorInAFileOfNone() {
        Path path = RawFile.write(folder, RawFile.of("{}", new byte[0]));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).isEmpty();
            assertThatThrownBy(() -> file.tensor("w"))
                    .hasMessageEndingWith("has no tensor 'w'; it has no tensors at all");
        }
    }

    @Test
    void aTargetWithoutRoom() {
        try (SafetensorsFile file = twoLayers()) {
            assertThatThrownBy(() -> file.readFloats("layer.0.weight", new float[5], 2))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining(
                            "tensor 'layer.0.weight' of shape [2, 2] has 4 elements; the target has 5 and is "
                                    + "to be filled from element 2");
            assertThatThrownBy(() -> file.readFloats("layer.0.weight", new float[5], -1))
                    .isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> file.readFloats("layer.0.weight", new float[5], Integer.MAX_VALUE))
                    .isInstanceOf(ShapeException.class);
        }
    }

    @Test
    void floatingPointReadAsIntegers() {
        try (SafetensorsFile file = twoLayers()) {
            assertThatThrownBy(() -> file.longs("pooler"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("tensor 'pooler' holds F32, which is not an integer type");
            assertThatThrownBy(() -> file.ints("embeddings.position")).isInstanceOf(InputException.class);
        }
    }

    @Test
    void readingAfterClosing() {
        SafetensorsFile file = twoLayers();
        float[] before = file.floats("layer.0.weight");
        file.close();
        file.close();
        assertThat(before).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> file.floats("layer.0.weight"))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("tensor 'layer.0.weight' cannot be read: it has been closed");
    }

    @Test
    void aFileThatShrinksWhileItIsOpen() throws IOException {
        Path path = folder.resolve("model.safetensors");
        try (SafetensorsFile file = twoLayers()) {
            byte[] bytes = Files.readAllBytes(path);
            Files.write(path, Arrays.copyOf(bytes, bytes.length - 5));
            assertThatThrownBy(() -> file.floats("pooler"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("but the file has shrunk to " + (bytes.length - 5) + " bytes");
        }
    }

    /** A sparse file: its tensor is really there, but no array can hold it. */
    @Test
    void aTensorBeyondAnArray() throws IOException {
        long bytes = 1L << 33;
        byte[] start = RawFile.of(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[8589934592],\"data_offsets\":[0,8589934592]}}", new byte[0]);
        Path path = RawFile.write(folder, start);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {9}), start.length + bytes - 1);
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensor("w").elementCount()).isEqualTo(bytes);
            assertThatThrownBy(() -> file.bytes("w"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(
                            "tensor 'w' of shape [8589934592] needs an array of 8589934592 elements; a Java "
                                    + "array holds at most 2147483639");
        }
    }
}
