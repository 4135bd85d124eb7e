package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/** Every rule that a broken file can break has its own sentence, which begins with the file. */
class RefusalTest {
    @TempDir
    Path folder;

    private void assertRefused(byte[] bytes, String... parts) {
        Path path = RawFile.write(folder, bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    private void assertHeaderRefused(String header, int dataBytes, String... parts) {
        assertRefused(RawFile.of(header, new byte[dataBytes]), parts);
    }

    private static String f32(String shape, String offsets) {
        return "{\"w\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    private static byte[] length(long headerBytes, int following) {
        return ByteBuffer.allocate(8 + following)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerBytes)
                .array();
    }

    @Test
    void anEmptyFile() {
        assertRefused(new byte[0], " has 0 bytes; a safetensors file starts with the 8 bytes of its header's length");
    }

    @Test
    void aFileShorterThanTheLength() {
        assertRefused(new byte[7], " has 7 bytes;");
    }

    @Test
    void aHeaderOverTheLimit() {
        assertRefused(length(100_000_001, 16), "announces a header of 100000001 bytes, and at most 100000000");
    }

    @Test
    void aHeaderLengthBeyondALong() {
        assertRefused(length(-1, 16), "announces a header of 18446744073709551615 bytes");
    }

    @Test
    void aHeaderPastTheEndOfTheFile() {
        assertRefused(length(100, 16), "announces a header of 100 bytes, but only 16 follow");
    }

    @Test
    void anEmptyHeader() {
        assertRefused(length(0, 0), "the header starts with nothing (it is empty); it must start with '{'");
    }

    @Test
    void aHeaderThatStartsWithASpace() {
        assertHeaderRefused(" {}", 0, "the header starts with the byte 0x20; it must start with '{'");
    }

    @Test
    void aHeaderThatIsAList() {
        assertHeaderRefused("[]", 0, "the header starts with the byte 0x5b");
    }

    @Test
    void aHeaderThatIsNotUtf8() {
        byte[] header = f32("[1]", "[0,4]").getBytes(StandardCharsets.ISO_8859_1);
        header[2] = (byte) 0xff;
        assertRefused(RawFile.of(header, new byte[4]), "the header is not valid UTF-8");
    }

    @Test
    void anOverlongEncodingIsNotUtf8() {
        byte[] header = "{\"/\" : {}}".getBytes(StandardCharsets.ISO_8859_1);
        header[2] = (byte) 0xc0;
        header[3] = (byte) 0xaf;
        assertRefused(RawFile.of(header, new byte[0]), "the header is not valid UTF-8");
    }

    @Test
    void aHeaderThatIsNotJson() {
        assertHeaderRefused("{w}", 0, "the header is not valid JSON at character 1", "Unexpected character ('w'");
    }

    @Test
    void aHeaderThatStopsHalfway() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"F32\"",
                0,
                "the header is not valid JSON at character 19",
                "Unexpected end-of-input");
    }

    @Test
    void somethingAfterTheHeadersEnd() {
        assertHeaderRefused("{}{}", 0, "the header has an object after its end; only spaces may follow");
        assertHeaderRefused("{} 7", 0, "the header has the number 7 after its end");
        assertHeaderRefused("{}\0", 0, "the header is not valid JSON");
    }

    @Test
    void twoTensorsOfOneName() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                        + "\"\\u0077\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the tensor 'w' twice");
    }

    @Test
    void repeatedFields() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the field dtype twice for tensor 'w'");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the field shape twice for tensor 'w'");
        assertHeaderRefused(
                "{\"w\":{\"data_offsets\":[0,1],\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the field data_offsets twice for tensor 'w'");
    }

    @Test
    void missingFields() {
        assertHeaderRefused("{\"w\":{}}", 0, "the header has no dtype for tensor 'w'");
        assertHeaderRefused("{\"w\":{\"dtype\":\"U8\",\"data_offsets\":[0,1]}}", 1, "has no shape for tensor 'w'");
        assertHeaderRefused("{\"w\":{\"dtype\":\"U8\",\"shape\":[1]}}", 1, "has no data_offsets for tensor 'w'");
    }

    @Test
    void anUnknownField() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"strides\":[1]}}",
                1,
                "has the unknown field 'strides' for tensor 'w'; only dtype, shape and data_offsets are known");
    }

    @Test
    void anUnknownType() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "has the dtype 'F8_E4M3' for tensor 'w'; those read here are [F64, F32, F16, BF16,");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"f32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                4,
                "has the dtype 'f32' for tensor 'w'");
    }

    @Test
    void fieldsOfAnotherKind() {
        assertHeaderRefused("{\"w\":[]}", 0, "has a list for tensor 'w'; a JSON object is wanted");
        assertHeaderRefused("{\"w\":null}", 0, "has null for tensor 'w'; a JSON object is wanted");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":4}}", 0, "has the number 4 for the dtype of tensor 'w'; a text is wanted");
        assertHeaderRefused(
                f32("4", "[0,4]"), 4, "has the number 4 for the shape of tensor 'w'; a list of whole numbers");
        assertHeaderRefused(f32("[1]", "{}"), 4, "has an object for the data_offsets of tensor 'w'; a list");
        assertHeaderRefused(f32("[true]", "[0,4]"), 4, "has true in the shape of tensor 'w'; a whole number");
        assertHeaderRefused(f32("[\"1\"]", "[0,4]"), 4, "has the text '1' in the shape of tensor 'w'; a whole number");
    }

    @Test
    void aNegativeDimension() {
        assertHeaderRefused(
                f32("[-1]", "[0,4]"), 4, "has the number -1 in the shape of tensor 'w'; a whole number of at");
        assertHeaderRefused(f32("[-0]", "[0,0]"), 0, "has the number -0 in the shape of tensor 'w'");
    }

    @Test
    void aFractionalDimension() {
        assertHeaderRefused(f32("[1.0]", "[0,4]"), 4, "has the number 1.0 in the shape of tensor 'w'; a whole number");
        assertHeaderRefused(f32("[1e0]", "[0,4]"), 4, "has the number 1e0 in the shape of tensor 'w'");
    }

    @Test
    void aHugeNumber() {
        assertHeaderRefused(
                f32("[9223372036854775808]", "[0,4]"),
                4,
                "the number 9223372036854775808 in the shape of tensor 'w'; a number below 2^63");
        assertHeaderRefused(f32("[1e999999999]", "[0,4]"), 4, "has the number 1e999999999 in the shape of tensor 'w'");
        assertHeaderRefused(
                f32("[" + "9".repeat(500) + "]", "[0,4]"), 4, "has the number " + "9".repeat(40) + "... in the shape");
        assertHeaderRefused(
                f32("[" + "9".repeat(5_000) + "]", "[0,4]"),
                4,
                "the header is too large to read: Number value length (5000) exceeds the maximum allowed (1000)");
    }

    @Test
    void dimensionsWhoseProductOverflows() {
        assertHeaderRefused(
                f32("[4294967296,4294967296]", "[0,0]"),
                0,
                "tensor 'w' has shape [4294967296, 4294967296] of F32, whose size in bytes is over 2^63");
        assertHeaderRefused(
                f32("[4611686018427387904]", "[0,0]"), 0, "tensor 'w' has shape [4611686018427387904] of F32");
    }

    @Test
    void anHonestClaimOfTwoToTheSixtyElements() {
        assertHeaderRefused(
                f32("[1152921504606846976]", "[0,4611686018427387904]"),
                4,
                "tensor 'w' ends at byte 4611686018427387904 of the data, which has 4; the file is cut short");
    }

    @Test
    void tooManyDimensions() {
        assertHeaderRefused(
                f32("[" + "1,".repeat(64) + "1]", "[0,4]"), 4, "tensor 'w' has 65 dimensions; at most 64 are read");
        assertHeaderRefused(
                f32("[" + "1,".repeat(100_000) + "1]", "[0,4]"),
                4,
                "has more than 1000 numbers for the shape of tensor 'w'");
    }

    @Test
    void reversedOffsets() {
        assertHeaderRefused(
                f32("[1]", "[4,0]"), 4, "tensor 'w' has data_offsets [4, 0]; they must be", "in rising order");
    }

    @Test
    void moreOrFewerThanTwoOffsets() {
        assertHeaderRefused(f32("[1]", "[0]"), 4, "has 1 data_offsets for tensor 'w'; two are wanted");
        assertHeaderRefused(f32("[1]", "[0,4,4]"), 4, "has 3 data_offsets for tensor 'w'; two are wanted");
    }

    @Test
    void offsetsOutsideTheFile() {
        assertHeaderRefused(
                f32("[2]", "[0,8]"), 7, "tensor 'w' ends at byte 8 of the data, which has 7; the file is cut");
    }

    @Test
    void aRangeOfAnotherLengthThanTheShape() {
        assertHeaderRefused(
                f32("[2,3]", "[0,20]"),
                20,
                "tensor 'w' has 20 bytes of data (data_offsets [0, 20]), but F32 of shape [2, 3] takes 24");
    }

    private static String pair(String first, String second) {
        return "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":" + first
                + "},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":" + second + "}}";
    }

    @Test
    void overlappingTensors() {
        assertHeaderRefused(
                pair("[0,4]", "[3,7]"),
                7,
                "tensor 'b' begins at byte 3 of the data, inside another tensor that ends at byte 4");
        assertHeaderRefused(pair("[0,4]", "[0,4]"), 4, "tensor 'b' begins at byte 0 of the data, inside another");
    }

    @Test
    void anEmptyTensorInsideAnother() {
        assertHeaderRefused(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[2,2]}}",
                4,
                "tensor 'b' begins at byte 2 of the data, inside another tensor that ends at byte 4");
    }

    @Test
    void aHoleBetweenTensors() {
        assertHeaderRefused(
                pair("[0,4]", "[5,9]"),
                9,
                "tensor 'b' begins at byte 5 of the data, but the tensor before it ends at byte 4; there may be no hole");
        assertHeaderRefused(f32("[1]", "[4,8]"), 8, "tensor 'w' begins at byte 4 of the data");
    }

    @Test
    void somethingAfterTheLastTensor() {
        assertHeaderRefused(
                f32("[1]", "[0,4]"),
                5,
                " has 5 bytes of data, but its tensors end at byte 4; nothing may follow the last");
        assertHeaderRefused("{}", 1, " has 1 bytes of data, but its tensors end at byte 0");
    }

    @Test
    void metadataThatIsNotFromTextToText() {
        assertHeaderRefused("{\"__metadata__\":null}", 0, "has null for __metadata__; a JSON object is wanted");
        assertHeaderRefused(
                "{\"__metadata__\":{\"a\":1}}", 0, "has the number 1 for __metadata__ 'a'; a text is wanted");
        assertHeaderRefused("{\"__metadata__\":{\"a\":{}}}", 0, "has an object for __metadata__ 'a'; a text is wanted");
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", 0, "has the key 'a' twice in __metadata__");
        assertHeaderRefused("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "has the key __metadata__ twice");
    }

    @Test
    void deepNesting() {
        assertHeaderRefused("{\"w\":" + "[".repeat(1_000_000), 0, "has a list for tensor 'w'; a JSON object is wanted");
        assertHeaderRefused("{\"w\":".repeat(200_000), 0, "has the unknown field 'w' for tensor 'w'");
    }

    @Test
    void halfASurrogatePair() {
        String malformed = "the header is not valid JSON at character";
        assertHeaderRefused("{\"a\\ud800\":{}}", 0, malformed, "Broken surrogate pair");
        assertHeaderRefused("{\"\\udc00\":{}}", 0, malformed, "low surrogate");
        assertHeaderRefused("{\"__metadata__\":{\"a\\ud83d\\ud83d\":\"\"}}", 0, malformed, "urrogate");
        String half = ": __metadata__ 'a' has half a surrogate pair at character 1, which UTF-8 cannot express";
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"x\\ud800\"}}", 0, half);
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"x\\udc00\"}}", 0, half);
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"x\\ud83d\\ud83d\\ude00\"}}", 0, half);
        assertHeaderRefused(
                "{\"__metadata__\":{\"\\ud83d\\ude00\":\"\\ud83d\\ude00\"},\"w\":1}", 0, "has the number 1");
    }

    @Test
    void tooLongAName() {
        assertHeaderRefused(
                "{\"" + "n".repeat(50_001) + "\":{}}",
                0,
                "the header is too large to read: Name length (50001) exceeds the maximum allowed (50000)");
    }

    @Test
    void tooManyNames() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i <= 1 << 18; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"")
                    .append(i)
                    .append("\":{\"dtype\":\"U8\",\"shape\":[0],")
                    .append("\"data_offsets\":[0,0]}");
        }
        assertHeaderRefused(header.append('}').toString(), 0, "the header has more than 262144 names");
    }

    @Test
    void aNameThatWouldBreakTheMessageIsMadeVisible() {
        assertHeaderRefused(
                "{\"a\\nb" + "x".repeat(300) + "\":{}}", 0, "has no dtype for tensor 'a\\u000abxxx", "x...'");
    }

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
