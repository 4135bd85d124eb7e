package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import pellucid.tensor.InputException;

/**
 * Valid files, damaged at random. The reader either refuses with a sentence, or what it says agrees with an independent
 * reading of the same bytes through a JSON tree.
 */
class MutationTest {
    private static final String HEADER = "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"ids\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[16,40]},"
            + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,9],\"data_offsets\":[40,40]},"
            + "\"half\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[40,46]},"
            + "\"mask\":{\"dtype\":\"BOOL\",\"shape\":[],\"data_offsets\":[46,47]}}  ";

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("weights");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("model.safetensors"));
        Files.delete(folder);
    }

    private static byte[] valid() {
        byte[] data = new byte[47];
        for (int i = 0; i < 46; i++) {
            data[i] = (byte) (37 * i + 11);
        }
        data[46] = 1;
        return RawFile.of(HEADER, data);
    }

    @Property(tries = 1)
    void theUndamagedFileIsAccepted() throws IOException {
        assertThat(acceptedRightly(valid())).isTrue();
    }

    @Property(tries = 2_000)
    void oneDamagedByte(@ForAll("positions") int position, @ForAll @IntRange(min = 1, max = 255) int difference)
            throws IOException {
        byte[] bytes = valid();
        bytes[position] ^= (byte) difference;
        acceptedRightly(bytes);
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, valid().length - 1);
    }

    @Property(tries = 1)
    void everyTruncationIsRefused() {
        byte[] bytes = valid();
        for (int length = 0; length < bytes.length; length++) {
            Path path = RawFile.write(folder, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SafetensorsFile.open(path))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(path.toString());
        }
    }

    @Property(tries = 1_500)
    void anEditedHeader(
            @ForAll @IntRange(min = 0, max = 330) int at,
            @ForAll @IntRange(min = 0, max = 12) int removed,
            @ForAll("fragments") String inserted)
            throws IOException {
        StringBuilder header = new StringBuilder(HEADER);
        int begin = Math.min(at, header.length());
        header.replace(begin, Math.min(header.length(), begin + removed), inserted);
        byte[] data = Arrays.copyOfRange(valid(), 8 + HEADER.length(), 8 + HEADER.length() + 47);
        acceptedRightly(RawFile.of(header.toString(), data));
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(
                "",
                "0",
                "1",
                "-",
                ".",
                "e9",
                "[",
                "]",
                "{",
                "}",
                "\"",
                ",",
                ":",
                "null",
                "true",
                "\\",
                "\\u0000",
                "\u0000",
                "99999999999999999999",
                "4294967296",
                "9223372036854775807",
                "[0,0]",
                "[]",
                "{}",
                "\"F64\"",
                "\"BF16\"",
                "\"shape\":[2],",
                "\"dtype\":\"U8\",",
                "\"w\":",
                "__metadata__",
                "\\ud83d",
                "é",
                "/*x*/",
                "'",
                "NaN",
                " ");
    }

    @Property(tries = 1_000)
    void exchangedNumbers(@ForAll("numbers") String wanted, @ForAll @IntRange(min = 0, max = 15) int which)
            throws IOException {
        int[] seen = {0};
        String header = Pattern.compile("(?<=[\\[,])\\d+(?=[\\],])")
                .matcher(HEADER)
                .replaceAll(number -> seen[0]++ == which ? wanted : number.group());
        byte[] data = Arrays.copyOfRange(valid(), 8 + HEADER.length(), 8 + HEADER.length() + 47);
        acceptedRightly(RawFile.of(header, data));
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-2, 50).map(String::valueOf),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.bigIntegers().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf));
    }

    /** Whether the file is accepted; fails when it is accepted wrongly or refused without a sentence. */
    private static boolean acceptedRightly(byte[] bytes) throws IOException {
        Path path = RawFile.write(folder, bytes);
        SafetensorsFile opened;
        try {
            opened = SafetensorsFile.open(path);
        } catch (InputException refusal) {
            assertThat(refusal).hasMessageStartingWith(path.toString());
            assertThat(refusal.getMessage())
                    .doesNotContain("\n")
                    .hasSizeGreaterThan(path.toString().length() + 10);
            return false;
        }
        try (SafetensorsFile file = opened) {
            int headerBytes = Math.toIntExact(
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
            JsonNode tree = new ObjectMapper().readTree(new String(bytes, 8, headerBytes, StandardCharsets.UTF_8));
            TreeMap<Integer, Integer> ranges = new TreeMap<>();
            for (String name : file.names()) {
                JsonNode described = tree.get(name);
                StoredTensor tensor = file.tensor(name);
                assertThat(tensor.type().name())
                        .isEqualTo(described.get("dtype").asText());
                long[] shape = new long[described.get("shape").size()];
                long count = 1;
                for (int i = 0; i < shape.length; i++) {
                    assertThat(described.get("shape").get(i).isIntegralNumber()).isTrue();
                    shape[i] = described.get("shape").get(i).asLong();
                    count *= shape[i];
                }
                assertThat(tensor.shape()).isEqualTo(shape);
                int begin = described.get("data_offsets").get(0).asInt();
                int end = described.get("data_offsets").get(1).asInt();
                assertThat(end - begin)
                        .isEqualTo(Math.toIntExact(count * tensor.type().bytes()));
                if (end > begin) {
                    assertThat(ranges.put(begin, end)).isNull();
                }
                assertValues(file, name, Arrays.copyOfRange(bytes, 8 + headerBytes + begin, 8 + headerBytes + end));
            }
            int covered = 0;
            while (ranges.containsKey(covered)) {
                covered = ranges.remove(covered);
            }
            assertThat(ranges).isEmpty();
            assertThat(8 + headerBytes + covered).isEqualTo(bytes.length);
            assertThat(tree.size()).isEqualTo(file.names().size() + (tree.has("__metadata__") ? 1 : 0));
        }
        return true;
    }

    private static void assertValues(SafetensorsFile file, String name, byte[] stored) {
        boolean badBoolean = false;
        if (file.tensor(name).type() == StoredType.BOOL) {
            for (byte value : stored) {
                badBoolean |= value != 0 && value != 1;
            }
        }
        if (badBoolean) {
            assertThatThrownBy(() -> file.floats(name))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("only 0 and 1 are booleans");
        } else {
            assertThat(file.bytes(name)).isEqualTo(stored);
            assertThat(file.floats(name)).hasSize((int) file.tensor(name).elementCount());
        }
    }
}
