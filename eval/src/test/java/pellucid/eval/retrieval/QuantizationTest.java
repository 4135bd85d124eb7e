package pellucid.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.eval.retrieval.QuantizedSearch.Rescoring;
import pellucid.models.sentence.Embeddings;
import pellucid.models.weights.SafetensorsStream;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.models.weights.StoredType;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;
import pellucid.tensor.backend.Backends;

class QuantizationTest {
    private static final JsonNode GOLDEN = golden();
    private static final Embeddings CORPUS = vectors(GOLDEN.get("corpus"));
    private static final Embeddings QUERIES = vectors(GOLDEN.get("queries"));

    @ParameterizedTest
    @EnumSource(Quantization.class)
    void codesAreThoseOfSentenceTransformers(Quantization kind) {
        JsonNode wanted = GOLDEN.get(kind.label());
        Quantizer quantizer = quantizer(kind);
        assertCodes(QuantizedVectors.of(CORPUS, quantizer), wanted.get("codes"));
        assertCodes(QuantizedVectors.of(QUERIES, quantizer), wanted.get("query_codes"));
    }

    @ParameterizedTest
    @EnumSource(Quantization.class)
    void rescoredByCodesTheHitsAreThoseOfSentenceTransformers(Quantization kind) {
        QuantizedVectors vectors = QuantizedVectors.of(CORPUS, quantizer(kind));
        List<List<Hit>> found = new QuantizedSearch(vectors, 2, Rescoring.CODES).nearest(QUERIES, 5);
        for (int q = 0; q < QUERIES.count(); q++) {
            JsonNode ids = GOLDEN.get(kind.label()).get("ids").get(q);
            JsonNode scores = GOLDEN.get(kind.label()).get("scores").get(q);
            for (int i = 0; i < 5; i++) {
                assertThat(found.get(q).get(i).row()).isEqualTo(ids.get(i).asInt());
                assertThat(found.get(q).get(i).score()).isCloseTo(scores.get(i).asDouble(), within(1e-4));
            }
        }
    }

    @Test
    void theRangesAreTheLeastAndTheLargestOfTheCalibration() {
        ScalarRanges ranges = ranges();
        JsonNode wanted = GOLDEN.get("ranges");
        for (int i = 0; i < ranges.dimension(); i++) {
            assertThat(ranges.min()[i]).isEqualTo((float) wanted.get(0).get(i).asDouble());
            assertThat(ranges.max()[i]).isEqualTo((float) wanted.get(1).get(i).asDouble());
        }
    }

    @Test
    void aCodeStandsForTheMiddleOfItsBucket() {
        QuantizedVectors vectors = QuantizedVectors.of(CORPUS, Quantizer.int8(ScalarRanges.of(CORPUS)));
        ScalarRanges ranges = vectors.quantizer().ranges();
        for (int r = 0; r < vectors.count(); r++) {
            for (int i = 0; i < CORPUS.dimension(); i++) {
                float bucket =
                        Math.max((ranges.max()[i] - ranges.min()[i]) / 255, ranges.max()[i] > ranges.min()[i] ? 0 : 1);
                assertThat(vectors.decoded(r)[i]).isCloseTo(CORPUS.row(r)[i], within(bucket * 0.501f));
            }
        }
        QuantizedVectors bits = QuantizedVectors.of(CORPUS, Quantizer.binary(CORPUS.dimension()));
        for (int i = 0; i < CORPUS.dimension(); i++) {
            assertThat(bits.decoded(3)[i]).isEqualTo(CORPUS.row(3)[i] > 0 ? 1f : -1f);
        }
        assertThat(CORPUS.row(3)[7]).isZero();
    }

    @Test
    void withEnoughCandidatesTheVectorsFoundAreTheNearest() {
        Embeddings vectors = ExactSearchTest.random(2_000, 64, 1);
        Embeddings queries = ExactSearchTest.random(20, 64, 2);
        List<List<Hit>> exact = new ExactSearch(vectors, SearchMetric.DOT, Backends.get()).nearest(queries, 10);
        QuantizedVectors codes = QuantizedVectors.of(vectors, Quantizer.int8(ScalarRanges.of(vectors)));
        List<List<Hit>> found = new QuantizedSearch(codes, 10, Rescoring.VALUES).nearest(queries, 10);
        int common = 0;
        for (int i = 0; i < 20; i++) {
            List<Integer> rows = exact.get(i).stream().map(Hit::row).toList();
            common += (int) found.get(i).stream()
                    .filter(hit -> rows.contains(hit.row()))
                    .count();
            assertThat(found.get(i).get(0).score())
                    .isCloseTo(exact.get(i).get(0).score(), within(0.02));
        }
        assertThat(common).isGreaterThanOrEqualTo(190);
    }

    @ParameterizedTest
    @EnumSource(Quantization.class)
    void aFileBringsTheSearchBack(Quantization kind, @TempDir Path folder) {
        Path file = folder.resolve("vectors.safetensors");
        QuantizedVectors vectors = QuantizedVectors.of(CORPUS, quantizer(kind));
        write(file, vectors);
        DenseSearch read = VectorFile.search(file, Backends.get());
        assertThat(read.count()).isEqualTo(CORPUS.count());
        assertThat(read.nearest(QUERIES, 5)).isEqualTo(new QuantizedSearch(vectors).nearest(QUERIES, 5));
    }

    @Test
    void aFileOfPlainVectorsIsSearchedExactly(@TempDir Path folder) {
        Path file = folder.resolve("vectors.safetensors");
        new SafetensorsWriter()
                .floats("embeddings", new long[] {CORPUS.count(), CORPUS.dimension()}, CORPUS.rows())
                .write(file);
        assertThat(VectorFile.search(file, Backends.get()).nearest(QUERIES, 5))
                .isEqualTo(new ExactSearch(CORPUS).nearest(QUERIES, 5));
    }

    @Test
    void refusesFilesThatAreSomethingElse(@TempDir Path folder) {
        Path file = folder.resolve("vectors.safetensors");
        new SafetensorsWriter()
                .bytes("embeddings", StoredType.I8, new long[] {2, 3}, new byte[6])
                .write(file);
        assertThatThrownBy(() -> VectorFile.search(file, Backends.get()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the note quantization is null; it must be int8, uint8, binary or ubinary");
        new SafetensorsWriter()
                .metadata("quantization", "binary")
                .metadata("dimension", "40")
                .bytes("embeddings", StoredType.I8, new long[] {2, 3}, new byte[6])
                .write(file);
        assertThatThrownBy(() -> VectorFile.search(file, Backends.get()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "binary codes of vectors of 40 numbers are I8 [N, 5], but the tensor embeddings is"
                                + " I8 [2, 3]");
        new SafetensorsWriter()
                .metadata("quantization", "int8")
                .metadata("dimension", "many")
                .bytes("embeddings", StoredType.I8, new long[] {2, 3}, new byte[6])
                .write(file);
        assertThatThrownBy(() -> VectorFile.search(file, Backends.get()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the note dimension is many");
        new SafetensorsWriter()
                .floats("embeddings", new long[] {6}, new float[6])
                .write(file);
        assertThatThrownBy(() -> VectorFile.search(file, Backends.get()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has shape [6]; vectors are [N, D]");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> ScalarRanges.of(new Embeddings(new float[0], 0, 3, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there are no vectors to take the ranges from");
        assertThatThrownBy(() -> new ScalarRanges(new float[] {0, Float.NaN}, new float[] {1, 1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("number 1 of the vectors lies between NaN and 1.0");
        assertThatThrownBy(() -> new Quantizer(Quantization.INT8, 3, null)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Quantizer.binary(3).encode(new float[4])).isInstanceOf(ShapeException.class);
        QuantizedVectors vectors = QuantizedVectors.of(CORPUS, Quantizer.binary(CORPUS.dimension()));
        assertThatThrownBy(() -> new QuantizedSearch(vectors).nearest(new float[3], 1))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new QuantizedSearch(vectors).nearest(QUERIES, 0))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new QuantizedSearch(vectors, 0, Rescoring.CODES))
                .isInstanceOf(InputException.class);
    }

    private static void write(Path file, QuantizedVectors vectors) {
        try (SafetensorsStream stream = VectorFile.write(file, vectors.quantizer(), vectors.count())) {
            IntStream.range(0, vectors.count()).forEach(i -> stream.append(vectors.row(i)));
        }
    }

    private static void assertCodes(QuantizedVectors vectors, JsonNode wanted) {
        assertThat(vectors.count()).isEqualTo(wanted.size());
        for (int r = 0; r < wanted.size(); r++) {
            assertThat(vectors.row(r)).hasSize(wanted.get(r).size());
            for (int i = 0; i < wanted.get(r).size(); i++) {
                assertThat(vectors.row(r)[i]).as("code %d of vector %d", i, r).isEqualTo((byte)
                        wanted.get(r).get(i).asInt());
            }
        }
    }

    private static Quantizer quantizer(Quantization kind) {
        return new Quantizer(kind, CORPUS.dimension(), kind.isBinary() ? null : ranges());
    }

    private static ScalarRanges ranges() {
        int rows = GOLDEN.get("calibration_rows").asInt();
        float[] values = Arrays.copyOf(CORPUS.rows(), rows * CORPUS.dimension());
        return ScalarRanges.of(new Embeddings(values, rows, CORPUS.dimension(), 0));
    }

    private static Embeddings vectors(JsonNode rows) {
        int dimension = rows.get(0).size();
        float[] values = new float[rows.size() * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows.get(i / dimension).get(i % dimension).asDouble();
        }
        return new Embeddings(values, rows.size(), dimension, 0);
    }

    private static JsonNode golden() {
        try (InputStream in = QuantizationTest.class.getResourceAsStream("quantization.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
