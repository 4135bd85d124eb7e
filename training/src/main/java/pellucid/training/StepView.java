package pellucid.training;

import java.util.List;
import pellucid.models.nn.Parameters;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.data.Batch;

/**
 * A look into a step after its gradients are known and before the parameters change.
 *
 * @param step which step, counted from 1
 * @param encoder the model as the gradients were computed with
 * @param parameters those of the model and those of the loss, each with its gradient, before clipping
 * @param batches what the step looked at
 */
public record StepView(int step, SentenceEncoder encoder, Parameters parameters, List<Batch> batches) {}
