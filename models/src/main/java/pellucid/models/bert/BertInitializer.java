package pellucid.models.bert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Tensor;

/**
 * Makes a {@link BertModel} that knows nothing yet, as BERT begins: weights and embeddings are normal with a standard
 * deviation of 0.02 (0 for the padding token), biases 0, the gains of layer normalisation 1.
 */
public final class BertInitializer {
    private static final double STANDARD_DEVIATION = 0.02;

    private BertInitializer() {}

    /**
     * A model of random weights: the same for the same seed, on every backend.
     *
     * @param dtype float32, or float64 on a backend that has it
     */
    public static BertModel random(BertConfig config, Backend backend, DType dtype, long seed) {
        BertBlueprint blueprint = new BertBlueprint(config);
        List<BertBlueprint.Slot> slots = blueprint.slots();
        Map<String, Variable> variables = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            BertBlueprint.Slot slot = slots.get(i);
            Tensor value = backend.zeros(dtype, slot.shape());
            if (slot.name().endsWith("LayerNorm.weight")) {
                backend.fill(value, 1);
            } else if (slot.name().endsWith(".weight")) {
                backend.normal(value, 0, STANDARD_DEVIATION, seed * slots.size() + i);
            }
            if (slot.name().equals(BertBlueprint.WORDS) && config.padTokenId() >= 0) {
                backend.fill(value.select(0, config.padTokenId()), 0);
            }
            variables.put(slot.name(), slot.variable(value));
        }
        return blueprint.build(variables);
    }
}
