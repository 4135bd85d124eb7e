package pellucid.bench.finetune;

import static pellucid.autograd.function.Slice.slice;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceModel;
import pellucid.training.loss.Loss;
import pellucid.training.loss.Mnrl;
import pellucid.training.optim.GradientClipping;
import pellucid.training.optim.Optimizer;
import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.ParameterGroup;

/** The trainer's step, taken apart where the clock is read. Dropout is on, as in training. */
public final class TrainingStep {
    private static final double MAX_NORM = 1;
    private static final double LEARNING_RATE = 2e-5;
    private static final double WEIGHT_DECAY = 0.01;

    private final SentenceModel model;
    private final Loss loss = new Mnrl();
    private final Dropouts dropouts = Dropouts.training(42, 0);
    private final Optimizer optimizer;

    /** A step of AdamW on all parameters of this model, after {@link Mnrl}. */
    public TrainingStep(SentenceModel model) {
        this.model = model;
        this.optimizer = OptimizerSettings.adamW().over(ParameterGroup.split(model.parameters(), WEIGHT_DECAY));
    }

    /**
     * Runs one step.
     *
     * @param seconds receives how long each {@link Phase} took, by the clock of the host
     * @return the loss
     */
    public double run(PairBatch batch, double[] seconds) {
        long begin = System.nanoTime();
        Variable vectors = model.forward(batch.tokens(), dropouts);
        Variable anchors = slice(vectors, 0, 0, batch.pairs());
        Variable positives = slice(vectors, 0, batch.pairs(), 2 * batch.pairs());
        Variable value = loss.of(List.of(anchors, positives), null);
        long forward = System.nanoTime();
        value.backward();
        long backward = System.nanoTime();
        GradientClipping.clip(optimizer.variables(), MAX_NORM);
        long clip = System.nanoTime();
        optimizer.step(LEARNING_RATE);
        optimizer.clearGradients();
        long end = System.nanoTime();
        seconds[Phase.FORWARD.ordinal()] = (forward - begin) / 1e9;
        seconds[Phase.BACKWARD.ordinal()] = (backward - forward) / 1e9;
        seconds[Phase.CLIP.ordinal()] = (clip - backward) / 1e9;
        seconds[Phase.OPTIMIZER.ordinal()] = (end - clip) / 1e9;
        return value.value().item();
    }
}
