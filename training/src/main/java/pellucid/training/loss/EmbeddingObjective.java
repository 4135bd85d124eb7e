package pellucid.training.loss;

import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.data.Batch;

/** A loss of the vectors of a batch, whose columns are encoded together as one packed batch. */
public final class EmbeddingObjective implements Objective {
    private final Loss loss;

    public EmbeddingObjective(Loss loss) {
        this.loss = loss;
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
        loss.expects().check(batch);
        return loss.of(VectorColumns.encode(encoder, batch, dropouts), batch.labels());
    }

    /** The loss itself, for those who want to look at its scores. */
    public Loss loss() {
        return loss;
    }

    @Override
    public String name() {
        return loss.name();
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
