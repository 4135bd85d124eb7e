package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.models.nn.Parameter;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.weights.SafetensorsFile;
import pellucid.models.weights.SafetensorsWriter;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Objective;
import pellucid.training.loss.SoftmaxLoss;

/** A checkpoint with a file that is missing, cut, changed or of another model is refused, and the model stays as it is. */
class BrokenCheckpointTest {
    private static final EvaluationPlan BEST =
            EvaluationPlan.DEFAULTS.withTimesAnEpoch(1).withAfter(false).withKeepBest(true);

    @TempDir
    private Path folder;

    private final SentenceEncoder encoder = TinyTraining.encoder();
    private Path checkpoint;

    /** One with all files: the parameters of a loss, and a best model of an earlier step. */
    @BeforeEach
    void save() {
        train(TinyTraining.encoder(), false);
        checkpoint = folder.resolve("checkpoint-000001");
        assertThat(checkpoint.toFile().list())
                .containsExactlyInAnyOrder(
                        "model.safetensors",
                        "loss.safetensors",
                        "optimizer.safetensors",
                        "best.safetensors",
                        "state.json");
    }

    private void train(SentenceEncoder encoder, boolean resume) {
        int width = encoder.model().dimension();
        Objective objective = new EmbeddingObjective(new SoftmaxLoss(encoder.backend(), DType.FLOAT32, width, 2, 1));
        TrainingOptions options = TrainingOptions.DEFAULTS
                .withMaxSteps(1)
                .withEvaluation(BEST)
                .withCheckpoints(CheckpointPlan.in(folder).withEverySteps(1).withResume(resume));
        new Trainer(encoder, objective, TinyTraining.classes(24, 2), options)
                .evaluator(new TinyTraining.Contrast(TinyTraining.pairs(4)))
                .train();
    }

    private Map<String, List<Float>> values() {
        Map<String, List<Float>> values = new LinkedHashMap<>();
        for (Parameter parameter : encoder.model().parameters().all()) {
            float[] numbers = parameter.value().toFloats();
            List<Float> list = new ArrayList<>();
            for (float number : numbers) {
                list.add(number);
            }
            values.put(parameter.name(), list);
        }
        return values;
    }

    private void refused(String... words) {
        Map<String, List<Float>> before = values();
        assertThatThrownBy(() -> train(encoder, true))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(words);
        assertThat(values()).isEqualTo(before);
    }

    @Test
    void aWholeOneIsTaken() {
        assertThatCode(() -> train(encoder, true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "loss", "optimizer", "best"})
    void aFileThatIsCut(String file) throws IOException {
        Path cut = checkpoint.resolve(file + ".safetensors");
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 4));
        refused(file + ".safetensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "loss", "optimizer"})
    void aFileThatIsMissing(String file) throws IOException {
        Files.delete(checkpoint.resolve(file + ".safetensors"));
        refused(file + ".safetensors cannot be read: it does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "optimizer", "best"})
    void aFileOfAnotherModel(String file) throws IOException {
        Path other = checkpoint.resolve(file + ".safetensors");
        Files.delete(other);
        new SafetensorsWriter().floats("w", new long[] {1}, new float[1]).write(other);
        refused(file + ".safetensors holds 1 tensors", "train the model that the checkpoint is of");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTensorOfAnotherShapeOrType(boolean shape) throws IOException {
        Path file = checkpoint.resolve("loss.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            for (String name : source.names()) {
                long[] dims = source.tensor(name).shape();
                if (shape) {
                    writer.floats(name, new long[] {1}, new float[1]);
                } else {
                    writer.doubles(name, dims, source.doubles(name));
                }
            }
        }
        Files.delete(file);
        writer.write(file);
        refused("loss.safetensors: '", shape ? "is F32 of shape [1]" : "is F64 of shape", "in training F32 of shape [");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"dropout_position\" : \"\\d+\" | \"dropout_position\" : \"many\" | dropout_position",
                "\"best_value\" : \"[^\"]+\" | \"best_value\" : \"\" | best_value",
                "\"optimizer_steps\" | \"other_steps\" | optimizer_steps",
                "\"optimizer_steps\" : \\[ 1 | \"optimizer_steps\" : [ 1.5 | optimizer_steps",
                "\"epoch\" : \\d+ | \"epoch\" : -1 | epoch",
            })
    void aStateThatWasChanged(String what, String by, String named) throws IOException {
        Path file = checkpoint.resolve("state.json");
        String text = Files.readString(file);
        String changed = text.replaceFirst(what, by);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
        refused("state.json", "'" + named + "'");
    }

    @Test
    void stepsOfAnotherModel() throws IOException {
        Path file = checkpoint.resolve("state.json");
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"optimizer_steps\" : \\[ 1,", "\"optimizer_steps\" : ["));
        refused("different models");
    }
}
