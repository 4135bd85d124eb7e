package pellucid.training.distill;

import static pellucid.autograd.function.LogSoftmax.logSoftmax;
import static pellucid.autograd.function.Matmul.matmul;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Slice.slice;
import static pellucid.autograd.function.Transpose.transpose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;

/**
 * One of the nine relations between the tokens of a text.
 *
 * <pre>  softmax(A Bᵀ / √(hidden / heads)),   A the left part and B the right one, both cut into heads  </pre>
 *
 * @param left of the token that looks
 * @param right of the token that is looked at
 * @param heads into how many the width is cut, whatever the number of the model's own heads
 */
public record Relation(Part left, Part right, int heads) {
    /** The thirds of what a layer's first multiplication makes, in their order. */
    public enum Part {
        QUERY,
        KEY,
        VALUE
    }

    public Relation {
        if (heads < 1) {
            throw new InputException("a relation has " + heads + " heads; give at least 1");
        }
    }

    /** Attention as the model computes it, where the heads are its own. */
    public static Relation attention(int heads) {
        return new Relation(Part.QUERY, Part.KEY, heads);
    }

    /** A part with itself. */
    public static Relation of(Part part, int heads) {
        return new Relation(part, part, heads);
    }

    /** All nine. */
    public static List<Relation> all(int heads) {
        List<Relation> all = new ArrayList<>();
        for (Part left : Part.values()) {
            for (Part right : Part.values()) {
                all.add(new Relation(left, right, heads));
            }
        }
        return all;
    }

    /**
     * What a relation of a text costs.
     *
     * @param multiplyAdds in one model's forward pass; a student's backward pass takes twice as many
     * @param probabilities numbers to keep for the backward pass
     */
    public record Cost(long multiplyAdds, long probabilities) {}

    /** The cost for a text of so many tokens and a model of this width: the same for all nine, so it goes by their number. */
    public Cost cost(int tokens, int hidden) {
        long pairs = (long) tokens * tokens;
        return new Cost(pairs * hidden, pairs * heads);
    }

    /**
     * The logarithms of one text's relation.
     *
     * @param qkv [tokens, 3·hidden]: queries, keys and values of all texts side by side
     * @param from the text's first token
     * @param to the token after its last
     * @return [heads, to - from, to - from]; each row is a distribution
     */
    Variable logProbabilities(Variable qkv, int from, int to) {
        Variable text = slice(qkv, 0, from, to);
        int hidden = qkv.value().dim(1) / 3;
        if (hidden % heads != 0) {
            throw new InputException(this + ": " + heads + " heads do not divide the hidden size " + hidden
                    + "; choose a number of relation heads that divides those of teacher and student");
        }
        double scale = 1 / Math.sqrt((double) hidden / heads);
        return logSoftmax(matmul(cut(text, left, hidden), transpose(cut(text, right, hidden), 1, 2), scale));
    }

    /** [heads, tokens, hidden / heads] of one part. */
    private Variable cut(Variable text, Part part, int hidden) {
        Variable third = slice(text, 1, part.ordinal() * hidden, (part.ordinal() + 1) * hidden);
        return transpose(reshape(third, text.value().dim(0), heads, hidden / heads), 0, 1);
    }

    /** Such as {@code query-key, 12 heads}. */
    @Override
    public String toString() {
        return left.name().toLowerCase(Locale.ROOT) + "-" + right.name().toLowerCase(Locale.ROOT) + ", " + heads
                + (heads == 1 ? " head" : " heads");
    }
}
