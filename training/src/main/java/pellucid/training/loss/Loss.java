package pellucid.training.loss;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Parameters;

/**
 * What training makes small: one number from the vectors of a batch of texts. Texts come in columns (anchor, positive,
 * negative, …), and row i of all columns belongs together.
 *
 * <p>A loss is made of autograd's functions only, so its gradient follows by itself.
 */
public interface Loss {
    /**
     * The loss of a batch.
     *
     * @param columns [batch, dimension] each
     * @param labels what {@link #expects} says; null when it says none
     * @return a scalar
     * @throws pellucid.tensor.InputException if the batch is not what {@link #expects} says
     */
    Variable of(List<Variable> columns, double[] labels);

    /** The name on the command line: {@code mnrl}. */
    String name();

    /** The batches that it can be computed of. */
    Columns expects();

    /** What the loss itself has to learn; most have nothing. */
    default Parameters parameters() {
        return new Parameters();
    }

    /** Says which batch of training comes: what a loss draws at random depends on its seed and on this number alone. */
    default void atStep(long step) {}
}
