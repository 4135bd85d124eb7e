package pellucid.models.sentence;

import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.L2Normalize.l2Normalize;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.autograd.function.Pool;
import pellucid.models.bert.BertModel;
import pellucid.models.bert.BertStates;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.models.nn.Tap;
import pellucid.tensor.Backend;
import pellucid.tensor.Pooling;

/**
 * The network of a sentence encoder: BERT, pooling and, if the model has it, normalisation; one definition for training
 * and inference. Beside what {@link BertModel} shows, a tap sees {@code pooling} and {@code normalized}, both [texts,
 * dimension].
 */
public final class SentenceModel {
    private final BertModel bert;
    private final PoolingSettings pooling;
    private final boolean normalize;

    public SentenceModel(BertModel bert, PoolingSettings pooling, boolean normalize) {
        this.bert = bert;
        this.pooling = pooling;
        this.normalize = normalize;
    }

    /**
     * The vector of each text, as the model's modules define it.
     *
     * @return [texts, dimension]
     */
    public Variable forward(TokenBatch batch, Dropouts dropouts) {
        return pool(bert.forward(batch.ids(), batch.typeIds(), batch.segments(), dropouts), batch);
    }

    /**
     * The vector of each text from token vectors of any layer: pooling and, if the model has it, normalisation.
     *
     * @param hidden [tokens, hidden]
     * @return [texts, dimension]
     */
    public Variable pool(Variable hidden, TokenBatch batch) {
        Variable pooled = pooled(hidden, batch);
        return normalize ? normalized(pooled) : pooled;
    }

    /** The vector of each text before any normalisation, [texts, dimension]. */
    Variable pooled(TokenBatch batch, Dropouts dropouts) {
        return pooled(bert.forward(batch.ids(), batch.typeIds(), batch.segments(), dropouts), batch);
    }

    private Variable pooled(Variable hidden, TokenBatch batch) {
        int skip = pooling.includePrompt() ? 0 : batch.promptTokens();
        List<Variable> parts = new ArrayList<>(pooling.modes().size());
        for (Pooling mode : pooling.modes()) {
            parts.add(Pool.pool(mode, hidden, batch.segments(), skip));
        }
        Variable pooled = parts.size() == 1 ? parts.get(0) : concat(parts);
        Tap.see("pooling", pooled.value());
        return pooled;
    }

    /** What BERT computes for a batch layer by layer. */
    public BertStates states(TokenBatch batch, Dropouts dropouts) {
        return bert.states(batch.ids(), batch.typeIds(), batch.segments(), dropouts);
    }

    static Variable normalized(Variable x) {
        Variable unit = l2Normalize(x);
        Tap.see("normalized", unit.value());
        return unit;
    }

    /** How many numbers the vector of a text has. */
    public int dimension() {
        return bert.config().hiddenSize() * pooling.modes().size();
    }

    public BertModel bert() {
        return bert;
    }

    public PoolingSettings pooling() {
        return pooling;
    }

    /** Whether the model's own last step is a normalisation. */
    public boolean normalizes() {
        return normalize;
    }

    public Parameters parameters() {
        return bert.parameters();
    }

    public Backend backend() {
        return bert.backend();
    }
}
