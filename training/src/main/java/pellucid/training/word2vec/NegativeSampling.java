package pellucid.training.word2vec;

import pellucid.autograd.Variable;

/**
 * Negative sampling (Mikolov et al., "Distributed Representations of Words and Phrases and their Compositionality", 2013):
 * is it this word, or one of some that were drawn at random?
 *
 * <pre>  L = -Σ ( log σ(u[target]·h) + Σ_k log σ(-u[negative_k]·h) )  </pre>
 *
 * <p>K drawn words make K + 1 questions: O(K · width), whatever the vocabulary. The draws come with the examples, from
 * {@link pellucid.models.word2vec.train.NegativeDistribution}.
 */
public final class NegativeSampling implements WordLoss {
    @Override
    public Variable of(Variable h, Variable output, Examples examples) {
        Questions questions = new Questions();
        int each = examples.negativesEach();
        for (int i = 0; i < examples.predictions(); i++) {
            int row = examples.rows()[i];
            questions.ask(row, examples.targets()[i], true);
            for (int k = 0; k < each; k++) {
                int negative = examples.negatives()[i * each + k];
                if (negative >= 0) {
                    questions.ask(row, negative, false);
                }
            }
        }
        return questions.loss(h, output);
    }

    @Override
    public int outputs(int words) {
        return words;
    }
}
