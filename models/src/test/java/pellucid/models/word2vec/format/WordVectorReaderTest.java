package pellucid.models.word2vec.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;

class WordVectorReaderTest {
    private static final float[][] VECTORS = {{0.5f, -1.25f, 3e-7f}, {1, 2, 3}, {-0.1f, 0, 1e10f}};
    private static final String[] WORDS = {"</s>", "naïve_café", "東京"};

    private final Backend backend = Backends.get();

    @TempDir
    private Path folder;

    /** A file as the C program or gensim writes it, put together here byte by byte. */
    static byte[] file(String[] words, float[][] vectors, VectorFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((words.length + " " + vectors[0].length + "\n").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < words.length; i++) {
            out.writeBytes((words[i] + (format.isBinary() ? " " : "")).getBytes(StandardCharsets.UTF_8));
            for (float value : vectors[i]) {
                out.writeBytes(
                        format.isBinary()
                                ? ByteBuffer.allocate(4)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putFloat(value)
                                        .array()
                                : (" " + value).getBytes(StandardCharsets.UTF_8));
            }
            String end = switch (format) {
                case WORD2VEC_TEXT -> " \n";
                case GENSIM_TEXT, WORD2VEC_BINARY -> "\n";
                case GENSIM_BINARY -> "";
            };
            out.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private VectorFile read(byte[] content) throws IOException {
        return WordVectorReader.read(Files.write(folder.resolve("V"), content), backend);
    }

    private VectorFile read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(String content, String... parts) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.resolve("V").toString())
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryDialectAndTellsWhichItIs(VectorFormat format) throws IOException {
        VectorFile file = read(file(WORDS, VECTORS, format));
        assertThat(file.format()).isEqualTo(format);
        assertThat(file.declared()).isEqualTo(3);
        assertThat(file.malformed()).isZero();
        assertThat(file.duplicates()).isZero();
        for (int i = 0; i < WORDS.length; i++) {
            assertThat(file.vectors().vocabulary().word(i)).isEqualTo(WORDS[i]);
            assertThat(file.vectors().vector(WORDS[i])).containsExactly(VECTORS[i]);
        }
        assertThat(file.vectors().vocabulary().hasCounts()).isFalse();
    }

    /** Every cut of a good file is refused, but for the end of its last line. */
    @ParameterizedTest
    @EnumSource
    void aFileThatIsCutOffAnywhereIsRefused(VectorFormat format) throws IOException {
        byte[] whole = file(WORDS, VECTORS, format);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int needed = format.isBinary()
                ? whole.length - (format == VectorFormat.WORD2VEC_BINARY ? 1 : 0)
                : text.stripTrailing().lastIndexOf(' ') + 2;
        for (int length = 0; length < needed; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(InputException.class);
        }
        assertThat(read(Arrays.copyOf(whole, needed)).vectors().size()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void vectorsWiderThanAnyBufferAreReadWhole(VectorFormat format) throws IOException {
        float[][] vectors = new float[3][70_000];
        for (int i = 0; i < 3 * 70_000; i++) {
            vectors[i / 70_000][i % 70_000] = i;
        }
        VectorFile file = read(file(WORDS, vectors, format));
        for (int i = 0; i < WORDS.length; i++) {
            assertThat(file.vectors().vector(WORDS[i])).isEqualTo(vectors[i]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstWordsAreReadAlone(VectorFormat format) throws IOException {
        Path path = Files.write(folder.resolve("V"), file(WORDS, VECTORS, format));
        VectorFile file = WordVectorReader.read(path, 2, backend);
        assertThat(file.vectors().size()).isEqualTo(2);
        assertThat(file.declared()).isEqualTo(3);
        assertThat(file.vectors().vector(WORDS[1])).containsExactly(VECTORS[1]);
        assertThat(WordVectorReader.read(path, 100, backend).vectors().size()).isEqualTo(3);
        assertThatThrownBy(() -> WordVectorReader.read(path, 0, backend))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 1");
    }

    @ParameterizedTest
    @EnumSource
    void ofAWordThatComesTwiceTheFirstIsKept(VectorFormat format) throws IOException {
        VectorFile file = read(file(new String[] {"a", "a", "b"}, VECTORS, format));
        assertThat(file.duplicates()).isEqualTo(1);
        assertThat(file.vectors().size()).isEqualTo(2);
        assertThat(file.vectors().vector("a")).containsExactly(VECTORS[0]);
        assertThat(file.vectors().vector("b")).containsExactly(VECTORS[2]);
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatAreNoUtf8AreReplacedAndCounted(VectorFormat format) throws IOException {
        byte[] content = file(new String[] {"caf#", "\uFFFD", "b"}, VECTORS, format);
        content[new String(content, StandardCharsets.ISO_8859_1).indexOf('#')] = (byte) 0xe9;
        VectorFile file = read(content);
        assertThat(file.malformed()).isEqualTo(1);
        assertThat(file.vectors().vector("caf\uFFFD")).containsExactly(VECTORS[0]);
        assertThat(file.vectors().vector("\uFFFD")).containsExactly(VECTORS[1]);
    }

    @Test
    void readsTextWithOtherEndsOfLineAndGaps() throws IOException {
        VectorFile file = read("2\t2 \r\nqueen\u00A0bee  1 -2.5e-1\r\nb\t 3\tinf");
        assertThat(file.vectors().vector("queen\u00A0bee")).containsExactly(1, -0.25f);
        assertThat(file.vectors().vector("b\t")).containsExactly(3, Float.POSITIVE_INFINITY);
    }

    @Test
    void aHeaderThatIsNoneIsRefused() {
        assertRefused("", "is empty");
        assertRefused("5", "begins with '5'", "number of words");
        assertRefused("the 0.1 0.2\nof 0.3 0.4\n", "begins with 'the 0.1 0.2'", "put it in front");
        assertRefused("-1 5\n", "begins with '-1 5'");
        assertRefused("\u001b[2J 5\n", "begins with '?[2J 5'");
        assertRefused("0 5\n", "begins with '0 5'", "at least one word");
        assertRefused("5 0\n", "begins with '5 0'", "one number in each vector");
        assertRefused("1".repeat(100_000), "begins with '1111");
        assertRefused("1 2 3\na 1 2\n", "begins with '1 2 3'");
    }

    /** The sizes are refused before memory of that size is asked for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "999999999999999999 999999999",
                "2147483647 999999999",
                "3000000 300",
                "1 999999999",
                "2147483647 1",
                "999999999 1"
            })
    void aHeaderThatPromisesTooMuchIsRefused(String header) {
        assertRefused(header + "\na 1 2 3\n", "its first line promises", "cut off");
        assertRefused(header + "\na \u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\n", "its first line promises");
    }

    @Test
    void moreThanOneTableOrTheMemoryHoldsIsRefused() throws IOException {
        long memory = Runtime.getRuntime().maxMemory();
        try (ByteSource source = ByteSource.open(Files.writeString(folder.resolve("V"), "x"))) {
            VectorHeader large = new VectorHeader(1_000_000_000, 3);
            assertThat(large.wordsToRead(source, 10)).isEqualTo(10);
            assertThatThrownBy(() -> large.wordsToRead(source, Integer.MAX_VALUE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContainingAll("1000000000 vectors of 3 numbers", "read at most 715827879 words");
            VectorHeader two = new VectorHeader(2, (int) Math.min(memory / 8 + 1, Integer.MAX_VALUE / 2 - 8));
            if (8L * two.width() > memory) {
                assertThatThrownBy(() -> two.wordsToRead(source, Integer.MAX_VALUE))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("-Xmx");
            }
        }
    }

    @Test
    void aHeaderThatDoesNotFitTheContentIsRefused() {
        assertRefused("2 3\na 1 2\nb 1 2 3\n", "word 1 of 2: 'a' has 2 numbers", "each vector has 3");
        assertRefused("2 3\na 1 2 3\nb 1 2 3 4\n", "word 2 of 2: 'b' has 4 numbers");
        assertRefused("2 3\na 1 2 3\nb 1 2", "word 2 of 2: 'b' has 2 numbers", "it is cut off");
        assertRefused("1 3\na 1 2 3\nb 1 2 3\n", "goes on after the 1 words");
        assertRefused("3 2\na 1 2\nb 1 2\n\n\n\n\n\n\n", "word 3 of 3: '' has 0 numbers");
        assertRefused("2 2\na 1 2\nb 1 \u001bx\n", "word 2 of 2: 'b' is followed by '?x'", "a number is wanted");
        assertRefused("2 2\na 1 2\nnew york 1 2\n", "'new' is followed by 'york'");
        assertThatThrownBy(() -> read(join("1 2\na ", new byte[9])))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("goes on after the 1 vectors of 2 numbers");
        assertThatThrownBy(() -> read(join("2 2\na ", new byte[100_000])))
                .hasMessageContaining("word 2 of 2: no word ends within");
        assertThatThrownBy(() -> read(join("1 2\na 1" + "2".repeat(100_000), new byte[0])))
                .hasMessageContaining("its line has more than");
    }

    private static byte[] join(String text, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    @Test
    void whatIsNoFileOfVectorsIsSaid() throws IOException {
        assertThatThrownBy(() -> WordVectorReader.read(folder.resolve("none"), backend))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it does not exist");
        assertThatThrownBy(() -> WordVectorReader.read(folder, backend))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not a plain file");
        assertThatThrownBy(() -> read(new byte[] {0x1f, (byte) 0x8b, 8, 0}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("gunzip");
    }
}
