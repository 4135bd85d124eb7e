package pellucid.training.word2vec;

import pellucid.autograd.Variable;

/** From the hidden layer to the loss: the half in which softmax, hierarchical softmax and negative sampling differ. */
public interface WordLoss {
    /**
     * The loss, summed over all predictions.
     *
     * @param h the hidden layer, a row for each context, [contexts, width]
     * @param output the table of the output layer, [{@link #outputs}, width]
     * @return one number
     */
    Variable of(Variable h, Variable output, Examples examples);

    /** How many rows the table of the output layer has, for a vocabulary of so many words. */
    int outputs(int words);
}
