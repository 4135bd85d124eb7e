package pellucid.training.classifier;

import java.util.List;

/**
 * What a training gave.
 *
 * @param classifier with the weights of the best epoch
 * @param epochs one for each epoch that was trained
 * @param bestEpoch the epoch, counted from 1, whose weights were kept: the one of the lowest loss on the rows kept back,
 *     or the last where none were
 */
public record TrainedClassifier(Classifier classifier, List<Epoch> epochs, int bestEpoch) {
    /**
     * One time through the training rows.
     *
     * @param number counted from 1
     * @param trainingLoss the mean cross-entropy of the mini-batches as they were learned, with dropout
     * @param heldOutLoss the mean cross-entropy of the rows kept back, after the epoch; NaN where none were
     * @param heldOutAccuracy the share of the rows kept back that got the right class; NaN where none were
     */
    public record Epoch(int number, double trainingLoss, double heldOutLoss, double heldOutAccuracy) {}

    public TrainedClassifier {
        epochs = List.copyOf(epochs);
    }
}
