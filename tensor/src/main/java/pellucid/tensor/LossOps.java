package pellucid.tensor;

/** The part of the {@link Backend} contract that classification and in-batch ranking end in. */
public interface LossOps extends SequenceOps {
    /**
     * Cross-entropy of each row with its label: losses[i] = logSumExp(logits[i]) - logits[i, labels[i]].
     *
     * @param logits [rows, classes]
     * @param labels int32 [rows], each from 0 to classes - 1
     * @param probabilities [rows, classes], receives softmax(logits) for the backward pass; null when it is not wanted
     * @param losses [rows]
     */
    default void crossEntropy(Tensor logits, Tensor labels, Tensor probabilities, Tensor losses) {
        Operands.crossEntropy(logits, labels, probabilities, losses);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor logProbabilities = frame.tensor(logits.dtype(), logits.shape());
            Tensor chosen = frame.tensor(logits.dtype(), logits.shape());
            logSoftmax(logits, logProbabilities);
            Tensor zero = frame.tensor(logits.dtype(), Shape.scalar());
            fill(zero, 0);
            // Chosen, not multiplied by 0 and 1: a class that is masked out with a logit of -infinity stays harmless.
            where(oneHot(frame, logits, labels), logProbabilities, zero, chosen);
            reduce(ReduceOp.SUM, chosen, -1, losses);
            unary(UnaryOp.NEGATE, losses, losses);
            if (probabilities != null) {
                unary(UnaryOp.EXP, logProbabilities, probabilities);
            }
        }
    }

    /**
     * dlogits = (probabilities - oneHot(labels)) · dlosses, row by row.
     *
     * @param dLosses [rows]
     */
    default void crossEntropyBackward(Tensor probabilities, Tensor labels, Tensor dLosses, Tensor dLogits) {
        Operands.crossEntropy(probabilities, labels, dLogits, dLosses);
        try (Scratch.Frame frame = scratch().open()) {
            binary(BinaryOp.SUBTRACT, probabilities, oneHot(frame, probabilities, labels), dLogits);
            binary(BinaryOp.MULTIPLY, dLogits, dLosses.reshape(dLosses.dim(0), 1), dLogits);
        }
    }

    /** [rows, classes]: 1 at each row's label, else 0. */
    private Tensor oneHot(Scratch.Frame frame, Tensor like, Tensor labels) {
        int classes = like.dim(1);
        Tensor numbers = frame.tensor(like.dtype(), Shape.of(1, classes));
        double[] counted = new double[classes];
        for (int i = 0; i < classes; i++) {
            counted[i] = i;
        }
        write(counted, 0, numbers);
        Tensor wanted = frame.tensor(like.dtype(), Shape.of(labels.dim(0), 1));
        copy(labels.reshape(labels.dim(0), 1), wanted);
        Tensor result = frame.tensor(like.dtype(), like.shape());
        binary(BinaryOp.EQUAL, numbers, wanted, result);
        return result;
    }
}
