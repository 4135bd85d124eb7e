package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pellucid.models.ConfigFile;
import pellucid.models.hub.ModelResolver;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;
import pellucid.training.data.BatchSampler;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Loss;
import pellucid.training.loss.Matryoshka;
import pellucid.training.loss.Mnrl;
import pellucid.training.loss.Triplet;
import pellucid.training.optim.Schedule;

/** Whole trainings of all-MiniLM-L6-v2 against PyTorch and sentence-transformers, step by step. */
class FineTuningGoldenTest {
    private static Path folder;

    private final List<StepReport> steps = new ArrayList<>();
    private SentenceEncoder encoder;

    @BeforeAll
    static void find() {
        folder = ModelResolver.ofThisProcess().resolve("all-MiniLM-L6-v2");
    }

    private static JsonNode golden(String file, int run) {
        try {
            return ConfigFile.readTree(Path.of(FineTuningGoldenTest.class
                            .getResource("/pellucid/training/goldens/" + file)
                            .toURI()))
                    .get(run);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrainingOptions options(JsonNode golden) {
        return TrainingOptions.DEFAULTS
                .withEpochs(1)
                .withLearningRate(golden.get("lr").doubleValue())
                .withWeightDecay(golden.get("weight_decay").doubleValue())
                .withClipNorm(golden.get("clip").doubleValue())
                .withDropout(0);
    }

    /** Trains on the examples in their order and compares loss and norm of every step. */
    private void train(JsonNode golden, List<Example> examples, Loss loss, TrainingOptions options) {
        encoder = SentenceEncoder.load(folder, Backends.get());
        int size = golden.get("batch").intValue();
        BatchSampler inOrder = epoch -> IntStream.range(0, examples.size() / size)
                .mapToObj(b -> IntStream.range(b * size, (b + 1) * size).toArray())
                .toList();
        List<String> columns = List.of("anchor", "positive", "negative")
                .subList(0, examples.get(0).texts().size());
        new Trainer(encoder, new EmbeddingObjective(loss), new ExampleSet("golden", columns, examples), options)
                .sampler(inOrder)
                .listener(new TrainingListener() {
                    @Override
                    public void stepped(StepReport report) {
                        steps.add(report);
                    }
                })
                .train();
        assertThat(steps).hasSameSizeAs(golden.get("steps"));
        for (int i = 0; i < steps.size(); i++) {
            JsonNode expected = golden.get("steps").get(i);
            double norm = expected.get("grad_norm").doubleValue();
            double value = expected.get("loss").doubleValue();
            assertThat(steps.get(i).loss()).as("loss of step " + i).isCloseTo(value, within(1e-3 * value + 2e-6));
            assertThat(steps.get(i).gradientNorm()).as("norm of step " + i).isCloseTo(norm, within(1e-3 * norm));
            if (expected.has("lr")) {
                assertThat(steps.get(i).learningRate())
                        .isCloseTo(expected.get("lr").doubleValue(), within(1e-15));
            }
        }
    }

    private void trajectory(int run, Loss loss) {
        JsonNode golden = golden("finetune_trajectory.json", run);
        List<Example> examples = new ArrayList<>();
        for (JsonNode positive : golden.get("positives")) {
            String[] words = positive.textValue().strip().split("\\s+");
            int count = Math.min(words.length, Math.max(3, words.length / 2));
            examples.add(new Example(String.join(" ", Arrays.copyOf(words, count)), positive.textValue()));
        }
        Schedule schedule =
                Schedule.linear().withWarmupSteps(golden.get("warmup_steps").intValue());
        train(golden, examples, loss, options(golden).withSchedule(schedule));
        for (int text = 0; text < 4; text++) {
            float[] embedding = encoder.encode(examples.get(text).texts().get(1));
            close(embedding, golden.get("embedding_after_first8").get(text), within(1e-5f));
        }
    }

    private void hard(int run, Loss loss, boolean negatives) {
        JsonNode golden = golden("finetune_hard.json", run);
        JsonNode texts = golden.get("texts");
        int size = golden.get("batch").intValue();
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).textValue();
            String[] words = text.split("\\s+");
            String anchor = String.join(" ", Arrays.copyOfRange(words, 1, Math.min(3, words.length)));
            String negative = texts.get(i / size * size + (i + 1) % size).textValue();
            examples.add(negatives ? new Example(anchor, text, negative) : new Example(anchor, text));
        }
        train(golden, examples, loss, options(golden).withSchedule(Schedule.constant()));
        JsonNode after = golden.get("after");
        String words = "embeddings.word_embeddings.weight";
        close(row(words, golden.get("embedding_row_never_used").intValue()), after.get("never"), within(1e-7f));
        close(row(words, golden.get("embedding_row_used_in_step_0_only").intValue()), after.get("once"), within(1e-5f));
        close(row("encoder.layer.0.attention.self.query.weight", 0), after.get("query_weight"), within(2e-5f));
    }

    private float[] row(String parameter, int row) {
        return encoder.model()
                .parameters()
                .get(parameter)
                .value()
                .select(0, row)
                .toFloats();
    }

    private static void close(float[] actual, JsonNode expected, Offset<Float> offset) {
        assertThat(expected).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual[i]).as("number " + i).isCloseTo(expected.get(i).floatValue(), offset);
        }
    }

    @Test
    void mnrl() {
        trajectory(0, new Mnrl());
    }

    @Test
    void matryoshka() {
        trajectory(1, new Matryoshka(new Mnrl(), 384, 192, 96, 48));
    }

    @Test
    void hardMnrl() {
        hard(0, new Mnrl(), false);
    }

    @Test
    void hardTripletUnderMatryoshka() {
        hard(1, new Matryoshka(new Triplet(), 384, 192, 96, 48), true);
    }
}
