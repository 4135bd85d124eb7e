package pellucid.training.loss;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.NoGrad;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Tensor;
import pellucid.training.data.Batch;

/**
 * A loss that compares the model with a guide or teacher. The guide encodes the same texts with its own tokenizer, without
 * dropout and gradient; it is not changed.
 */
public final class GuidedObjective implements Objective {
    private final GuidedLoss loss;
    private final SentenceEncoder guide;

    public GuidedObjective(GuidedLoss loss, SentenceEncoder guide) {
        this.loss = loss;
        this.guide = guide;
    }

    @Override
    public double backward(SentenceEncoder encoder, Batch batch, Dropouts dropouts, double scale) {
        return VectorColumns.backward(loss(encoder, batch, dropouts), scale);
    }

    @Override
    public double value(SentenceEncoder encoder, Batch batch) {
        return VectorColumns.withoutTape(() -> loss(encoder, batch, Dropouts.NONE));
    }

    private Variable loss(SentenceEncoder encoder, Batch batch, Dropouts dropouts) {
        expects().check(batch);
        List<Variable> columns = VectorColumns.encode(encoder, batch, dropouts);
        return loss.of(columns, guideVectors(batch, columns.get(0)));
    }

    /** The guide's vectors, on the backend and of the type of the model's. */
    private List<Tensor> guideVectors(Batch batch, Variable like) {
        List<Variable> columns;
        NoGrad noGrad = NoGrad.open();
        try {
            columns = VectorColumns.encode(guide, batch, Dropouts.NONE);
        } finally {
            noGrad.close();
        }
        List<Tensor> vectors = new ArrayList<>();
        for (Variable column : columns) {
            Tensor own = column.value();
            Backend backend = like.value().backend();
            DType type = like.value().dtype();
            if (own.backend() != backend || own.dtype() != type) {
                Tensor copy = backend.zeros(type, own.shape());
                backend.write(own.toDoubles(), 0, copy);
                own = copy;
            }
            vectors.add(own);
        }
        return vectors;
    }

    @Override
    public String name() {
        return loss.name();
    }

    @Override
    public Columns expects() {
        return loss.guidedExpects();
    }
}
