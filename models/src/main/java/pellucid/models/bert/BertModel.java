package pellucid.models.bert;

import static pellucid.autograd.Checkpoint.checkpoint;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Checkpoint;
import pellucid.autograd.LayerMemory;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;

/**
 * The encoder of BERT: token ids in, one vector a token out.
 *
 * <p>What it computes can be seen through a {@link pellucid.models.nn.Tap} under these names, N counting the layers from
 * 0 (all [tokens, hidden] where nothing else is said):
 *
 * <pre>
 *   embeddings                           the input of layer 0
 *   encoder.layer.N.attention.query      also .key and .value
 *   encoder.layer.N.attention.scores     before softmax; [heads, tokens, tokens] for one text, flat for several
 *   encoder.layer.N.attention.probs      after softmax, likewise
 *   encoder.layer.N.attention.context    what each token gathered
 *   encoder.layer.N.attention.output     after the projection, before the residual is added
 *   encoder.layer.N.attention            after residual and normalisation
 *   encoder.layer.N.intermediate         before the activation; [tokens, intermediate]
 *   encoder.layer.N.intermediate.activation
 *   encoder.layer.N.output               after the projection, before the residual is added
 *   encoder.layer.N                      the result of the layer
 * </pre>
 */
public final class BertModel {
    private final BertConfig config;
    private final BertEmbeddings embeddings;
    private final List<BertLayer> layers;
    private final boolean checkpoints;
    private final Parameters parameters = new Parameters();
    private final Backend backend;

    BertModel(BertConfig config, BertEmbeddings embeddings, List<BertLayer> layers) {
        this(config, embeddings, layers, false);
    }

    private BertModel(BertConfig config, BertEmbeddings embeddings, List<BertLayer> layers, boolean checkpoints) {
        this.config = config;
        this.embeddings = embeddings;
        this.layers = List.copyOf(layers);
        this.checkpoints = checkpoints;
        embeddings.gather(parameters);
        for (BertLayer layer : layers) {
            layer.gather(parameters);
        }
        this.backend = parameters.variables().get(0).value().backend();
    }

    /** The vectors of all tokens, without dropout. */
    public Variable forward(Tensor ids, Tensor typeIds, Segments segments) {
        return forward(ids, typeIds, segments, Dropouts.NONE);
    }

    /**
     * The vectors of all tokens.
     *
     * @param ids int32 [tokens], the tokens of all texts one behind the other
     * @param typeIds int32 [tokens], 0 for a first text, 1 for a second
     * @param segments which tokens belong to one text
     * @param dropouts what is dropped in training
     * @return [tokens, hidden]
     */
    public Variable forward(Tensor ids, Tensor typeIds, Segments segments, Dropouts dropouts) {
        Variable hidden = embeddings.forward(ids, typeIds, segments, dropouts);
        try (LayerMemory memory = LayerMemory.open(hidden)) {
            for (BertLayer layer : layers) {
                Variable result = checkpoints
                        ? checkpoint(new TwiceComputed(layer, segments, dropouts), hidden)
                        : layer.forward(hidden, segments, dropouts);
                hidden = memory.keepOnly(result);
            }
        }
        return hidden;
    }

    /** A layer whose second pass, in backward, drops what its first one dropped. */
    private static final class TwiceComputed implements Checkpoint.Body {
        private final BertLayer layer;
        private final Segments segments;
        private Dropouts dropouts;

        TwiceComputed(BertLayer layer, Segments segments, Dropouts dropouts) {
            this.layer = layer;
            this.segments = segments;
            this.dropouts = dropouts;
        }

        @Override
        public Variable of(Variable... inputs) {
            Dropouts again = dropouts.copy();
            Variable result = layer.forward(inputs[0], segments, dropouts);
            dropouts = again;
            return result;
        }
    }

    /**
     * The same model, with the same variables, for training in little memory: {@link #forward} keeps the input of each
     * layer and computes the layer once more when backward comes by. Results and gradients have the same bits.
     */
    public BertModel withCheckpoints() {
        return new BertModel(config, embeddings, layers, true);
    }

    /**
     * What is computed on the way to the vectors of all tokens, for training that looks into the layers; always without
     * checkpoints.
     *
     * @param ids int32 [tokens]
     * @param typeIds int32 [tokens]
     */
    public BertStates states(Tensor ids, Tensor typeIds, Segments segments, Dropouts dropouts) {
        List<Variable> hidden = new ArrayList<>();
        List<Variable> queryKeyValue = new ArrayList<>();
        hidden.add(embeddings.forward(ids, typeIds, segments, dropouts));
        for (BertLayer layer : layers) {
            Variable input = hidden.get(hidden.size() - 1);
            Variable qkv = layer.queryKeyValue(input);
            queryKeyValue.add(qkv);
            hidden.add(layer.forward(input, qkv, segments, dropouts));
        }
        return new BertStates(hidden, queryKeyValue);
    }

    /**
     * The queries, keys and values of one layer, with nothing computed that they do not need.
     *
     * @param layer counted from 0
     * @return [tokens, 3·hidden]: queries, keys and values side by side
     */
    public Variable queryKeyValue(int layer, Tensor ids, Tensor typeIds, Segments segments, Dropouts dropouts) {
        Variable hidden = embeddings.forward(ids, typeIds, segments, dropouts);
        for (BertLayer before : layers.subList(0, layer)) {
            hidden = before.forward(hidden, segments, dropouts);
        }
        return layers.get(layer).queryKeyValue(hidden);
    }

    /**
     * Takes the embeddings and the first layers out of the training. They leave no tape, so a step needs neither time nor
     * memory for their gradients.
     *
     * @param firstLayers how many layers; 0 for the embeddings alone
     */
    public void freeze(int firstLayers) {
        if (firstLayers < 0 || firstLayers > layers.size()) {
            throw new InputException(firstLayers + " layers are to be frozen, and the model has " + layers.size()
                    + "; give a number from 0 (the embeddings alone) to that");
        }
        parameters.freeze(name -> name.startsWith("embeddings."));
        for (int i = 0; i < firstLayers; i++) {
            String prefix = "encoder.layer." + i + ".";
            parameters.freeze(name -> name.startsWith(prefix));
        }
    }

    public BertConfig config() {
        return config;
    }

    /** The parameters under Hugging Face's names, without prefix. */
    public Parameters parameters() {
        return parameters;
    }

    public Backend backend() {
        return backend;
    }
}
