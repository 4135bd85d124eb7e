package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameter;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.training.data.Batch;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.InOrder;
import pellucid.training.loss.Columns;
import pellucid.training.loss.Labels;
import pellucid.training.loss.Objective;
import pellucid.training.optim.Schedule;

/** The trainer on tiny-bert: steps, evaluation, early stopping, what is kept, what is refused. */
class TrainerTest {
    private final SentenceEncoder encoder = TinyTraining.encoder();
    private final List<StepReport> steps = new ArrayList<>();
    private final List<EvaluationReport> evaluations = new ArrayList<>();
    private final TrainingListener recorder = new TrainingListener() {
        @Override
        public void stepped(StepReport report) {
            steps.add(report);
        }

        @Override
        public void evaluated(EvaluationReport report) {
            evaluations.add(report);
        }
    };

    private Trainer trainer(TrainingOptions options) {
        return new Trainer(encoder, TinyTraining.mnrl(), TinyTraining.pairs(24), options).listener(recorder);
    }

    private static Map<String, float[]> values(SentenceEncoder encoder) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : encoder.model().parameters().all()) {
            values.put(parameter.name(), parameter.value().toFloats());
        }
        return values;
    }

    /** An evaluator that says what it was told to. */
    private record Scripted(List<Double> values, int[] next) implements Evaluator {
        Scripted(Double... values) {
            this(List.of(values), new int[1]);
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Map<String, Double> evaluate(SentenceEncoder encoder) {
            return Map.of("value", values.get(next[0]++));
        }

        @Override
        public String primaryMetric() {
            return "value";
        }
    }

    @Test
    void theLossFalls() {
        TrainingResult result = trainer(TrainingOptions.DEFAULTS
                        .withEpochs(8)
                        .withDropout(0)
                        .withLearningRate(1e-3)
                        .withSchedule(Schedule.cosine().withWarmupRatio(0.1)))
                .train();
        assertThat(result.steps()).isEqualTo(24).isEqualTo(result.totalSteps());
        assertThat(result.stoppedEarly()).isFalse();
        assertThat(result.keptStep()).isEqualTo(24);
        assertThat(result.bestMetric()).isNaN();
        assertThat(steps).hasSize(24);
        // Well below log 8, the loss of vectors that are all the same.
        assertThat(steps.get(23).loss()).isLessThan(1.5).isEqualTo(result.lastLoss());
        assertThat(steps.get(0).learningRate()).isZero();
        assertThat(steps.get(3).learningRate()).isEqualTo(1e-3);
        assertThat(steps.get(5).epoch()).isEqualTo(2);
        assertThat(steps.get(0).examples()).isEqualTo(8);
        assertThat(steps.get(0).examplesPerSecond()).isPositive();
    }

    @Test
    void twoTrainingsGiveTheSameBitsAndAnotherSeedOthers() {
        TrainingOptions options = TinyTraining.OPTIONS.withEvaluation(EvaluationPlan.DEFAULTS);
        trainer(options).train();
        List<Double> losses = steps.stream().map(StepReport::loss).toList();
        steps.clear();
        SentenceEncoder again = TinyTraining.encoder();
        new Trainer(again, TinyTraining.mnrl(), TinyTraining.pairs(24), options)
                .listener(recorder)
                .train();
        assertThat(steps.stream().map(StepReport::loss).toList()).isEqualTo(losses);
        values(encoder)
                .forEach((name, value) ->
                        assertThat(values(again).get(name)).as(name).containsExactly(value));
        steps.clear();
        new Trainer(TinyTraining.encoder(), TinyTraining.mnrl(), TinyTraining.pairs(24), options.withSeed(1))
                .listener(recorder)
                .train();
        assertThat(steps.stream().map(StepReport::loss).toList()).isNotEqualTo(losses);
    }

    @Test
    void accumulatedBatchesAreAveraged() {
        TrainingOptions options =
                TrainingOptions.DEFAULTS.withMaxSteps(1).withDropout(0).withAccumulation(2);
        trainer(options).sampler(new InOrder(24, 8, false)).train();
        Objective mnrl = TinyTraining.mnrl();
        SentenceEncoder fresh = TinyTraining.encoder();
        double first = mnrl.value(fresh, TinyTraining.pairs(24).batch(0, 1, 2, 3, 4, 5, 6, 7));
        double second = mnrl.value(fresh, TinyTraining.pairs(24).batch(8, 9, 10, 11, 12, 13, 14, 15));
        assertThat(steps.get(0).loss()).isCloseTo((first + second) / 2, within(1e-6));
        assertThat(steps.get(0).examples()).isEqualTo(16);
        mnrl.backward(fresh, TinyTraining.pairs(24).batch(0, 1, 2, 3, 4, 5, 6, 7), Dropouts.NONE, 0.5);
        mnrl.backward(fresh, TinyTraining.pairs(24).batch(8, 9, 10, 11, 12, 13, 14, 15), Dropouts.NONE, 0.5);
        double squares = 0;
        for (Parameter parameter : fresh.model().parameters().all()) {
            Tensor gradient = parameter.gradient();
            squares += gradient.backend().squaredNorm(gradient);
        }
        assertThat(steps.get(0).gradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-5));
    }

    @Test
    void theLastStepOfAnEpochTakesTheBatchesThatAreLeft() {
        trainer(TrainingOptions.DEFAULTS.withEpochs(2).withBatchSize(5).withAccumulation(2))
                .train();
        // 24 examples in batches of 5 are 5 batches, two a step.
        assertThat(steps.stream().map(StepReport::examples).toList()).containsExactly(10, 10, 4, 10, 10, 4);
    }

    @Test
    void frozenLayersStayAsTheyAre() {
        Map<String, float[]> before = values(encoder);
        trainer(TrainingOptions.DEFAULTS.withMaxSteps(2).withFrozenLayers(1)).train();
        values(encoder).forEach((name, value) -> {
            if (name.startsWith("embeddings.") || name.startsWith("encoder.layer.0.")) {
                assertThat(value).as(name).containsExactly(before.get(name));
            } else if (!name.endsWith("key.bias")) {
                // What is added to all keys alike changes no attention, so a bias of keys has no gradient.
                assertThat(value).as(name).isNotEqualTo(before.get(name));
            }
        });
    }

    @Test
    void evaluationsComeWhenTheyAreDue() {
        trainer(TrainingOptions.DEFAULTS
                        .withEpochs(2)
                        .withBatchSize(4)
                        .withEvaluation(EvaluationPlan.DEFAULTS.withTimesAnEpoch(2)))
                .evaluator(new TinyTraining.Contrast(TinyTraining.pairs(4)))
                .train();
        assertThat(evaluations.stream().map(EvaluationReport::step).toList()).containsExactly(0, 3, 6, 9, 12);
        assertThat(evaluations.stream().map(EvaluationReport::epoch).toList()).containsExactly(0., 0.5, 1., 1.5, 2.);
        assertThat(evaluations.get(0).metrics().keySet()).containsExactly("contrast.own", "contrast.contrast");
        evaluations.clear();
        trainer(TrainingOptions.DEFAULTS
                        .withMaxSteps(5)
                        .withEvaluation(EvaluationPlan.DEFAULTS
                                .withBefore(false)
                                .withTimesAnEpoch(0)
                                .withEverySteps(2)))
                .evaluator(new TinyTraining.Contrast(TinyTraining.pairs(4)))
                .train();
        assertThat(evaluations.stream().map(EvaluationReport::step).toList()).containsExactly(2, 4, 5);
    }

    @Test
    void itStopsEarlyAndKeepsTheBest() {
        EvaluationPlan plan =
                EvaluationPlan.DEFAULTS.withTimesAnEpoch(0).withEverySteps(1).withEarlyStopping(2, 0.01);
        List<Map<String, float[]>> models = new ArrayList<>();
        TrainingListener copier = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                models.add(values(encoder));
            }
        };
        TrainingResult result = trainer(
                        TrainingOptions.DEFAULTS.withMaxSteps(20).withEvaluation(plan))
                .evaluator(new Scripted(.50, .60, .605, .59, .58))
                .listener(copier)
                .train();
        // .605 is the best, but no improvement of .01 over .60: the second evaluation in a row without one is .59.
        assertThat(result.steps()).isEqualTo(3);
        assertThat(result.stoppedEarly()).isTrue();
        assertThat(result.keptStep()).isEqualTo(2);
        assertThat(result.bestMetric()).isEqualTo(.605);
        assertThat(evaluations.stream().map(EvaluationReport::best).toList()).containsExactly(true, true, true, false);
        values(encoder)
                .forEach((name, value) ->
                        assertThat(value).as(name).containsExactly(models.get(1).get(name)));
        assertThat(values(encoder)).isNotEqualTo(models.get(2));
    }

    @Test
    void aLossThatIsNoNumberStopsTheTraining() {
        Map<String, float[]> before = values(encoder);
        Objective broken = new Objective() {
            private int calls;

            @Override
            public double backward(SentenceEncoder encoder, Batch batch, Dropouts dropouts, double scale) {
                TinyTraining.mnrl().backward(encoder, batch, dropouts, scale);
                return calls++ == 1 ? Double.NaN : 1;
            }

            @Override
            public double value(SentenceEncoder encoder, Batch batch) {
                return 1;
            }

            @Override
            public Columns expects() {
                return new Columns("broken", 2, 2, Labels.NONE);
            }

            @Override
            public String name() {
                return "broken";
            }
        };
        TrainingOptions options =
                TrainingOptions.DEFAULTS.withSchedule(Schedule.linear().withWarmupSteps(5));
        Trainer trainer =
                new Trainer(encoder, broken, TinyTraining.pairs(24), options).sampler(new InOrder(24, 8, false));
        assertThatThrownBy(trainer::train)
                .isInstanceOf(InputException.class)
                .hasMessage("the loss of step 2 is NaN (epoch 1, batch 2, which begins with 'the big fish'); the"
                        + " parameters are those of the step before: lower the learning rate or warm up longer, or"
                        + " train inside of Anomaly.open(), which names the function that made it");
        // The first step of a warm-up has the rate 0.
        values(encoder).forEach((name, value) -> assertThat(value).as(name).containsExactly(before.get(name)));
        assertThat(encoder.model().parameters().variables()).noneMatch(variable -> variable.hasGradient());
    }

    @Test
    void whatCannotBeTrainedIsRefusedBeforeTheFirstStep() {
        ExampleSet none = new ExampleSet("empty.csv", List.of("anchor", "positive"), List.of());
        refused(none, TrainingOptions.DEFAULTS, "empty.csv has no examples to train on");
        refused(
                new ExampleSet("one", List.of("text"), List.of(new Example("a"), new Example("b"))),
                TrainingOptions.DEFAULTS,
                "mnrl: the batch has 1 column of texts");
        refused(
                TinyTraining.pairs(8),
                TrainingOptions.DEFAULTS.withEvaluation(EvaluationPlan.DEFAULTS.withKeepBest(true)),
                "keeping the best need an evaluator");
        refused(TinyTraining.pairs(8), TrainingOptions.DEFAULTS.withFrozenLayers(7), "7 layers");
        assertThat(steps).isEmpty();
        assertThatThrownBy(() -> trainer(TrainingOptions.DEFAULTS)
                        .sampler(new InOrder(3, 8, true))
                        .train())
                .hasMessageContaining("epoch 1 has no batch");
    }

    private void refused(ExampleSet examples, TrainingOptions options, String message) {
        assertThatThrownBy(() -> new Trainer(encoder, TinyTraining.mnrl(), examples, options)
                        .listener(recorder)
                        .train())
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aCheckpointIsNotOverwrittenUnasked(@TempDir Path folder) {
        TrainingOptions options = TrainingOptions.DEFAULTS.withMaxSteps(1).withCheckpoints(CheckpointPlan.in(folder));
        trainer(options).train();
        assertThatThrownBy(() -> trainer(options).train())
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " holds the checkpoint of step 1 of an earlier training; resume it, or train into"
                        + " another folder");
    }
}
