package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** What is written is what is read: every type, awkward shapes, any names. */
class RoundTripTest {
    private Path folder;

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("weights");
    }

    @AfterTry
    void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("model.safetensors"));
        Files.delete(folder);
    }

    private record Sample(StoredType type, long[] shape, byte[] bytes) {}

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Long> dimensions = Arbitraries.of(0L, 1L, 2L, 3L, 5L, 7L, 13L);
        return Combinators.combine(
                        Arbitraries.of(StoredType.class), dimensions.list().ofMaxSize(3), Arbitraries.longs())
                .as((type, dims, seed) -> {
                    long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
                    byte[] bytes =
                            new byte[type.bytes() * (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                    new Random(seed).nextBytes(bytes);
                    if (type == StoredType.BOOL) {
                        for (int i = 0; i < bytes.length; i++) {
                            bytes[i] &= 1;
                        }
                    }
                    return new Sample(type, shape, bytes);
                });
    }

    @Provide
    Arbitrary<Map<String, Sample>> files() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withChars("._0\"\\/\n\u0000é名")
                        .ofMaxLength(12),
                Arbitraries.of("😀", "embeddings.word_embeddings.weight", "__metadata", " "));
        return Arbitraries.maps(names, samples()).ofMaxSize(10);
    }

    @Property(tries = 60)
    void bytesTypesShapesAndOrderSurvive(
            @ForAll("files") Map<String, Sample> samples, @ForAll("pieceSizes") int pieceBytes) {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter writer =
                new SafetensorsWriter().metadata("format", "pt").metadata("\"", "\u0001😀");
        samples.forEach((name, sample) -> writer.bytes(name, sample.type(), sample.shape(), sample.bytes()));
        writer.write(path);

        try (SafetensorsFile file = SafetensorsFile.open(path, pieceBytes)) {
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "\"", "\u0001😀"));
            assertThat(List.copyOf(file.names())).isEqualTo(List.copyOf(samples.keySet()));
            samples.forEach((name, sample) -> {
                StoredTensor tensor = file.tensor(name);
                assertThat(tensor.name()).isEqualTo(name);
                assertThat(tensor.type()).isEqualTo(sample.type());
                assertThat(tensor.shape()).isEqualTo(sample.shape());
                assertThat(tensor.begin() % tensor.type().bytes())
                        .as("alignment")
                        .isZero();
                assertThat(file.bytes(name)).isEqualTo(sample.bytes());
                assertNumbers(file, name, sample);
            });
        }
        assertThat(headerBytes(path) % 8).isZero();
    }

    @Provide
    Arbitrary<Integer> pieceSizes() {
        return Arbitraries.of(64, 1_000, 1 << 30);
    }

    private static void assertNumbers(SafetensorsFile file, String name, Sample sample) {
        ByteBuffer stored = ByteBuffer.wrap(sample.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int count = sample.bytes().length / sample.type().bytes();
        float[] padded = new float[count + 2];
        file.readFloats(name, padded, 1);
        float[] floats = file.floats(name);
        double[] doubles = file.doubles(name);
        long[] longs = sample.type().isFloatingPoint() ? null : file.longs(name);
        int[] ints = longs == null || sample.type() == StoredType.I64 ? null : file.ints(name);
        assertThat(floats).hasSize(count);
        assertThat(Arrays.copyOfRange(padded, 1, count + 1)).isEqualTo(floats);
        assertThat(padded[0]).isZero();
        assertThat(padded[count + 1]).isZero();
        for (int i = 0; i < count; i++) {
            switch (sample.type()) {
                case F64 -> assertThat(doubles[i]).isEqualTo(Double.valueOf(stored.getDouble(8 * i)));
                case F32 -> assertThat(Float.floatToRawIntBits(floats[i])).isEqualTo(stored.getInt(4 * i));
                case I64 -> assertThat(longs[i]).isEqualTo(stored.getLong(8 * i));
                case I32 -> assertThat(ints[i]).isEqualTo(stored.getInt(4 * i));
                case I16 -> assertThat(ints[i]).isEqualTo(stored.getShort(2 * i));
                case I8 -> assertThat(longs[i]).isEqualTo(stored.get(i));
                case U8, BOOL -> assertThat(ints[i]).isEqualTo(stored.get(i) & 0xff);
                case F16 ->
                    assertThat(floats[i]).isEqualTo(Float.valueOf(ElementDecoder.halfToFloat(stored.getShort(2 * i))));
                case BF16 ->
                    assertThat(floats[i])
                            .isEqualTo(Float.valueOf(ElementDecoder.bfloat16ToFloat(stored.getShort(2 * i))));
            }
            float expected = sample.type() == StoredType.I64 ? (float) stored.getLong(8 * i) : (float) doubles[i];
            assertThat(floats[i]).isEqualTo(Float.valueOf(expected));
        }
    }

    @Property(tries = 15)
    void arraysOfNumbersSurvive(
            @ForAll float[] floats, @ForAll double[] doubles, @ForAll int[] ints, @ForAll long[] longs) {
        Path path = folder.resolve("model.safetensors");
        new SafetensorsWriter()
                .ints("ints", new long[] {ints.length}, ints)
                .floats("floats", new long[] {1, floats.length}, floats)
                .longs("longs", new long[] {longs.length, 1}, longs)
                .doubles("doubles", new long[] {doubles.length}, doubles)
                .write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats("floats")).isEqualTo(floats);
            assertThat(file.doubles("doubles")).isEqualTo(doubles);
            assertThat(file.ints("ints")).isEqualTo(ints);
            assertThat(file.longs("longs")).isEqualTo(longs);
        }
    }

    @Property(tries = 20)
    void rowsOfAStreamSurvive(@ForAll("rowCounts") int rows, @ForAll("rowCounts") int columns, @ForAll long seed) {
        Path path = folder.resolve("model.safetensors");
        Random random = new Random(seed);
        float[] table = new float[rows * columns];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextGaussian();
        }
        try (SafetensorsStream stream = SafetensorsWriter.open(path, "embeddings", new long[] {rows, columns})) {
            for (int row = 0; row < rows; row++) {
                stream.append(Arrays.copyOfRange(table, row * columns, (row + 1) * columns));
            }
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactly("embeddings");
            assertThat(file.tensor("embeddings").shape()).containsExactly(rows, columns);
            assertThat(file.floats("embeddings")).isEqualTo(table);
        }
    }

    @Provide
    Arbitrary<Integer> rowCounts() {
        return Arbitraries.of(0, 1, 7, 13, 384, 700);
    }

    private static long headerBytes(Path path) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(path))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Property(tries = 10)
    void theHeaderListsTensorsAsGiven(@ForAll("files") Map<String, Sample> samples) {
        SafetensorsWriter writer = new SafetensorsWriter();
        Map<String, Sample> reversed = new LinkedHashMap<>();
        List<String> names = List.copyOf(samples.keySet());
        for (int i = names.size() - 1; i >= 0; i--) {
            reversed.put(names.get(i), samples.get(names.get(i)));
        }
        reversed.forEach((name, sample) -> writer.bytes(name, sample.type(), sample.shape(), sample.bytes()));
        Path path = folder.resolve("model.safetensors");
        writer.write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(List.copyOf(file.names())).isEqualTo(List.copyOf(reversed.keySet()));
        }
    }
}
