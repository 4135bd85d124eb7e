package pellucid.training.word2vec;

import static pellucid.autograd.function.GatherRows.gatherRows;

import pellucid.autograd.Variable;
import pellucid.tensor.ShapeException;

/**
 * Skip-gram (Mikolov et al., "Efficient Estimation of Word Representations in Vector Space", 2013): one word of the window
 * by itself predicts another.
 *
 * <pre>  h = v[c]  </pre>
 *
 * with c a word of the context; as in word2vec.c the word it predicts is the one in the middle. Over a whole text every pair
 * of near words comes up in both roles, so that the paper's direction, from the middle outwards, visits the same pairs.
 */
public final class SkipGram implements Projection {
    @Override
    public Variable of(Variable input, Examples examples) {
        if (examples.contexts().longest() > 1) {
            throw new ShapeException(
                    "skip-gram: a context has " + examples.contexts().longest()
                            + " words; each word predicts by itself: give contexts of one word");
        }
        return gatherRows(input, input.value().backend().ints(examples.inputs()));
    }
}
