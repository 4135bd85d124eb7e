package pellucid.models.word2vec.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;

class WordVectorWriterTest {
    private final Backend backend = Backends.get();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void writesTheVeryBytesOfEachDialect(VectorFormat format) throws IOException {
        String[] words = {"</s>", "café"};
        float[][] vectors = {{0.5f, -1.25f}, {1e-8f, 3}};
        Path path = folder.resolve("V");
        WordVectorWriter.write(
                new WordVectors(
                        WordVocabulary.of(List.of(words), null),
                        backend.floats(new float[] {0.5f, -1.25f, 1e-8f, 3}, 2, 2)),
                path,
                format);
        assertThat(Files.readAllBytes(path)).isEqualTo(WordVectorReaderTest.file(words, vectors, format));
    }

    @ParameterizedTest
    @EnumSource
    void everyBitComesBack(VectorFormat format) {
        int size = 700;
        int width = 300;
        Random random = new Random(5);
        float[] values = new float[size * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 10));
        }
        List<String> words = IntStream.range(0, size).mapToObj(i -> "w" + i).toList();
        Path path = folder.resolve("V");
        WordVectorWriter.write(
                new WordVectors(WordVocabulary.of(words, null), backend.floats(values, size, width)), path, format);
        VectorFile file = WordVectorReader.read(path, backend);
        assertThat(file.format()).isEqualTo(format);
        assertThat(file.vectors().vectors().toFloats()).isEqualTo(values);
        assertThat(file.vectors().vocabulary().word(size - 1)).isEqualTo("w699");
    }

    @Test
    void aWordWithABlankIsRefusedAndNothingIsWritten() throws IOException {
        Path path = Files.writeString(folder.resolve("V"), "before");
        for (String word : List.of("new york", "a\nb", "")) {
            WordVectors vectors = new WordVectors(WordVocabulary.of(List.of("ok", word), null), backend.zeros(2, 3));
            assertThatThrownBy(() -> WordVectorWriter.write(vectors, path, VectorFormat.WORD2VEC_BINARY))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("id 1");
        }
        assertThat(path).hasContent("before");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void theNameOfAFileSaysItsForm() {
        assertThat(VectorFormat.named(Path.of("a/V.TXT"))).isEqualTo(VectorFormat.WORD2VEC_TEXT);
        assertThat(VectorFormat.named(Path.of("wiki.vec"))).isEqualTo(VectorFormat.WORD2VEC_TEXT);
        assertThat(VectorFormat.named(Path.of("V.bin"))).isEqualTo(VectorFormat.WORD2VEC_BINARY);
    }
}
