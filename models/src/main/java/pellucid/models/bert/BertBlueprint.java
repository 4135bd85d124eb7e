package pellucid.models.bert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pellucid.autograd.Variable;
import pellucid.models.nn.LayerNorm;
import pellucid.models.nn.Linear;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Which variables a BERT of given dimensions has, and how the model is put together from them. */
final class BertBlueprint {
    /** The table of words, whose rows are the tokens. */
    static final String WORDS = "embeddings.word_embeddings.weight";

    private final BertConfig config;

    BertBlueprint(BertConfig config) {
        this.config = config;
    }

    /**
     * One variable.
     *
     * @param name its own
     * @param parts the parameters that lie in it, one below the other, under Hugging Face's names
     * @param each the shape of one part
     */
    record Slot(String name, List<String> parts, Shape each) {
        Shape shape() {
            return each.with(0, parts.size() * each.dim(0));
        }

        /** The variable of this slot: a step uses few of the words, so their gradient is kept by rows. */
        Variable variable(Tensor value) {
            return name.equals(WORDS) ? Variable.table(value) : Variable.parameter(value);
        }
    }

    /** All variables, in the order of the model. */
    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        int hidden = config.hiddenSize();
        int wide = config.intermediateSize();
        add(slots, WORDS, config.vocabSize(), hidden);
        add(slots, "embeddings.position_embeddings.weight", config.maxPositionEmbeddings(), hidden);
        add(slots, "embeddings.token_type_embeddings.weight", config.typeVocabSize(), hidden);
        addPair(slots, "embeddings.LayerNorm", hidden);
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            String layer = "encoder.layer." + i;
            String self = layer + ".attention.self";
            slots.add(new Slot(self + ".weight", thirds(self, ".weight"), Shape.of(hidden, hidden)));
            slots.add(new Slot(self + ".bias", thirds(self, ".bias"), Shape.of(hidden)));
            addPair(slots, layer + ".attention.output.dense", hidden, hidden);
            addPair(slots, layer + ".attention.output.LayerNorm", hidden);
            addPair(slots, layer + ".intermediate.dense", wide, hidden);
            addPair(slots, layer + ".output.dense", hidden, wide);
            addPair(slots, layer + ".output.LayerNorm", hidden);
        }
        return slots;
    }

    private static List<String> thirds(String self, String ending) {
        return List.of(self + ".query" + ending, self + ".key" + ending, self + ".value" + ending);
    }

    /** A weight of these dimensions and a bias as long as its first. */
    private static void addPair(List<Slot> slots, String name, int... dims) {
        add(slots, name + ".weight", dims);
        add(slots, name + ".bias", dims[0]);
    }

    private static void add(List<Slot> slots, String name, int... dims) {
        slots.add(new Slot(name, List.of(name), Shape.of(dims)));
    }

    /** @param variables by the names of the slots */
    BertModel build(Map<String, Variable> variables) {
        BertEmbeddings embeddings = new BertEmbeddings(
                variables.get(WORDS),
                variables.get("embeddings.position_embeddings.weight"),
                variables.get("embeddings.token_type_embeddings.weight"),
                norm(variables, "embeddings.LayerNorm"),
                config.padTokenId(),
                config.hiddenDropout());
        List<BertLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            String name = "encoder.layer." + i;
            layers.add(new BertLayer(
                    name,
                    new BertSelfAttention(
                            name + ".attention",
                            linear(variables, name + ".attention.self"),
                            config.numAttentionHeads(),
                            config.attentionDropout()),
                    linear(variables, name + ".attention.output.dense"),
                    norm(variables, name + ".attention.output.LayerNorm"),
                    linear(variables, name + ".intermediate.dense"),
                    config.activation(),
                    linear(variables, name + ".output.dense"),
                    norm(variables, name + ".output.LayerNorm"),
                    config.hiddenDropout()));
        }
        return new BertModel(config, embeddings, layers);
    }

    private static Linear linear(Map<String, Variable> variables, String name) {
        return new Linear(variables.get(name + ".weight"), variables.get(name + ".bias"));
    }

    private LayerNorm norm(Map<String, Variable> variables, String name) {
        return new LayerNorm(variables.get(name + ".weight"), variables.get(name + ".bias"), config.layerNormEps());
    }
}
