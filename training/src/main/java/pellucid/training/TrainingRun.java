package pellucid.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.training.data.Batch;
import pellucid.training.data.ExampleSet;
import pellucid.training.loss.Objective;
import pellucid.training.optim.GradientClipping;
import pellucid.training.optim.Optimizer;
import pellucid.training.optim.ParameterGroup;

/** One training from its beginning, or from a checkpoint, to its end. */
final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final SentenceEncoder encoder;
    private final Objective objective;
    private final ExampleSet examples;
    private final Course course;
    private final TrainingOptions options;
    private final List<Evaluator> evaluators;
    private final List<TrainingListener> listeners;

    private final Learned learned;
    private final Optimizer optimizer;
    private final Checkpoint checkpoint;
    private final CheckpointFolder folder; // null where nothing is saved
    private final Map<String, Tensor> best; // null where the best is not kept
    private final int totalSteps;

    private TrainingState state = new TrainingState();
    private int savedStep = -1;

    TrainingRun(
            SentenceEncoder encoder,
            Objective objective,
            ExampleSet examples,
            Course course,
            TrainingOptions options,
            List<Evaluator> evaluators,
            List<TrainingListener> listeners,
            Map<String, String> notes) {
        this.encoder = encoder;
        this.objective = objective;
        this.examples = examples;
        this.course = course;
        this.options = options;
        this.evaluators = List.copyOf(evaluators);
        this.listeners = List.copyOf(listeners);
        int epochs = options.maxSteps() > 0 ? course.epochs(options.maxSteps()) : options.epochs();
        course.check(objective.expects(), epochs, LOG::warn);
        this.totalSteps = options.maxSteps() > 0 ? options.maxSteps() : course.steps(epochs);
        if (options.frozenLayers() >= 0) {
            encoder.model().bert().freeze(options.frozenLayers());
        }
        this.learned = new Learned(encoder.model().parameters(), objective.parameters());
        this.optimizer = options.optimizer().over(ParameterGroup.split(learned.parameters(), options.weightDecay()));
        this.checkpoint = new Checkpoint(learned, optimizer, settings(notes));
        Path place = options.checkpoints().folder();
        this.folder = place == null ? null : new CheckpointFolder(place);
        this.best = options.evaluation().keepBest() ? learned.memory() : null;
    }

    private Map<String, String> settings(Map<String, String> notes) {
        Map<String, String> settings = new LinkedHashMap<>(options.settings());
        settings.put("loss", objective.name());
        settings.put("backend", encoder.backend().name());
        settings.put("number of examples", "" + examples.size());
        settings.put("examples and batches with the digest", course.fingerprint());
        settings.put(
                "evaluators", evaluators.stream().map(Evaluator::name).toList().toString());
        settings.putAll(notes);
        return settings;
    }

    TrainingResult run() {
        optimizer.clearGradients();
        resume();
        listeners.forEach(l -> l.started(new TrainingStart(totalSteps, state.step, examples.size())));
        if (state.step == 0 && options.evaluation().before()) {
            evaluate();
        }
        while (state.step < totalSteps && !state.stoppedEarly) {
            boolean epochEnds = step();
            int stepsInEpoch = course.stepsIn(state.epoch);
            int stepInEpoch = (state.batch + options.accumulation() - 1) / options.accumulation();
            if (epochEnds) {
                state.epoch++;
                state.batch = 0;
            }
            boolean last = state.step == totalSteps;
            boolean evaluation = options.evaluation().isDue(state.step, stepInEpoch, stepsInEpoch)
                    || last && options.evaluation().after();
            if (evaluation) {
                evaluate();
            }
            int every = options.checkpoints().everySteps();
            if (last || (every > 0 ? state.step % every == 0 : evaluation || epochEnds)) {
                save();
            }
        }
        save();
        return finish();
    }

    private void resume() {
        Path newest = folder == null ? null : folder.newest();
        if (newest == null) {
            return;
        }
        if (!options.checkpoints().resume()) {
            throw new InputException(options.checkpoints().folder() + " holds the checkpoint of step "
                    + CheckpointFolder.step(newest)
                    + " of an earlier training; resume it, or train into another folder");
        }
        state = checkpoint.read(newest, best == null ? learned.memory() : best);
        savedStep = state.step;
    }

    /**
     * One step.
     *
     * @return whether it was the last one of its epoch
     */
    private boolean step() {
        long start = System.nanoTime();
        List<int[]> batches = course.batches(state.epoch);
        int to = Math.min(state.batch + options.accumulation(), batches.size());
        List<Batch> looked = new ArrayList<>();
        for (int[] numbers : batches.subList(state.batch, to)) {
            looked.add(examples.batch(numbers));
        }
        double loss = backward(looked);
        Measurements measurements = new Measurements();
        StepView view = new StepView(state.step + 1, encoder, learned.parameters(), List.copyOf(looked));
        long known = System.nanoTime();
        listeners.forEach(l -> l.measure(view, measurements));
        long measuring = System.nanoTime() - known;
        double norm = clip(looked);
        double learningRate = options.learningRate() * options.schedule().factor(state.step, totalSteps);
        optimizer.step(learningRate);
        optimizer.clearGradients();
        state.step++;
        state.batch = to;
        state.lastLoss = loss;
        StepReport report = new StepReport(
                state.step,
                totalSteps,
                state.epoch + (double) to / batches.size(),
                loss,
                learningRate,
                norm,
                looked.stream().mapToInt(Batch::size).sum(),
                (System.nanoTime() - start - measuring) * 1e-9,
                measurements.byName());
        listeners.forEach(l -> l.stepped(report));
        return to == batches.size();
    }

    /** Leaves the mean gradient of the batches in the parameters; returns their mean loss. */
    private double backward(List<Batch> batches) {
        Dropouts dropouts = Dropouts.training(options.seed(), state.dropoutPosition, options.dropout());
        double sum = 0;
        for (int i = 0; i < batches.size(); i++) {
            objective.atStep((long) state.step * options.accumulation() + i);
            double loss = objective.backward(encoder, batches.get(i), dropouts, 1.0 / batches.size());
            if (!Double.isFinite(loss)) {
                throw noNumber("loss", loss, state.batch + i, batches.get(i));
            }
            sum += loss;
        }
        state.dropoutPosition = dropouts.position();
        return sum / batches.size();
    }

    private double clip(List<Batch> batches) {
        double longest = options.clipNorm() > 0 ? options.clipNorm() : Double.POSITIVE_INFINITY;
        double norm = GradientClipping.clip(optimizer.variables(), longest);
        if (!Double.isFinite(norm)) {
            throw noNumber("norm of the gradients", norm, state.batch, batches.get(0));
        }
        return norm;
    }

    private InputException noNumber(String what, double value, int batch, Batch looked) {
        optimizer.clearGradients();
        String text = looked.columns().get(0).get(0);
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return new InputException("the " + what + " of step " + (state.step + 1) + " is " + value + " (epoch "
                + (state.epoch + 1) + ", batch " + (batch + 1) + ", which begins with '" + shown
                + "'); the parameters are those of the step before: lower the learning rate or warm up longer, or train"
                + " inside of Anomaly.open(), which names the function that made it");
    }

    private void evaluate() {
        if (evaluators.isEmpty()) {
            return;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Evaluator evaluator : evaluators) {
            evaluator.evaluate(encoder).forEach((name, value) -> metrics.put(evaluator.name() + "." + name, value));
        }
        Evaluator first = evaluators.get(0);
        String primary = first.name() + "." + first.primaryMetric();
        if (!metrics.containsKey(primary)) {
            throw new InputException("the evaluator " + first.name() + " has no metric '" + first.primaryMetric()
                    + "', by which it wants models to be compared; it gave " + metrics.keySet());
        }
        boolean isBest = state.evaluated(metrics.get(primary), options.evaluation());
        if (isBest && best != null) {
            Learned.copy(learned.all(), best);
        }
        EvaluationReport report = new EvaluationReport(state.step, epochs(), metrics, primary, isBest);
        listeners.forEach(l -> l.evaluated(report));
    }

    private double epochs() {
        return state.batch == 0
                ? state.epoch
                : state.epoch
                        + (double) state.batch / course.batches(state.epoch).size();
    }

    private void save() {
        if (folder == null || savedStep == state.step) {
            return;
        }
        boolean earlier = best != null && state.bestStep != state.step && state.bestStep >= 0;
        Path saved = folder.save(state.step, part -> checkpoint.write(part, state, earlier ? best : null));
        savedStep = state.step;
        listeners.forEach(l -> l.saved(state.step, saved));
    }

    private TrainingResult finish() {
        int kept = state.step;
        if (best != null && state.bestStep >= 0) {
            Learned.copy(best, learned.all());
            kept = state.bestStep;
        }
        TrainingResult result = new TrainingResult(
                state.step, totalSteps, state.step < totalSteps, kept, state.bestValue, state.lastLoss);
        listeners.forEach(l -> l.finished(result));
        return result;
    }
}
