package pellucid.training.word2vec;

import pellucid.autograd.Variable;

/** From the words of a context to the hidden layer: the half in which CBOW and skip-gram differ. */
@FunctionalInterface
public interface Projection {
    /**
     * The hidden layer.
     *
     * @param input the table of word vectors, [vocabulary, width]
     * @return h, a row for each context, [contexts, width]
     */
    Variable of(Variable input, Examples examples);
}
