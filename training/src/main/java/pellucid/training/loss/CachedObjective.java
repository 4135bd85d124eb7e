package pellucid.training.loss;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Inference;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.training.data.Batch;

/**
 * GradCache (Gao et al., "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup", 2021): the gradient of
 * a loss over a large batch in the memory of a small one. A loss sees a text only through its vector, so the chain rule
 * can be cut there:
 *
 * <ol>
 *   <li>encode all texts in mini-batches, without a tape;
 *   <li>compute the loss of all vectors, and its gradient with respect to each of them;
 *   <li>encode each mini-batch again, now with a tape, and lead its vectors' gradients back into the parameters.
 * </ol>
 *
 * <p>In the third step each mini-batch drops the same elements as in the first. The gradient is that of the whole batch;
 * accumulating the losses of small batches is another thing, as each would see its own negatives only.
 */
public final class CachedObjective implements Objective {
    private final Loss loss;
    private final int miniBatch;

    /** @param miniBatch how many texts are encoded at a time, 1 or more; it changes only rounding and what is dropped */
    public CachedObjective(Loss loss, int miniBatch) {
        if (miniBatch < 1) {
            throw new InputException("cached-" + loss.name() + ": the mini-batch has " + miniBatch
                    + " texts; give 1 or more, such as 32");
        }
        this.loss = loss;
        this.miniBatch = miniBatch;
    }

    @Override
    public double backward(SentenceEncoder encoder, Batch batch, Dropouts dropouts, double scale) {
        loss.expects().check(batch);
        List<String> texts = VectorColumns.texts(batch);
        List<Long> positions = new ArrayList<>();
        Variable vectors = Variable.parameter(encode(encoder, texts, dropouts, positions));
        Variable result = loss.of(VectorColumns.split(vectors, batch), batch.labels());
        double value = VectorColumns.backward(result, scale);
        if (vectors.gradient() != null) {
            for (int m = 0; m < positions.size(); m++) {
                int from = m * miniBatch;
                int to = Math.min(from + miniBatch, texts.size());
                Dropouts again = dropouts.from(positions.get(m));
                Variable part = encoder.model().forward(encoder.pack(texts.subList(from, to)), again);
                if (!part.requiresGradient()) {
                    break; // all of the model is frozen, and only the loss learns
                }
                part.backward(vectors.gradient().slice(0, from, to));
            }
        }
        return value;
    }

    /**
     * The vectors of all texts, [texts, dimension].
     *
     * @param positions receives where in the random numbers each mini-batch began
     */
    @SuppressWarnings("try")
    private Tensor encode(SentenceEncoder encoder, List<String> texts, Dropouts dropouts, List<Long> positions) {
        Backend backend = encoder.backend();
        Tensor vectors = null;
        for (int from = 0; from < texts.size(); from += miniBatch) {
            int to = Math.min(from + miniBatch, texts.size());
            positions.add(dropouts.position());
            try (Inference scope = Inference.open(backend)) {
                Tensor part = encoder.model()
                        .forward(encoder.pack(texts.subList(from, to)), dropouts)
                        .value();
                if (vectors == null) {
                    vectors = backend.zeros(part.dtype(), Shape.of(texts.size(), part.dim(1)));
                }
                backend.copy(part, vectors.slice(0, from, to));
            }
        }
        return vectors;
    }

    @Override
    public double value(SentenceEncoder encoder, Batch batch) {
        loss.expects().check(batch);
        Variable vectors =
                Variable.constant(encode(encoder, VectorColumns.texts(batch), Dropouts.NONE, new ArrayList<>()));
        return VectorColumns.withoutTape(() -> loss.of(VectorColumns.split(vectors, batch), batch.labels()));
    }

    @Override
    public String name() {
        return "cached-" + loss.name();
    }

    @Override
    public Columns expects() {
        return loss.expects();
    }

    @Override
    public Parameters parameters() {
        return loss.parameters();
    }

    @Override
    public void atStep(long step) {
        loss.atStep(step);
    }
}
