package pellucid.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pellucid.models.ConfigFile;
import pellucid.models.JsonTree;
import pellucid.models.weights.AtomicFile;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.training.optim.Optimizer;

/**
 * What the folder of a checkpoint holds:
 *
 * <pre>
 *   model.safetensors      the model's parameters, under Hugging Face's names
 *   loss.safetensors       those of the loss, if it has any
 *   optimizer.safetensors  the optimiser's moments
 *   best.safetensors       all parameters of the best model, where that is to be kept and is an earlier one
 *   state.json             the position in the data and in the random numbers, and the settings
 * </pre>
 */
final class Checkpoint {
    private static final String MODEL = "model.safetensors";
    private static final String LOSS = "loss.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String BEST = "best.safetensors";
    private static final String STATE = "state.json";

    private final Learned learned;
    private final Optimizer optimizer;
    private final Map<String, String> settings;

    /** @param settings what the result depends on, by name */
    Checkpoint(Learned learned, Optimizer optimizer, Map<String, String> settings) {
        this.learned = learned;
        this.optimizer = optimizer;
        this.settings = settings;
    }

    /** @param best the parameters of the best model; null if that is the current one, or not kept */
    void write(Path folder, TrainingState state, Map<String, Tensor> best) {
        TensorFile.write(folder.resolve(MODEL), learned.ofModel());
        if (!learned.ofLoss().isEmpty()) {
            TensorFile.write(folder.resolve(LOSS), learned.ofLoss());
        }
        TensorFile.write(folder.resolve(OPTIMIZER), optimizer.state());
        if (best != null) {
            TensorFile.write(folder.resolve(BEST), best);
        }
        ObjectNode json = state.toJson();
        ArrayNode steps = json.putArray("optimizer_steps");
        for (int count : optimizer.steps()) {
            steps.add(count);
        }
        ObjectNode notes = json.putObject("settings");
        settings.forEach(notes::put);
        try (AtomicFile file = AtomicFile.create(folder.resolve(STATE))) {
            file.write(ByteBuffer.wrap(JsonTree.write(json)));
            file.commit();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts everything back. All files are opened and checked first: where one is missing or does not fit, nothing has
     * changed.
     *
     * @param best receives the parameters of the best model, if the checkpoint has them
     * @throws InputException if the checkpoint was made with other settings, or is damaged
     */
    TrainingState read(Path folder, Map<String, Tensor> best) {
        ConfigFile json = ConfigFile.read(folder.resolve(STATE));
        checkSettings(folder, json.texts("settings"));
        TrainingState state = TrainingState.fromJson(json);
        List<TensorFile> files = new ArrayList<>();
        try {
            files.add(TensorFile.open(folder.resolve(MODEL), learned.ofModel()));
            if (!learned.ofLoss().isEmpty()) {
                files.add(TensorFile.open(folder.resolve(LOSS), learned.ofLoss()));
            }
            Map<String, Tensor> moments = optimizer.state();
            if (!moments.isEmpty()) {
                files.add(TensorFile.open(folder.resolve(OPTIMIZER), moments));
            }
            boolean bestIsEarlier = Files.exists(folder.resolve(BEST));
            if (bestIsEarlier) {
                files.add(TensorFile.open(folder.resolve(BEST), best));
            }
            optimizer.restoreSteps(optimizerSteps(json));
            files.forEach(TensorFile::fill);
            if (!bestIsEarlier) {
                Learned.copy(learned.all(), best);
            }
        } finally {
            files.forEach(TensorFile::close);
        }
        return state;
    }

    private static int[] optimizerSteps(ConfigFile json) {
        JsonNode array = json.node("optimizer_steps");
        if (array == null || !array.isArray()) {
            throw json.wrong("optimizer_steps", "the steps of each variable; take the checkpoint as it was saved");
        }
        int[] steps = new int[array.size()];
        for (int i = 0; i < steps.length; i++) {
            if (!array.get(i).isInt() || array.get(i).intValue() < 0) {
                throw json.wrong("optimizer_steps", "whole numbers of at least 0; take the checkpoint as it was saved");
            }
            steps[i] = array.get(i).intValue();
        }
        return steps;
    }

    private void checkSettings(Path folder, Map<String, String> then) {
        settings.forEach((name, value) -> {
            String before = then.getOrDefault(name, "not set");
            if (!before.equals(value)) {
                throw different(folder, name, before, value);
            }
        });
        then.forEach((name, value) -> {
            if (!settings.containsKey(name)) {
                throw different(folder, name, value, "not set");
            }
        });
    }

    private static InputException different(Path folder, String name, String then, String now) {
        return new InputException("the training in " + folder + " cannot be resumed: it was begun with " + name + " "
                + then + ", and now it is " + now + "; give the same options, or train into another folder");
    }
}
