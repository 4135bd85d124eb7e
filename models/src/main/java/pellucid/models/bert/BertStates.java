package pellucid.models.bert;

import java.util.List;
import pellucid.autograd.Variable;

/**
 * What a BERT computes layer by layer.
 *
 * @param hidden the vectors of all tokens, [tokens, hidden] each: first the embeddings, then the result of every layer
 * @param queryKeyValue for every layer its queries, keys and values side by side, [tokens, 3·hidden] each; head h has the
 *     h-th part of the columns of each third
 */
public record BertStates(List<Variable> hidden, List<Variable> queryKeyValue) {
    public BertStates {
        hidden = List.copyOf(hidden);
        queryKeyValue = List.copyOf(queryKeyValue);
    }

    /** The result of the last layer, [tokens, hidden]. */
    public Variable last() {
        return hidden.get(hidden.size() - 1);
    }
}
