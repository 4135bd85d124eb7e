package pellucid.training.word2vec;

import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.Pool.pool;

import pellucid.autograd.Variable;
import pellucid.tensor.Operations;
import pellucid.tensor.Pooling;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ContextGradient;

/**
 * Continuous bag of words (Mikolov et al., "Efficient Estimation of Word Representations in Vector Space", 2013): the words
 * around the middle predict it together, whatever their order.
 *
 * <pre>
 *   h = 1/n Σ_c v[c]          over the n words of the context
 *   dv[c] += dh / n           the gradient
 *   dv[c] += dh               what word2vec.c and gensim do
 * </pre>
 *
 * <p>The second is not the derivative of any mean: it is as if the step of the context's words were n times as long.
 *
 * @param contextGradient which of the two
 */
public record Cbow(ContextGradient contextGradient) implements Projection {
    @Override
    public Variable of(Variable input, Examples examples) {
        Segments contexts = examples.contexts();
        Variable vectors = gatherRows(input, input.value().backend().ints(examples.inputs()));
        Variable h = pool(Pooling.MEAN, vectors, contexts, 0);
        if (contextGradient == ContextGradient.WHOLE_ERROR) {
            // The mean's own backward pass divides by the count, so the error is multiplied by it before.
            h.onGradient(error -> Operations.multiply(error, counts(contexts, error)));
        }
        return h;
    }

    /** The number of words of each context, [contexts, 1]. */
    private static Tensor counts(Segments contexts, Tensor like) {
        double[] counts = new double[contexts.count()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = contexts.length(i);
        }
        Tensor column = like.backend().zeros(like.dtype(), Shape.of(counts.length, 1));
        like.backend().write(counts, 0, column);
        return column;
    }
}
