package pellucid.training.word2vec;

import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.Linear.linear;
import static pellucid.autograd.function.LogSoftmax.logSoftmax;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Sum.sum;

import pellucid.autograd.Variable;
import pellucid.tensor.Activation;
import pellucid.tensor.InputException;

/**
 * Softmax over the whole vocabulary: the model that the other two approximate.
 *
 * <pre>
 *   P(w | h) = exp(u[w]·h) / Σ_v exp(u[v]·h)
 *   L = -Σ log P(target | h)
 *   du[v] = (P(v | h) - [v = target]) h      dh = Σ_v (P(v | h) - [v = target]) u[v]
 * </pre>
 *
 * <p>The sum runs over all V words: O(V · width) for each row of h, forward and backward. One matrix product does it for all
 * rows of a mini-batch, which makes some thousand words bearable.
 */
public final class FullSoftmax implements WordLoss {
    private static final long MOST_LOGITS = 1L << 28;

    @Override
    public Variable of(Variable h, Variable output, Examples examples) {
        int words = output.value().dim(0);
        check(h.value().dim(0), words);
        Variable logits = linear(h, output, null, Activation.NONE); // h Uᵀ, [contexts, words]
        Variable logProbabilities = reshape(logSoftmax(logits), -1, 1);
        int[] chosen = new int[examples.predictions()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = examples.rows()[i] * words + examples.targets()[i];
        }
        return affine(sum(gatherRows(logProbabilities, h.value().backend().ints(chosen))), -1, 0);
    }

    private static void check(int contexts, int words) {
        if ((long) contexts * words > MOST_LOGITS) {
            throw new InputException("the full softmax of " + contexts + " contexts over " + words
                    + " words has more than " + MOST_LOGITS
                    + " numbers; take smaller batches or fewer words, or choose negative sampling");
        }
    }

    @Override
    public int outputs(int words) {
        return words;
    }
}
