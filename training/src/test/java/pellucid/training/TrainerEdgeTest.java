package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.training.data.Batch;
import pellucid.training.data.InOrder;
import pellucid.training.loss.CachedObjective;
import pellucid.training.loss.Columns;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Labels;
import pellucid.training.loss.Loss;
import pellucid.training.loss.Mnrl;
import pellucid.training.loss.Objective;
import pellucid.training.loss.SoftmaxLoss;

/** What is rare: short batches, metrics that are no number, labels out of range, everything frozen. */
class TrainerEdgeTest {
    private final SentenceEncoder encoder = TinyTraining.encoder();
    private final List<StepReport> steps = new ArrayList<>();
    private final TrainingListener recorder = new TrainingListener() {
        @Override
        public void stepped(StepReport report) {
            steps.add(report);
        }
    };

    private float[] words() {
        return encoder.model()
                .parameters()
                .get("encoder.layer.0.output.dense.weight")
                .value()
                .toFloats();
    }

    private SoftmaxLoss softmax(int classes) {
        return new SoftmaxLoss(encoder.backend(), DType.FLOAT32, encoder.model().dimension(), classes, 1);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aLastBatchWithoutNegativesIsTrainedThrough(boolean cached) {
        List<float[]> after = new ArrayList<>();
        Loss mnrl = new Mnrl();
        new Trainer(
                        encoder,
                        cached ? new CachedObjective(mnrl, 4) : new EmbeddingObjective(mnrl),
                        TinyTraining.pairs(9),
                        TrainingOptions.DEFAULTS.withEpochs(1).withLearningRate(1e-3))
                .listener(recorder)
                .listener(new TrainingListener() {
                    @Override
                    public void stepped(StepReport report) {
                        after.add(words());
                    }
                })
                .train();
        assertThat(steps.stream().map(StepReport::examples).toList()).containsExactly(8, 1);
        assertThat(steps.get(0).loss()).isPositive();
        // log(exp(s) / exp(s)): nothing to learn, and yet a step, for AdamW's first moment moves on.
        assertThat(steps.get(1).loss()).isZero();
        assertThat(steps.get(1).gradientNorm()).isZero();
        assertThat(after.get(1)).isNotEqualTo(after.get(0));
    }

    @Test
    void itIsSaidOnce() {
        List<String> said = new ArrayList<>();
        Course course = new Course(TinyTraining.pairs(9), new InOrder(9, 4, false), 1);
        course.check(new Mnrl().expects(), 3, said::add);
        assertThat(said)
                .containsExactly("tiny pairs: 1 of the 3 batches of epoch 1 is so small that mnrl learns nothing of it,"
                        + " for its negatives are the other rows; such a batch counts as a step all the same, as in"
                        + " sentence-transformers: leave it out with a sampler that drops the last one (said once)");
        course = new Course(TinyTraining.pairs(9), new InOrder(9, 4, true), 1);
        course.check(new Mnrl().expects(), 3, said::add);
        assertThat(said).hasSize(1);
    }

    @Test
    void batchesOfWhichNoneHasNegativesAreRefused() {
        assertThatThrownBy(() -> new Trainer(
                                encoder,
                                TinyTraining.mnrl(),
                                TinyTraining.pairs(9),
                                TrainingOptions.DEFAULTS.withBatchSize(1))
                        .listener(recorder)
                        .train())
                .isInstanceOf(InputException.class)
                .hasMessage("mnrl: the batches have 1 row, 2 or more are wanted, for its negatives are the other rows;"
                        + " make the batches larger");
        assertThat(steps).isEmpty();
    }

    @Test
    void aMetricThatIsNeverANumberStopsTheTraining() {
        Evaluator lost = new Evaluator() {
            @Override
            public String name() {
                return "lost";
            }

            @Override
            public Map<String, Double> evaluate(SentenceEncoder encoder) {
                return Map.of("value", Double.NaN);
            }

            @Override
            public String primaryMetric() {
                return "value";
            }
        };
        EvaluationPlan plan = EvaluationPlan.DEFAULTS.withEverySteps(1).withEarlyStopping(2, 0);
        TrainingResult result = new Trainer(
                        encoder,
                        TinyTraining.mnrl(),
                        TinyTraining.pairs(24),
                        TrainingOptions.DEFAULTS.withEvaluation(plan))
                .evaluator(lost)
                .train();
        // The first evaluation is the mark; two without a number follow.
        assertThat(result.steps()).isEqualTo(2);
        assertThat(result.stoppedEarly()).isTrue();
    }

    @Test
    void aNumberIsAnImprovementOverNone() {
        EvaluationPlan plan = EvaluationPlan.DEFAULTS.withEarlyStopping(2, 0.1);
        TrainingState state = new TrainingState();
        assertThat(state.evaluated(Double.NaN, plan)).isTrue();
        assertThat(state.evaluated(Double.NaN, plan)).isFalse();
        assertThat(state.withoutImprovement).isEqualTo(1);
        assertThat(state.evaluated(0.1, plan)).isTrue();
        assertThat(state.withoutImprovement).isZero();
        assertThat(state.evaluated(Double.NaN, plan)).isFalse();
        assertThat(state.evaluated(0.15, plan)).isTrue();
        assertThat(state.stoppedEarly).isTrue();
    }

    @Test
    void eachAccumulatedBatchDrawsForItself() {
        List<Long> drawn = new ArrayList<>();
        Objective objective = new Objective() {
            private long step = -1;

            @Override
            public double backward(SentenceEncoder encoder, Batch batch, Dropouts dropouts, double scale) {
                drawn.add(step);
                return TinyTraining.mnrl().backward(encoder, batch, dropouts, scale);
            }

            @Override
            public double value(SentenceEncoder encoder, Batch batch) {
                return 1;
            }

            @Override
            public void atStep(long step) {
                this.step = step;
            }

            @Override
            public Columns expects() {
                return new Columns("drawing", 2, 2, Labels.NONE);
            }

            @Override
            public String name() {
                return "drawing";
            }
        };
        TrainingOptions options = TrainingOptions.DEFAULTS.withEpochs(2).withBatchSize(4);
        new Trainer(encoder, objective, TinyTraining.pairs(12), options).train();
        assertThat(drawn).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        drawn.clear();
        new Trainer(encoder, objective, TinyTraining.pairs(12), options.withAccumulation(2)).train();
        assertThat(drawn).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aClassThatTheClassifierLacksIsRefusedBeforeTheFirstStep() {
        assertThatThrownBy(() -> new Trainer(
                                encoder,
                                new EmbeddingObjective(softmax(3)),
                                TinyTraining.classes(24, 4),
                                TrainingOptions.DEFAULTS.withBatchSize(3))
                        .sampler(new InOrder(24, 3, false))
                        .listener(recorder)
                        .train())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("softmax: label 0 of the batch is 3")
                .hasMessageContaining("the classifier has 3 classes, 0 to 2");
        assertThat(steps).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aClassifierLearnsOnAFrozenModel(boolean cached) {
        SoftmaxLoss loss = softmax(3);
        float[] before = loss.parameters().get("classifier.weight").value().toFloats();
        new Trainer(
                        encoder,
                        cached ? new CachedObjective(loss, 4) : new EmbeddingObjective(loss),
                        TinyTraining.classes(24, 3),
                        TrainingOptions.DEFAULTS.withMaxSteps(2).withFrozenLayers(2))
                .train();
        assertThat(loss.parameters().get("classifier.weight").value().toFloats())
                .isNotEqualTo(before);
    }
}
