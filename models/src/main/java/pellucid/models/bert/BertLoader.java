package pellucid.models.bert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pellucid.autograd.Variable;
import pellucid.models.weights.StoredTensor;
import pellucid.models.weights.WeightSource;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;

/**
 * Makes a {@link BertModel} from named weights. First it lists the variables that the configuration asks for and finds
 * and checks the tensors of each, then it reads them in parallel, each straight to its place, then it builds.
 *
 * <p>Names may begin with {@code bert.}; layer normalisation may call its parameters gamma and beta, as BERT's first
 * files did.
 */
public final class BertLoader {
    private static final String PREFIX = "bert.";

    private final BertConfig config;
    private final WeightSource source;
    private final Backend backend;
    private final DType dtype;
    private final String prefix;
    private final Set<String> used = new LinkedHashSet<>();

    private BertLoader(BertConfig config, WeightSource source, Backend backend, DType dtype) {
        this.config = config;
        this.source = source;
        this.backend = backend;
        this.dtype = dtype;
        this.prefix = source.names().contains(PREFIX + BertBlueprint.WORDS) ? PREFIX : "";
    }

    /** One variable to be: the stored tensors that lie in it one below the other, and their values once they are read. */
    private static final class Block {
        final BertBlueprint.Slot slot;
        final List<String> stored;
        float[] floats;
        double[] doubles;

        Block(BertBlueprint.Slot slot, List<String> stored) {
            this.slot = slot;
            this.stored = stored;
        }
    }

    /**
     * What was loaded.
     *
     * @param unused the names of tensors that the model has no place for; those that are known to be of no use for
     *     encoding (the pooler, position ids, heads of pre-training) are left out
     */
    public record Loaded(BertModel model, List<String> unused) {}

    /**
     * Loads a model.
     *
     * @param source may be closed afterwards
     * @param dtype float32, or float64 on a backend that has it
     * @throws InputException if a tensor is missing or has another shape than the configuration asks for
     */
    public static Loaded load(BertConfig config, WeightSource source, Backend backend, DType dtype) {
        return new BertLoader(config, source, backend, dtype).load();
    }

    private Loaded load() {
        BertBlueprint blueprint = new BertBlueprint(config);
        List<Block> blocks = blueprint.slots().stream().map(this::block).toList();
        Workers.shared().run(blocks.size(), i -> read(blocks.get(i)));
        Map<String, Variable> variables = new HashMap<>();
        for (Block block : blocks) {
            variables.put(block.slot.name(), block.slot.variable(tensor(block)));
        }
        List<String> unused = source.names().stream()
                .filter(name -> !used.contains(name) && !isOfNoUse(name))
                .toList();
        return new Loaded(blueprint.build(variables), unused);
    }

    private Block block(BertBlueprint.Slot slot) {
        List<String> stored = new ArrayList<>();
        for (String part : slot.parts()) {
            stored.add(find(part, slot.each()));
        }
        return new Block(slot, stored);
    }

    /** The stored name of a tensor, whose shape is checked. */
    private String find(String name, Shape wanted) {
        String stored = prefix + name;
        if (!source.names().contains(stored)) {
            stored = prefix
                    + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
        }
        if (!source.names().contains(stored)) {
            throw new InputException(source + " has no tensor '" + prefix + name + "', which config.json asks for with "
                    + config.numHiddenLayers() + " layers; the two files are from different models");
        }
        StoredTensor found = source.tensor(stored);
        long[] shape = found.shape();
        int[] dims = wanted.dims();
        boolean same = shape.length == dims.length;
        for (int i = 0; same && i < dims.length; i++) {
            same = shape[i] == dims[i];
        }
        if (!same) {
            throw new InputException(source + ": tensor '" + stored + "' has shape " + Arrays.toString(shape)
                    + ", config.json asks for " + wanted + "; the two files are from different models");
        }
        used.add(stored);
        return stored;
    }

    /**
     * Makes the memory of a block and reads its parts into it. Making it takes longer than reading: the system clears every
     * page that is touched for the first time, so each thread makes what it reads.
     */
    private void read(Block block) {
        int size = block.slot.shape().size();
        int each = block.slot.each().size();
        if (dtype == DType.FLOAT32) {
            block.floats = new float[size];
            for (int i = 0; i < block.stored.size(); i++) {
                source.readFloats(block.stored.get(i), block.floats, i * each);
            }
        } else {
            block.doubles = new double[size];
            for (int i = 0; i < block.stored.size(); i++) {
                System.arraycopy(source.doubles(block.stored.get(i)), 0, block.doubles, i * each, each);
            }
        }
    }

    private Tensor tensor(Block block) {
        Shape shape = block.slot.shape();
        return dtype == DType.FLOAT32
                ? backend.adopt(block.floats, shape)
                : backend.doubles(block.doubles, shape.dims());
    }

    private boolean isOfNoUse(String name) {
        return name.endsWith("embeddings.position_ids")
                || name.startsWith(prefix + "pooler.")
                || name.startsWith("cls.");
    }
}
