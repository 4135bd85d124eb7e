package pellucid.training.word2vec;

import pellucid.models.word2vec.train.Objective;
import pellucid.tensor.InputException;
import pellucid.training.optim.OptimizerSettings;

/**
 * How the simple trainer takes its steps.
 *
 * <p>The gradients of a mini-batch are added up, not averaged: with batches of one prediction gradient descent is
 * word2vec.c's own rule, with larger ones each prediction moves the vectors as far as it would alone, but none sees what the
 * others of its batch did. A row that the whole batch asks about, as the root of the tree in hierarchical softmax, then
 * takes one long step, and with too long steps the loss grows instead of falling.
 *
 * @param optimizer plain gradient descent, or Adam
 * @param batchSize the predictions of a mini-batch; 0 for as many as suit the objective
 */
public record StepOptions(OptimizerSettings optimizer, int batchSize) {
    /** Adam's first learning rate where the options of Word2Vec give none; theirs are gradient descent's. */
    static final double ADAM_LEARNING_RATE = 1e-3;

    private static final int ADAM_BATCH = 512;
    private static final int SOFTMAX_BATCH = 512;
    private static final int NEGATIVE_SAMPLING_BATCH = 64;
    private static final int TREE_BATCH = 32;

    public StepOptions {
        if (batchSize < 0) {
            throw new InputException(
                    "the batch size is " + batchSize + "; it must be 1 or more, or 0 for what suits the objective");
        }
    }

    /** Gradient descent, in mini-batches that suit the objective. */
    public static StepOptions sgd() {
        return new StepOptions(OptimizerSettings.sgd(0, false), 0);
    }

    /** Adam, in mini-batches of 512 predictions. */
    public static StepOptions adam() {
        return new StepOptions(OptimizerSettings.adam(), 0);
    }

    public StepOptions withBatchSize(int batchSize) {
        return new StepOptions(optimizer, batchSize);
    }

    boolean isGradientDescent() {
        return optimizer.kind() == OptimizerSettings.Kind.SGD;
    }

    /**
     * The predictions of a mini-batch: those given, or what suits the objective. The steps of Adam are bounded whatever the
     * batch; the rows of the softmax all get a little of every prediction.
     */
    int batchSizeFor(Objective objective) {
        if (batchSize > 0) {
            return batchSize;
        }
        if (!isGradientDescent()) {
            return ADAM_BATCH;
        }
        return switch (objective) {
            case SOFTMAX -> SOFTMAX_BATCH;
            case HIERARCHICAL_SOFTMAX -> TREE_BATCH;
            case NEGATIVE_SAMPLING -> NEGATIVE_SAMPLING_BATCH;
        };
    }
}
