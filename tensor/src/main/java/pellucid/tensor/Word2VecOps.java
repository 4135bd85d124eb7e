package pellucid.tensor;

/** The part of the {@link Backend} contract that trains word vectors (Mikolov et al., 2013). */
public interface Word2VecOps extends OptimizerOps {
    /**
     * What the words of a context get of the error. For skip-gram (one input word) the two are the same.
     */
    enum ContextGradient {
        /** Each word gets error / count, the gradient of the mean. */
        TRUE,
        /** Each word gets the whole error, as word2vec.c and gensim do. */
        WHOLE_ERROR
    }

    /**
     * Trains on examples one after the other, each seeing the updates of those before it. An example predicts, from the
     * mean h of its input vectors, a 0 or 1 for each of its target vectors:
     *
     * <pre>
     *   gⱼ = (labelⱼ - sigmoid(h · outⱼ)) · learningRate
     *   error = Σⱼ gⱼ outⱼ        outⱼ += gⱼ h        inᵢ += error   (or error / count)
     * </pre>
     *
     * Negative sampling: the targets are the word itself (label 1) and the drawn words (0). Hierarchical softmax: the inner
     * nodes of the word's path, labels 1 - code. Skip-gram: one input word; CBOW: the window.
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
        Operands.word2vec(input, output, inputs, inputIds, targets, targetIds, labels);
        int width = input.dim(1);
        for (int example = 0; example < inputs.count(); example++) {
            int words = inputs.length(example);
            int count = targets.length(example);
            if (words == 0 || count == 0) {
                continue;
            }
            try (Scratch.Frame frame = scratch().open()) {
                DType type = input.dtype();
                Tensor ownInputs = inputIds.slice(0, inputs.start(example), inputs.end(example));
                Tensor ownTargets = targetIds.slice(0, targets.start(example), targets.end(example));
                Tensor ownLabels = labels.slice(0, targets.start(example), targets.end(example));

                Tensor vectors = frame.tensor(type, Shape.of(words, width));
                Tensor hidden = frame.tensor(type, Shape.of(1, width));
                gatherRows(input, ownInputs, vectors);
                reduce(ReduceOp.MEAN, vectors, 0, hidden.select(0, 0));

                Tensor outputs = frame.tensor(type, Shape.of(count, width));
                Tensor gradients = frame.tensor(type, Shape.of(count, 1));
                gatherRows(output, ownTargets, outputs);
                matmul(outputs, hidden.transpose(0, 1), 1, 0, gradients);
                unary(UnaryOp.SIGMOID, gradients, gradients);
                binary(BinaryOp.SUBTRACT, ownLabels.reshape(count, 1), gradients, gradients);
                affine(gradients, learningRate, 0, gradients);

                Tensor error = frame.tensor(type, Shape.of(1, width));
                Tensor outputUpdates = frame.tensor(type, Shape.of(count, width));
                matmul(gradients.transpose(0, 1), outputs, 1, 0, error);
                matmul(gradients, hidden, 1, 0, outputUpdates);
                scatterAddRows(outputUpdates, ownTargets, output);
                if (contextGradient == ContextGradient.TRUE) {
                    affine(error, 1.0 / words, 0, error);
                }
                copy(error.broadcastTo(vectors.shape()), vectors);
                scatterAddRows(vectors, ownInputs, input);
            }
        }
    }
}
