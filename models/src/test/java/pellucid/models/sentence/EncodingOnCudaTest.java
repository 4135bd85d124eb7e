package pellucid.models.sentence;

import static pellucid.models.Goldens.assertClose;
import static pellucid.models.Goldens.widen;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import pellucid.cuda.CudaBackend;
import pellucid.models.EmulatedCuda;
import pellucid.models.Goldens;
import pellucid.models.hub.ModelResolver;
import pellucid.models.nn.Observer;
import pellucid.tensor.Backend;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The encoder on the emulated CUDA driver: tiny-bert, inside too, and one sentence through all of MiniLM. */
@Tag("cuda")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncodingOnCudaTest {
    private static final String MINILM = "minilm/minilm_activations.safetensors";

    private Backend cuda;

    @BeforeAll
    void open() {
        EmulatedCuda.assumeBuilt();
        cuda = new CudaBackend();
    }

    @AfterAll
    void close() {
        if (cuda != null) {
            cuda.close();
        }
    }

    @Test
    void tinyBertGivesWhatSentenceTransformersGives() {
        Path model = Goldens.tinyBert();
        List<String> texts = Goldens.texts();
        double[] expected = Goldens.doubles("tiny/embeddings_float64.safetensors", "mean.normalized");
        assertClose(
                "embeddings",
                widen(SentenceEncoder.load(model, cuda).encode(texts).rows()),
                expected,
                1e-5);
    }

    @Test
    void everythingInsideTinyBertIsTheReferences() {
        String text = Goldens.texts().get(3);
        Map<String, double[]> expected = inside(new ReferenceBackend(), text);
        Map<String, double[]> actual = inside(cuda, text);
        actual.forEach((name, values) -> assertClose(name, values, expected.get(name), 1e-5));
    }

    private static Map<String, double[]> inside(Backend backend, String text) {
        Map<String, double[]> seen = new HashMap<>();
        SentenceEncoder.load(Goldens.tinyBert(), backend).encodeObserved(text, new Observer() {
            @Override
            public boolean wants(String name) {
                return true;
            }

            @Override
            public void see(String name, Tensor value) {
                seen.put(name, value.toDoubles());
            }
        });
        return seen;
    }

    @Test
    void aSentenceThroughAllOfMiniLm() {
        Path folder = ModelResolver.ofThisProcess().resolve("all-MiniLM-L6-v2");
        String sentence = Goldens.json("minilm/minilm_sentences.json").get(1).textValue();
        float[] embedding = SentenceEncoder.load(folder, cuda).encode(sentence);
        double[] expected = Arrays.copyOfRange(Goldens.doubles(MINILM, "embeddings"), 384, 2 * 384);
        assertClose("embedding of '" + sentence + "'", widen(embedding), expected, 1e-4);
    }
}
