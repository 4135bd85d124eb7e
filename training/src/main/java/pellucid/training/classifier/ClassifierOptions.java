package pellucid.training.classifier;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * How a classifier is built and trained.
 *
 * @param hiddenSizes the units of each hidden layer, from the input on; none for softmax regression
 * @param dropout the probability of dropping a hidden unit in training
 * @param batchSize rows of a mini-batch
 * @param epochs at most so many times through the training rows
 * @param learningRate of Adam
 * @param heldOut the share of the rows that is kept back to stop in time; 0 trains on all rows for all epochs
 * @param patience after how many epochs without a better loss on the rows kept back the training stops
 * @param seed of the first weights, the rows kept back, the order of the rows and the dropout
 */
public record ClassifierOptions(
        List<Integer> hiddenSizes,
        double dropout,
        int batchSize,
        int epochs,
        double learningRate,
        double heldOut,
        int patience,
        long seed) {
    public ClassifierOptions {
        hiddenSizes = List.copyOf(hiddenSizes);
        for (int size : hiddenSizes) {
            atLeastOne("a hidden layer", size);
        }
        atLeastOne("the batch size", batchSize);
        atLeastOne("the number of epochs", epochs);
        atLeastOne("the patience", patience);
        fraction("the dropout probability", dropout);
        fraction("the share held out", heldOut);
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new InputException("the learning rate is " + learningRate + "; it must be above 0, such as 0.001");
        }
    }

    /** One hidden layer of 128, dropout .3, batches of 64, at most 40 epochs, Adam at .001, a tenth held out, patience 4. */
    public static ClassifierOptions defaults() {
        return new ClassifierOptions(List.of(128), 0.3, 64, 40, 1e-3, 0.1, 4, 0);
    }

    public ClassifierOptions withHiddenSizes(List<Integer> hiddenSizes) {
        return new ClassifierOptions(hiddenSizes, dropout, batchSize, epochs, learningRate, heldOut, patience, seed);
    }

    public ClassifierOptions withDropout(double dropout) {
        return new ClassifierOptions(hiddenSizes, dropout, batchSize, epochs, learningRate, heldOut, patience, seed);
    }

    public ClassifierOptions withBatchSize(int batchSize) {
        return new ClassifierOptions(hiddenSizes, dropout, batchSize, epochs, learningRate, heldOut, patience, seed);
    }

    public ClassifierOptions withEpochs(int epochs) {
        return new ClassifierOptions(hiddenSizes, dropout, batchSize, epochs, learningRate, heldOut, patience, seed);
    }

    public ClassifierOptions withLearningRate(double learningRate) {
        return new ClassifierOptions(hiddenSizes, dropout, batchSize, epochs, learningRate, heldOut, patience, seed);
    }

    /** Keeps back this share and stops after so many epochs without a better loss on it. */
    public ClassifierOptions withHeldOut(double heldOut, int patience) {
        return new ClassifierOptions(hiddenSizes, dropout, batchSize, epochs, learningRate, heldOut, patience, seed);
    }

    public ClassifierOptions withSeed(long seed) {
        return new ClassifierOptions(hiddenSizes, dropout, batchSize, epochs, learningRate, heldOut, patience, seed);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new InputException(name + " is " + value + "; it must be 1 or more");
        }
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InputException(name + " is " + value + "; it must be at least 0 and less than 1");
        }
    }
}
