package pellucid.training.loss;

import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.data.Batch;

/** What one step of training does with its batch: texts in, gradients in the model's parameters out. */
public interface Objective {
    /**
     * Adds scale · gradient to the gradients of the model's and the loss's own parameters.
     *
     * @param dropouts advanced by what the forward pass drops
     * @param scale 1, or 1 / n when n batches are accumulated
     * @return the loss, without the scale
     * @throws pellucid.tensor.InputException if the batch is not what {@link #expects} says
     */
    double backward(SentenceEncoder encoder, Batch batch, Dropouts dropouts, double scale);

    /** The loss of a batch, without gradient and dropout. */
    double value(SentenceEncoder encoder, Batch batch);

    /** The name on the command line. */
    String name();

    /** The batches that it can be computed of. */
    Columns expects();

    /** What the loss itself has to learn; most have nothing. */
    default Parameters parameters() {
        return new Parameters();
    }

    /**
     * Says which batch of training comes: what is drawn at random depends on a seed and on this number alone.
     *
     * @param step counts steps or, where several batches make a step, so many a step
     */
    default void atStep(long step) {}
}
