package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.retrieval.QuantizedVectors;
import pellucid.eval.retrieval.Quantizer;
import pellucid.eval.retrieval.ScalarRanges;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.weights.SafetensorsFile;

class EmbedCommandTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path input;
    private Path output;

    @BeforeEach
    void unpack() {
        model = Commands.tinyBert(folder);
        input = folder.resolve("texts.txt");
        output = folder.resolve("vectors.safetensors");
    }

    @Test
    void everyLineIsATextAndBecomesARow() throws IOException {
        Files.writeString(input, "the sea\n\na \r carriage return\u2028stays\nlast, without an end");
        Commands.Result result = embed();
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith(output + ": 4 vectors of 32 numbers in ");
        List<String> texts = List.of("the sea", "", "a \r carriage return\u2028stays", "last, without an end");
        assertRows(texts, EncodeOptions.DEFAULTS);
    }

    @Test
    void moreTextsThanOneWindowKeepTheirOrder() throws IOException {
        List<String> texts = IntStream.range(0, 8195).mapToObj(i -> "text " + i).toList();
        Files.writeString(input, texts.stream().collect(Collectors.joining("\n", "", "\n")));
        assertThat(embed().code()).isZero();
        assertRows(texts, EncodeOptions.DEFAULTS);
    }

    @Test
    void optionsReachTheEncoder() throws IOException {
        Files.writeString(input, "the sea\nthe sky\n");
        assertThat(embed("--truncate-dim", 7, "--normalize", "--prompt-name", "query", "--batch-tokens", 3)
                        .code())
                .isZero();
        assertRows(
                List.of("the sea", "the sky"),
                EncodeOptions.DEFAULTS
                        .withTruncateDim(7)
                        .withNormalization(Normalization.ALWAYS)
                        .withPromptName("query"));
        assertThat(embed("--no-normalize").code()).isZero();
        assertRows(List.of("the sea", "the sky"), EncodeOptions.DEFAULTS.withNormalization(Normalization.NEVER));
    }

    @Test
    void countsWhatWasCut() throws IOException {
        Files.writeString(input, "a b c ".repeat(20) + "\nshort\n" + "z ".repeat(99));
        Commands.Result result = embed();
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("2 texts were longer than 32 tokens; only the first 32 of each were used\n");
    }

    @Test
    void anEmptyFileIsNoText() throws IOException {
        Files.writeString(input, "");
        assertThat(embed().code()).isZero();
        try (SafetensorsFile file = SafetensorsFile.open(output)) {
            assertThat(file.tensor("embeddings").shape()).containsExactly(0, 32);
        }
    }

    @Test
    void afterAFailureTheOldFileIsThereAndNothingElse() throws IOException {
        Files.writeString(output, "old");
        byte[] bytes = "x\n".repeat(9000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        bytes[17_000] = (byte) 0xC0; // in the second window, after the first has been written
        Files.write(input, bytes);
        Commands.Result result = embed();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("line 8501 holds the byte 0xC0");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(output).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(input, output, model);
        }
    }

    @Test
    void refusesWhatTheModelDoesNotHave() throws IOException {
        Files.writeString(input, "x\n");
        Commands.Result dimension = embed("--truncate-dim", 33);
        assertThat(dimension.code()).isEqualTo(2);
        assertThat(dimension.err()).contains("--truncate-dim is 33, but the vectors of " + model + " have 32 numbers");
        Commands.Result prompt = embed("--prompt-name", "poem");
        assertThat(prompt.code()).isEqualTo(1);
        assertThat(prompt.err()).contains("the model has no prompt 'poem'");
        assertThat(output).doesNotExist();
    }

    @Test
    void refusesFilesThatAreNotThere() throws IOException {
        Commands.Result noInput = embed();
        assertThat(noInput.code()).isEqualTo(1);
        assertThat(noInput.err()).isEqualTo("pellucid: " + input + " does not exist; check the path\n");
        Files.writeString(input, "x\n");
        output = folder.resolve("no/where.safetensors");
        Commands.Result noFolder = embed();
        assertThat(noFolder.code()).isEqualTo(1);
        assertThat(noFolder.err()).contains("there is no folder " + folder.resolve("no"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), input);
        output = link;
        assertThat(embed().code()).isEqualTo(2);
        assertThat(input).hasContent("x");
    }

    @Test
    void codesAreThoseOfTheVectorsWithTheRangesOfAll() throws IOException {
        List<String> texts = IntStream.range(0, 8195).mapToObj(i -> "text " + i).toList();
        Files.writeString(input, String.join("\n", texts));
        Commands.Result result = embed("--quantize", "int8");
        assertThat(result.code()).isZero();
        assertThat(result.err()).doesNotContain("ranges");
        Embeddings vectors = SentenceEncoder.load(model.toString()).encode(texts, EncodeOptions.DEFAULTS);
        ScalarRanges ranges = ScalarRanges.of(vectors);
        assertCodes(QuantizedVectors.of(vectors, Quantizer.int8(ranges)), "int8");
        try (SafetensorsFile file = SafetensorsFile.open(output)) {
            assertThat(file.tensor("ranges").shape()).containsExactly(2, 32);
            assertThat(Arrays.copyOf(file.floats("ranges"), 32)).isEqualTo(ranges.min());
            assertThat(Arrays.copyOfRange(file.floats("ranges"), 32, 64)).isEqualTo(ranges.max());
        }
        assertThat(embed("--quantize", "binary", "--truncate-dim", 20).code()).isZero();
        Embeddings shorter =
                SentenceEncoder.load(model.toString()).encode(texts, EncodeOptions.DEFAULTS.withTruncateDim(20));
        assertCodes(QuantizedVectors.of(shorter, Quantizer.binary(20)), "binary");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(input, output, model);
        }
    }

    @Test
    void fewVectorsForTheRangesAreMentionedAndNoneAreNoTrouble() throws IOException {
        Files.writeString(input, "the sea\nthe sky\n");
        assertThat(embed("--quantize", "uint8").err())
                .contains("the ranges of the codes come from 2 vectors only; those of 100 or more");
        Files.writeString(input, "");
        for (String kind : List.of("int8", "ubinary")) {
            assertThat(embed("--quantize", kind).code()).isZero();
            try (SafetensorsFile file = SafetensorsFile.open(output)) {
                assertThat(file.tensor("embeddings").shape()).containsExactly(0, kind.equals("int8") ? 32 : 4);
            }
        }
        Commands.Result unknown = embed("--quantize", "int4");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("--quantize").contains("int4");
    }

    @Test
    void afterAFailureNoCodesAreLeftBehind() throws IOException {
        for (String kind : List.of("int8", "binary")) {
            Files.writeString(output, "old");
            byte[] bytes = "x\n".repeat(9000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            bytes[17_000] = (byte) 0xC0;
            Files.write(input, bytes);
            assertThat(embed("--quantize", kind).code()).isEqualTo(1);
            assertThat(output).hasContent("old");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactlyInAnyOrder(input, output, model);
            }
        }
    }

    private void assertCodes(QuantizedVectors wanted, String kind) {
        try (SafetensorsFile file = SafetensorsFile.open(output)) {
            assertThat(file.metadata()).containsEntry("quantization", kind);
            byte[] codes = file.bytes("embeddings");
            int bytes = wanted.quantizer().bytes();
            assertThat(file.tensor("embeddings").shape()).containsExactly(wanted.count(), bytes);
            for (int i = 0; i < wanted.count(); i++) {
                assertThat(Arrays.copyOfRange(codes, i * bytes, (i + 1) * bytes))
                        .isEqualTo(wanted.row(i));
            }
        }
    }

    private Commands.Result embed(Object... more) {
        Object[] fixed = {"embed", "--input", input, "--output", output, "--model", model};
        Object[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Commands.run(all);
    }

    private void assertRows(List<String> texts, EncodeOptions options) {
        float[] wanted =
                SentenceEncoder.load(model.toString()).encode(texts, options).rows();
        try (SafetensorsFile file = SafetensorsFile.open(output)) {
            assertThat(file.names()).containsExactly("embeddings");
            assertThat(file.tensor("embeddings").shape()).containsExactly(texts.size(), wanted.length / texts.size());
            assertThat(file.floats("embeddings")).containsExactly(wanted);
        }
    }
}
