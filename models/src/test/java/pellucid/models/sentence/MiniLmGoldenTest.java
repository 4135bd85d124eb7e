package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.models.Goldens.assertClose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pellucid.models.Goldens;
import pellucid.models.hub.ModelResolver;
import pellucid.models.nn.Observer;
import pellucid.models.weights.SafetensorsFile;
import pellucid.tensor.Backend;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The weights that everyone uses, taken from the artifact on the class path, against sentence-transformers. */
class MiniLmGoldenTest {
    private static final String GOLDEN = "minilm/minilm_activations.safetensors";
    private static java.nio.file.Path folder;
    private static List<String> sentences;

    @BeforeAll
    static void find() {
        folder = ModelResolver.ofThisProcess().resolve("all-MiniLM-L6-v2");
        sentences = new ArrayList<>();
        Goldens.json("minilm/minilm_sentences.json").forEach(text -> sentences.add(text.textValue()));
    }

    @Test
    void embeddings() {
        SentenceEncoder encoder = SentenceEncoder.load(folder, Backends.get());
        assertThat(encoder.maxLength()).isEqualTo(256);
        Embeddings embeddings = encoder.encode(sentences);
        double[] expected = Goldens.doubles(GOLDEN, "embeddings");
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(embeddings.rows()[i] - expected[i]))
                    .as("element " + i)
                    .isLessThan(1e-5);
        }
    }

    @Test
    void hiddenStatesAndAttentionOnTheDefaultBackend() {
        compareInside(Backends.get());
    }

    @Test
    void hiddenStatesAndAttentionOnTheReferenceBackend() {
        compareInside(new ReferenceBackend());
    }

    private static void compareInside(Backend backend) {
        SentenceEncoder encoder = SentenceEncoder.load(folder, backend);
        try (SafetensorsFile golden = SafetensorsFile.open(Goldens.path(GOLDEN))) {
            long[] mask = golden.longs("attention_mask");
            int padded = mask.length / 2;
            for (int text = 0; text < 2; text++) {
                int tokens = 0;
                for (int i = 0; i < padded; i++) {
                    tokens += (int) mask[text * padded + i];
                }
                Map<String, double[]> seen = new HashMap<>();
                encoder.encodeObserved(sentences.get(text), new Observer() {
                    @Override
                    public boolean wants(String name) {
                        return name.equals("embeddings")
                                || name.matches("encoder\\.layer\\.\\d(\\.attention\\.probs)?");
                    }

                    @Override
                    public void see(String name, Tensor value) {
                        seen.put(name, value.toDoubles());
                    }
                });
                for (int l = 0; l <= 6; l++) {
                    double[] hidden = golden.doubles("hidden_states." + l);
                    String name = l == 0 ? "embeddings" : "encoder.layer." + (l - 1);
                    assertClose(name, seen.get(name), unpadded(hidden, text, 1, padded, 384, tokens, 384), 1e-4);
                }
                for (int l = 0; l < 6; l++) {
                    double[] probs = golden.doubles("attentions." + l);
                    String name = "encoder.layer." + l + ".attention.probs";
                    assertClose(name, seen.get(name), unpadded(probs, text, 12, padded, padded, tokens, tokens), 1e-4);
                }
            }
        }
    }

    /** From [texts, blocks, paddedRows, paddedColumns] the [blocks, rows, columns] of one text. */
    private static double[] unpadded(
            double[] all, int text, int blocks, int paddedRows, int paddedColumns, int rows, int columns) {
        double[] own = new double[blocks * rows * columns];
        int next = 0;
        for (int b = 0; b < blocks; b++) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    own[next++] = all[((text * blocks + b) * paddedRows + r) * paddedColumns + c];
                }
            }
        }
        return own;
    }
}
