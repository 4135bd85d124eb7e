package pellucid.training.loss;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * A loss that compares a model with another one, the guide or teacher, on the same texts.
 *
 * @see GuidedObjective
 */
public interface GuidedLoss {
    /**
     * The loss of a batch.
     *
     * @param columns [batch, dimension] each, of the model that learns
     * @param guide [batch, the guide's dimension] each, of the same texts
     * @return a scalar
     */
    Variable of(List<Variable> columns, List<Tensor> guide);

    /** The name on the command line: {@code gist}. */
    String name();

    /** The batches that it can be computed of. */
    Columns guidedExpects();
}
