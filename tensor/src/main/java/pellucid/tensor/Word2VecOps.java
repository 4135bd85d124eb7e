package pellucid.tensor;

/**
 * The part of the {@link Backend} contract that trains word vectors (Mikolov et al., 2013).
 *
 * <p>An example has a few input words and a few targets, each target with a label 0 or 1. With negative sampling the
 * targets are the word itself (label 1) and the drawn words (0); with hierarchical softmax the inner nodes of the word's
 * path, labels 1 - code. The inputs predict the labels, by the sigmoid of a dot product: their mean does in CBOW, each one
 * by itself in skip-gram.
 */
public interface Word2VecOps extends OptimizerOps {
    /**
     * What the words of a context get of the error. For one input word the two are the same.
     */
    enum ContextGradient {
        /** Each word gets error / count, the gradient of the mean. */
        TRUE,
        /** Each word gets the whole error, as word2vec.c and gensim do. */
        WHOLE_ERROR
    }

    /** How the examples of one call see each other. */
    enum ExampleOrder {
        /** Each example sees the updates of those before it. */
        SEQUENTIAL,
        /**
         * All see the tables as they were before the call, and their updates are added in the order of the examples: work
         * that may be shared out without changing a bit.
         */
        BATCH
    }

    /** What one call of {@link #word2vecMean} or {@link #word2vecEach} needs to know. */
    record Word2Vec(ContextGradient contextGradient, ExampleOrder order, double learningRate) {}

    /**
     * Trains on examples one after the other, each seeing the updates of those before it. An example predicts from the mean
     * h of its input vectors:
     *
     * <pre>
     *   gⱼ = (labelⱼ - sigmoid(h · outⱼ)) · learningRate
     *   error = Σⱼ gⱼ outⱼ        outⱼ += gⱼ h        inᵢ += error   (or error / count)
     * </pre>
     *
     * @param input [vocabulary, width], changed
     * @param output [targets, width], changed
     * @param inputIds int32, the input words of all examples, as {@code inputs} divides them
     * @param targetIds int32, the targets of all examples, as {@code targets} divides them
     * @param labels one number for each target
     */
    default void word2vec(
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            ContextGradient contextGradient,
            double learningRate) {
        Operands.word2vec(input, output, inputs, inputIds, targets, targetIds, labels, null);
        Word2Vec settings = new Word2Vec(contextGradient, ExampleOrder.SEQUENTIAL, learningRate);
        WordExamples examples = new WordExamples(inputs, inputIds, targets, targetIds, labels);
        examples.train(this, input, output, settings, null, WordExamples::mean);
    }

    /**
     * What {@link #word2vec} does, with a choice of the order, and the losses if they are wanted: of each example,
     * -Σⱼ log of the probability given to labelⱼ.
     *
     * @param losses [examples], float32; null if nobody asks. An example without inputs or targets has 0.
     */
    default void word2vecMean(
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            Word2Vec settings,
            Tensor losses) {
        if (settings.order() == ExampleOrder.SEQUENTIAL && losses == null) {
            word2vec(
                    input,
                    output,
                    inputs,
                    inputIds,
                    targets,
                    targetIds,
                    labels,
                    settings.contextGradient(),
                    settings.learningRate());
            return;
        }
        Operands.word2vec(input, output, inputs, inputIds, targets, targetIds, labels, losses);
        WordExamples examples = new WordExamples(inputs, inputIds, targets, targetIds, labels);
        examples.train(this, input, output, settings, losses, WordExamples::mean);
    }

    /**
     * Trains on examples whose inputs predict the targets each by itself: the window of skip-gram, all of whose words share
     * the targets (Ji, Satish, Li and Dubey, "Parallelizing Word2Vec in Shared and Distributed Memory", 2016). Within an
     * example nothing sees the others' updates, so it is three small matrix products:
     *
     * <pre>
     *   G = (label - sigmoid(IN · OUTᵀ)) · learningRate        IN += G · OUT        OUT += Gᵀ · IN
     * </pre>
     *
     * The arguments are {@link #word2vecMean}'s; {@code contextGradient} has no effect. A word that comes twice among the
     * inputs or targets gets both updates. The loss of an example is summed over all pairs of an input and a target.
     */
    default void word2vecEach(
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            Word2Vec settings,
            Tensor losses) {
        Operands.word2vec(input, output, inputs, inputIds, targets, targetIds, labels, losses);
        WordExamples examples = new WordExamples(inputs, inputIds, targets, targetIds, labels);
        examples.train(this, input, output, settings, losses, WordExamples::each);
    }
}
