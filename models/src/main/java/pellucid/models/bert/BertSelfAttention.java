package pellucid.models.bert;

import static pellucid.autograd.function.Attention.attention;

import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Linear;
import pellucid.models.nn.Parameters;
import pellucid.models.nn.Tap;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** What every token gathers from the tokens of its sequence; queries, keys and values come from one multiplication. */
final class BertSelfAttention {
    private final Linear queryKeyValue; // [3·hidden, hidden]
    private final int heads;
    private final double dropout;
    private final String queryName;
    private final String keyName;
    private final String valueName;
    private final String scoresName;
    private final String probabilitiesName;
    private final String contextName;

    /** @param name of the attention in the model, {@code encoder.layer.0.attention} */
    BertSelfAttention(String name, Linear queryKeyValue, int heads, double dropout) {
        this.queryKeyValue = queryKeyValue;
        this.heads = heads;
        this.dropout = dropout;
        this.queryName = name + ".query";
        this.keyName = name + ".key";
        this.valueName = name + ".value";
        this.scoresName = name + ".scores";
        this.probabilitiesName = name + ".probs";
        this.contextName = name + ".context";
    }

    /** hidden is [tokens, hidden], the result [tokens, 3·hidden]: queries, keys and values side by side. */
    Variable queryKeyValue(Variable hidden) {
        Variable qkv = queryKeyValue.forward(hidden, Activation.NONE);
        seeThirds(qkv.value());
        return qkv;
    }

    /** qkv is [tokens, 3·hidden], the result [tokens, hidden]. */
    Variable forward(Variable qkv, Segments segments, Dropouts dropouts) {
        if (Tap.wants(scoresName)) {
            Tap.see(scoresName, byHead(scores(qkv.value(), segments), segments));
        }
        Tensor probabilities = Tap.wants(probabilitiesName) ? matrices(qkv.value(), segments) : null;
        Variable context = attention(
                qkv, segments, heads, dropouts.next(dropout, (long) heads * segments.scores()), probabilities);
        if (probabilities != null) {
            Tap.see(probabilitiesName, byHead(probabilities, segments));
        }
        Tap.see(contextName, context.value());
        return context;
    }

    private void seeThirds(Tensor qkv) {
        if (Tap.wants(queryName) || Tap.wants(keyName) || Tap.wants(valueName)) {
            int hidden = qkv.dim(1) / 3;
            Tap.see(queryName, qkv.slice(1, 0, hidden));
            Tap.see(keyName, qkv.slice(1, hidden, 2 * hidden));
            Tap.see(valueName, qkv.slice(1, 2 * hidden, 3 * hidden));
        }
    }

    /** Q Kᵀ / sqrt(size of a head), which attention itself does not show. */
    private Tensor scores(Tensor qkv, Segments segments) {
        Tensor scores = matrices(qkv, segments);
        Backend backend = qkv.backend();
        int hidden = qkv.dim(1) / 3;
        int headSize = hidden / heads;
        int position = 0;
        for (int s = 0; s < segments.count(); s++) {
            Tensor own = qkv.slice(0, segments.start(s), segments.end(s));
            int length = segments.length(s);
            for (int h = 0; h < heads; h++) {
                Tensor query = own.slice(1, h * headSize, (h + 1) * headSize);
                Tensor key = own.slice(1, hidden + h * headSize, hidden + (h + 1) * headSize);
                Tensor matrix =
                        scores.slice(0, position, position + length * length).reshape(length, length);
                backend.matmul(query, key.transpose(0, 1), 1 / Math.sqrt(headSize), 0, matrix);
                position += length * length;
            }
        }
        return scores;
    }

    private Tensor matrices(Tensor like, Segments segments) {
        return like.backend().zeros(like.dtype(), Shape.of(Math.multiplyExact(heads, segments.scores())));
    }

    /** [heads, length, length] for one sequence; several stay one behind the other. */
    private Tensor byHead(Tensor matrices, Segments segments) {
        return segments.count() == 1 ? matrices.reshape(heads, segments.total(), segments.total()) : matrices;
    }

    /** @param name of the attention in the weights, {@code encoder.layer.0.attention.self} */
    void gather(String name, Parameters into) {
        queryKeyValue.gatherRows(into, name + ".query", name + ".key", name + ".value");
    }
}
