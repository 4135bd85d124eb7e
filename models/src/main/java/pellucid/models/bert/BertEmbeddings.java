package pellucid.models.bert;

import static pellucid.autograd.function.Dropout.dropout;
import static pellucid.autograd.function.EmbeddingLayerNorm.embeddingLayerNorm;

import pellucid.autograd.Inference;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.LayerNorm;
import pellucid.models.nn.Parameters;
import pellucid.models.nn.Tap;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;

/** From token ids to vectors: the sum of a word's, a position's and a token type's embedding, normalised. */
final class BertEmbeddings {
    private static final String NAME = "embeddings";

    private final Variable words; // [vocabulary, hidden]
    private final Variable positions; // [longest, hidden]
    private final Variable types; // [types, hidden]
    private final LayerNorm norm; // [hidden]
    private final int padTokenId;
    private final double dropout;

    BertEmbeddings(Variable words, Variable positions, Variable types, LayerNorm norm, int padTokenId, double dropout) {
        this.words = words;
        this.positions = positions;
        this.types = types;
        this.norm = norm;
        this.padTokenId = padTokenId;
        this.dropout = dropout;
    }

    /** ids and typeIds are int32 [tokens], the result [tokens, hidden]. */
    Variable forward(Tensor ids, Tensor typeIds, Segments segments, Dropouts dropouts) {
        Tensor positionIds = positionIds(words.value().backend(), segments);
        Variable sum = embeddingLayerNorm(
                words,
                positions,
                types,
                ids,
                positionIds,
                typeIds,
                padTokenId,
                norm.gamma(),
                norm.beta(),
                norm.epsilon());
        Variable hidden = dropout(sum, dropouts.next(dropout, sum.value().size()));
        Tap.see(NAME, hidden.value());
        return hidden;
    }

    /** 0, 1, 2, … for each sequence. */
    private Tensor positionIds(Backend backend, Segments segments) {
        if (segments.longest() > positions.value().dim(0)) {
            throw new InputException("a text has " + segments.longest() + " tokens; the model has "
                    + positions.value().dim(0) + " positions: encode with a maximum length of that");
        }
        int[] numbers = new int[segments.total()];
        for (int s = 0; s < segments.count(); s++) {
            for (int i = segments.start(s); i < segments.end(s); i++) {
                numbers[i] = i - segments.start(s);
            }
        }
        return Inference.ints(backend, numbers);
    }

    void gather(Parameters into) {
        into.add(NAME + ".word_embeddings.weight", words);
        into.add(NAME + ".position_embeddings.weight", positions);
        into.add(NAME + ".token_type_embeddings.weight", types);
        norm.gather(NAME + ".LayerNorm", into);
    }
}
