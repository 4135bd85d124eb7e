package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.models.nn.Parameter;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.DType;
import pellucid.training.data.BatchSampler;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.GroupByLabel;
import pellucid.training.data.LegacyNoDuplicates;
import pellucid.training.data.NoDuplicates;
import pellucid.training.data.Shuffled;
import pellucid.training.loss.BatchHardTriplet;
import pellucid.training.loss.CachedObjective;
import pellucid.training.loss.Distance;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Matryoshka;
import pellucid.training.loss.Matryoshka2d;
import pellucid.training.loss.Mnrl;
import pellucid.training.loss.Objective;
import pellucid.training.loss.SoftmaxLoss;
import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.Schedule;

/** Cut off after every single step and resumed each time, a training ends with the bits of one left alone. */
class ResumedSettingsTest {
    private static final int EXAMPLES = 23;

    @TempDir
    Path folder;

    /** What is trained, and how. */
    private record Setting(
            String name,
            Function<SentenceEncoder, Objective> objective,
            ExampleSet examples,
            Function<ExampleSet, BatchSampler> sampler,
            TrainingOptions options) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** All that a training leaves behind. */
    private record Outcome(
            Map<String, List<Float>> values,
            Map<Integer, Double> losses,
            Map<Integer, Double> metrics,
            TrainingResult result) {}

    /** Thrown in place of a power cut. */
    private static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static ExampleSet labelled(int columns, int classes) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            List<String> texts = TinyTraining.pairs(EXAMPLES).get(i).texts().subList(0, columns);
            examples.add(new Example(texts, i % classes));
        }
        return new ExampleSet("labelled", List.of("sentence1", "sentence2").subList(0, columns), examples);
    }

    /** Some anchors come several times. */
    private static ExampleSet repeated() {
        List<Example> examples = IntStream.range(0, EXAMPLES)
                .mapToObj(i -> new Example(
                        TinyTraining.pairs(40).get(i % 7).texts().get(0),
                        TinyTraining.pairs(40).get(i).texts().get(1)))
                .toList();
        return new ExampleSet("repeated", List.of("anchor", "positive"), examples);
    }

    private static TrainingOptions options() {
        return TrainingOptions.DEFAULTS
                .withEpochs(2)
                .withBatchSize(5)
                .withLearningRate(3e-3)
                .withWeightDecay(0.01)
                .withDropout(0.1);
    }

    static Stream<Setting> settings() {
        return Stream.of(
                new Setting(
                        "the loss's own parameters, Adam, accumulation",
                        encoder -> new EmbeddingObjective(new SoftmaxLoss(
                                encoder.backend(),
                                DType.FLOAT32,
                                encoder.model().dimension(),
                                3,
                                5)),
                        labelled(2, 3),
                        set -> new Shuffled(set.size(), 5, false, 1),
                        options().withAccumulation(2).withOptimizer(OptimizerSettings.adam())),
                new Setting(
                        "drawn dimensions, no duplicates",
                        encoder -> new EmbeddingObjective(
                                new Matryoshka(new Mnrl(), new int[] {32, 16, 8, 4}, null, 2, 3)),
                        repeated(),
                        set -> new NoDuplicates(set, 5, true, 1),
                        options().withAccumulation(3)),
                new Setting(
                        "cached, momentum, cosine",
                        encoder -> new CachedObjective(new Mnrl(), 3),
                        TinyTraining.pairs(EXAMPLES),
                        set -> new Shuffled(set.size(), 5, true, 1),
                        options()
                                .withOptimizer(OptimizerSettings.sgd(0.9, true))
                                .withSchedule(Schedule.cosine().withWarmupRatio(0.3))),
                new Setting(
                        "grouped by label",
                        encoder -> new EmbeddingObjective(BatchHardTriplet.withSoftMargin(Distance.EUCLIDEAN)),
                        labelled(1, 4),
                        set -> new GroupByLabel(set, 6, false, 1),
                        options()),
                new Setting(
                        "drawn layers and dimensions, steps in place of epochs",
                        encoder -> new Matryoshka2d(new Mnrl(), 32, 16, 8),
                        repeated(),
                        set -> new LegacyNoDuplicates(set, 5, 1),
                        options().withMaxSteps(7).withAccumulation(2)),
                new Setting(
                        "frozen layers, the best model",
                        encoder -> TinyTraining.mnrl(),
                        TinyTraining.pairs(EXAMPLES),
                        set -> new Shuffled(set.size(), 5, true, 1),
                        options()
                                .withFrozenLayers(1)
                                .withEvaluation(EvaluationPlan.DEFAULTS
                                        .withTimesAnEpoch(3)
                                        .withKeepBest(true))),
                new Setting(
                        "an early stop",
                        encoder -> TinyTraining.mnrl(),
                        TinyTraining.pairs(EXAMPLES),
                        set -> new Shuffled(set.size(), 5, true, 1),
                        options()
                                .withEpochs(4)
                                .withEvaluation(EvaluationPlan.DEFAULTS
                                        .withEverySteps(1)
                                        .withEarlyStopping(3, 0.5))));
    }

    /** Trains until {@code steps} more are saved, or to the end; null if it was cut off. */
    private static Outcome train(
            Setting setting,
            CheckpointPlan plan,
            int steps,
            Map<Integer, Double> losses,
            Map<Integer, Double> metrics) {
        SentenceEncoder encoder = TinyTraining.encoder();
        Objective objective = setting.objective().apply(encoder);
        int[] saved = new int[1];
        Trainer trainer = new Trainer(
                        encoder,
                        objective,
                        setting.examples(),
                        setting.options().withCheckpoints(plan))
                .sampler(setting.sampler().apply(setting.examples()))
                .evaluator(new TinyTraining.Contrast(TinyTraining.pairs(6)))
                .listener(new TrainingListener() {
                    @Override
                    public void stepped(StepReport report) {
                        assertThat(losses.put(report.step(), report.loss())).isNull();
                    }

                    @Override
                    public void evaluated(EvaluationReport report) {
                        metrics.put(report.step(), report.primaryValue());
                    }

                    @Override
                    public void saved(int step, Path checkpoint) {
                        if (++saved[0] == steps) {
                            throw new CutOff();
                        }
                    }
                });
        TrainingResult result;
        try {
            result = trainer.train();
        } catch (CutOff cut) {
            return null;
        }
        Map<String, List<Float>> values = new LinkedHashMap<>();
        collect(encoder.model().parameters().all(), values);
        collect(objective.parameters().all(), values);
        return new Outcome(values, losses, metrics, result);
    }

    private static void collect(Iterable<Parameter> parameters, Map<String, List<Float>> into) {
        for (Parameter parameter : parameters) {
            List<Float> numbers = new ArrayList<>();
            for (float number : parameter.value().toFloats()) {
                numbers.add(number);
            }
            into.put(parameter.name(), numbers);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void endsWithTheBitsOfOneLeftAlone(Setting setting) {
        Outcome alone = train(setting, CheckpointPlan.NONE, 0, new LinkedHashMap<>(), new LinkedHashMap<>());
        CheckpointPlan plan = CheckpointPlan.in(folder).withEverySteps(1).withResume(true);
        Map<Integer, Double> losses = new LinkedHashMap<>();
        Map<Integer, Double> metrics = new LinkedHashMap<>();
        Outcome resumed = null;
        int starts = 0;
        while (resumed == null) {
            resumed = train(setting, plan, 1, losses, metrics);
            assertThat(++starts).isLessThan(50);
        }
        assertThat(starts).isEqualTo(alone.losses().size() + 1).isGreaterThan(3);
        assertThat(resumed.losses()).isEqualTo(alone.losses());
        assertThat(resumed.metrics()).isEqualTo(alone.metrics());
        assertThat(resumed.result()).isEqualTo(alone.result());
        assertThat(resumed.values()).isEqualTo(alone.values());
        if (setting.options().evaluation().patience() > 0) {
            assertThat(alone.result().stoppedEarly()).isTrue();
        }
    }
}
