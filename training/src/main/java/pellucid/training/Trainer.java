package pellucid.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.training.data.BatchSampler;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.Shuffled;
import pellucid.training.loss.Objective;

/**
 * Trains a sentence encoder.
 *
 * <pre>{@code
 * SentenceEncoder encoder = SentenceEncoder.load("all-MiniLM-L6-v2");
 * ExampleSet pairs = ExampleSet.read(Path.of("pairs.csv"));
 * TrainingOptions options = TrainingOptions.DEFAULTS.withEpochs(1).withBatchSize(32);
 * new Trainer(encoder, new EmbeddingObjective(new Mnrl()), pairs, options)
 *         .evaluator(dev)
 *         .listener(new TrainingLog(Path.of("log.csv")))
 *         .train();
 * }</pre>
 *
 * <p>The encoder's own parameters change; encoding with it while it trains gives vectors of some state in between. Frozen
 * layers stay frozen afterwards.
 *
 * <p>One step is: the mean gradient of its batches, clipped; the learning rate of the schedule; the optimiser. The same
 * options and data give the same bits on the same backend, whatever the number of threads.
 */
public final class Trainer {
    private final SentenceEncoder encoder;
    private final Objective objective;
    private final ExampleSet examples;
    private final TrainingOptions options;
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private BatchSampler sampler;

    /** A training whose batches are drawn at random, each example once an epoch. */
    public Trainer(SentenceEncoder encoder, Objective objective, ExampleSet examples, TrainingOptions options) {
        this.encoder = encoder;
        this.objective = objective;
        this.examples = examples;
        this.options = options;
    }

    /** Makes the batches another way; the batch size of the options is then not looked at. */
    public Trainer sampler(BatchSampler sampler) {
        this.sampler = sampler;
        return this;
    }

    /** Adds an evaluator. Models are compared by the first one's primary metric. */
    public Trainer evaluator(Evaluator evaluator) {
        evaluators.add(evaluator);
        return this;
    }

    /** Adds somebody who is told what happens. */
    public Trainer listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Notes a setting that the result depends on and that the options do not know, such as the scale of the loss: a
     * training is resumed only with the same notes.
     */
    public Trainer note(String name, String value) {
        notes.put(name, value);
        return this;
    }

    /**
     * Trains to the end.
     *
     * @throws InputException before the first step, if examples and objective do not fit or a checkpoint cannot be
     *     resumed; later, if the loss is no number any more or a checkpoint cannot be saved
     */
    public TrainingResult train() {
        if (evaluators.isEmpty()
                && (options.evaluation().patience() > 0 || options.evaluation().keepBest())) {
            throw new InputException(
                    "stopping early and keeping the best need an evaluator, and there is none; give one,"
                            + " or train without them");
        }
        BatchSampler batches =
                sampler != null ? sampler : new Shuffled(examples.size(), options.batchSize(), false, options.seed());
        Course course = new Course(examples, batches, options.accumulation());
        return new TrainingRun(encoder, objective, examples, course, options, evaluators, listeners, notes).run();
    }
}
