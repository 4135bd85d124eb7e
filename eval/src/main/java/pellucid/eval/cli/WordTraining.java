package pellucid.eval.cli;

import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Word2VecListener;
import pellucid.models.word2vec.train.Word2VecModel;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.models.word2vec.train.Word2VecTrainer;
import pellucid.tensor.Backend;
import pellucid.training.word2vec.AutogradWord2Vec;
import pellucid.training.word2vec.StepOptions;

/** Trains word vectors by the trainer that has the objective: the full softmax is the simple one's. */
final class WordTraining {
    private WordTraining() {}

    static Word2VecModel train(
            Word2VecOptions options, EncodedCorpus corpus, Backend backend, Word2VecListener listener) {
        return options.objective() == Objective.SOFTMAX
                ? new AutogradWord2Vec(options, StepOptions.sgd(), corpus, backend, listener).train()
                : new Word2VecTrainer(options, corpus, backend, listener).train();
    }
}
