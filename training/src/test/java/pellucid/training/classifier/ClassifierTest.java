package pellucid.training.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.autograd.GradCheck;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameter;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

class ClassifierTest {
    private static final int ROWS = 600;
    private static final ClassifierOptions OPTIONS = ClassifierOptions.defaults()
            .withHiddenSizes(List.of(16))
            .withDropout(0.1)
            .withBatchSize(20)
            .withLearningRate(0.01)
            .withSeed(7);

    private final Backend backend = Backends.get();

    /** Points of the square from -1 to 1. */
    private float[] points() {
        float[] points = new float[2 * ROWS];
        Philox.uniforms(5, 0, points, 0, points.length);
        for (int i = 0; i < points.length; i++) {
            points[i] = 2 * points[i] - 1;
        }
        return points;
    }

    /** Whether the signs of the coordinates are the same: no straight line separates the two kinds. */
    private static int[] quadrants(float[] points) {
        int[] labels = new int[points.length / 2];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = points[2 * i] * points[2 * i + 1] > 0 ? 1 : 0;
        }
        return labels;
    }

    private static double accuracy(int[] truth, int[] predicted) {
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            right += truth[i] == predicted[i] ? 1 : 0;
        }
        return (double) right / truth.length;
    }

    @Test
    void hiddenUnitsLearnWhatNoStraightLineSeparates() {
        float[] points = points();
        int[] labels = quadrants(points);
        Tensor features = backend.floats(points, ROWS, 2);
        Classifier withHidden =
                new ClassifierTrainer(OPTIONS).train(features, labels, 2).classifier();
        Classifier without = new ClassifierTrainer(OPTIONS.withHiddenSizes(List.of()))
                .train(features, labels, 2)
                .classifier();
        assertThat(accuracy(labels, withHidden.predict(features))).isGreaterThan(0.9);
        assertThat(accuracy(labels, without.predict(features))).isLessThan(0.65);
    }

    @Test
    void aSeedGivesTheSameBits() {
        float[] points = points();
        Tensor features = backend.floats(points, ROWS, 2);
        int[] labels = quadrants(points);
        ClassifierOptions few = OPTIONS.withEpochs(3);
        TrainedClassifier first = new ClassifierTrainer(few).train(features, labels, 2);
        TrainedClassifier second = new ClassifierTrainer(few).train(features, labels, 2);
        TrainedClassifier other = new ClassifierTrainer(few.withSeed(8)).train(features, labels, 2);
        float[] logits = first.classifier().logits(features).toFloats();
        assertThat(second.classifier().logits(features).toFloats()).isEqualTo(logits);
        assertThat(second.epochs()).isEqualTo(first.epochs());
        assertThat(other.classifier().logits(features).toFloats()).isNotEqualTo(logits);
    }

    @Test
    void keepsTheWeightsOfTheBestEpochAndStopsWhenNoneIsBetter() {
        // Labels without a rule: what is learned is the rows by heart, and the rows kept back get worse.
        float[] points = points();
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = Philox.bits(99, i) & 1;
        }
        Tensor features = backend.floats(points, ROWS, 2);
        ClassifierOptions options =
                OPTIONS.withHiddenSizes(List.of(64)).withEpochs(200).withHeldOut(0.25, 3);
        TrainedClassifier trained = new ClassifierTrainer(options).train(features, labels, 2);
        assertThat(trained.epochs()).hasSize(trained.bestEpoch() + 3).hasSizeLessThan(200);
        double best = trained.epochs().get(trained.bestEpoch() - 1).heldOutLoss();
        assertThat(trained.epochs()).allMatch(epoch -> epoch.heldOutLoss() >= best);
        // Trained for so many epochs and no more, all weights are those of the best one.
        TrainedClassifier again =
                new ClassifierTrainer(options.withEpochs(trained.bestEpoch())).train(features, labels, 2);
        assertThat(again.classifier().logits(features).toFloats())
                .isEqualTo(trained.classifier().logits(features).toFloats());
    }

    @Test
    void withNothingHeldOutAllEpochsAreTrained() {
        float[] points = points();
        TrainedClassifier trained = new ClassifierTrainer(OPTIONS.withEpochs(5).withHeldOut(0, 1))
                .train(backend.floats(points, ROWS, 2), quadrants(points), 2);
        assertThat(trained.epochs()).hasSize(5);
        assertThat(trained.bestEpoch()).isEqualTo(5);
        assertThat(trained.epochs().get(4).heldOutLoss()).isNaN();
        assertThat(trained.epochs().get(4).trainingLoss())
                .isLessThan(trained.epochs().get(0).trainingLoss());
    }

    @Test
    void aRowIsPredictedAloneAsAmongOthersAndProbabilitiesSumToOne() {
        float[] points = points();
        Tensor features = backend.floats(points, ROWS, 2);
        Classifier classifier = new ClassifierTrainer(OPTIONS.withEpochs(2))
                .train(features, quadrants(points), 2)
                .classifier();
        Tensor all = classifier.probabilities(features);
        Tensor alone = classifier.probabilities(features.slice(0, 17, 18));
        assertThat(alone.toFloats()).isEqualTo(all.slice(0, 17, 18).toFloats());
        float[] some = all.select(0, 3).toFloats();
        assertThat(some[0] + some[1]).isCloseTo(1, within(1e-6f));
        assertThat(classifier.predict(features)[3]).isEqualTo(some[1] > some[0] ? 1 : 0);
    }

    @Test
    void unitsAndOriginOfTheFeaturesDoNotMatter() {
        float[] points = points();
        int[] labels = quadrants(points);
        float[] moved = new float[4 * ROWS]; // the last column is 0
        for (int i = 0; i < ROWS; i++) {
            moved[4 * i] = 1000 + 64 * points[2 * i];
            moved[4 * i + 1] = points[2 * i + 1] / 1024;
            moved[4 * i + 2] = 0.3f; // a column that says nothing
        }
        Tensor features = backend.floats(moved, ROWS, 4);
        Classifier classifier =
                new ClassifierTrainer(OPTIONS).train(features, labels, 2).classifier();
        assertThat(accuracy(labels, classifier.predict(features))).isGreaterThan(0.9);
    }

    @Test
    void theNetworksGradientIsTheDifferenceQuotient() {
        Backend reference = new ReferenceBackend();
        MultiLayerPerceptron network = new MultiLayerPerceptron(reference, DType.FLOAT64, 3, List.of(5, 4), 3, 0.4, 11);
        Tensor x = reference.zeros(DType.FLOAT64, Shape.of(6, 3));
        reference.normal(x, 0, 1, 12);
        Variable[] parameters =
                network.parameters().all().stream().map(Parameter::variable).toArray(Variable[]::new);
        GradCheck.Worst worst =
                GradCheck.worst(ignored -> network.forward(Variable.constant(x), Dropouts.training(1, 0)), parameters);
        assertThat(parameters).hasSize(6);
        assertThat(worst.difference()).as(worst.toString()).isBetween(0.0, 1e-7);
    }

    @Test
    void refusesWhatCannotBeLearned() {
        ClassifierTrainer trainer = new ClassifierTrainer(OPTIONS);
        Tensor three = backend.floats(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
        assertThatThrownBy(() -> trainer.train(three, new int[] {0, 1}, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("classifier: there are 3 rows of features and 2 labels; give one label for each row");
        assertThatThrownBy(() -> trainer.train(three, new int[] {0, 1, 2}, 2))
                .isInstanceOf(InputException.class)
                .hasMessage("classifier: label 2 is 2; labels are from 0 to 1");
        assertThatThrownBy(() -> trainer.train(three, new int[3], 1))
                .hasMessage("classifier: there are 1 classes; give rows of at least 2");
        Tensor bad = backend.floats(new float[] {1, 2, Float.NaN, 4, 5, 6}, 3, 2);
        assertThatThrownBy(() -> trainer.train(bad, new int[] {0, 1, 1}, 2))
                .hasMessage("classifier: row 1 of the features has the value NaN; features must be finite numbers");
        assertThatThrownBy(() -> trainer.train(backend.zeros(1, 2), new int[1], 2))
                .hasMessageContaining("1 row to learn from and to keep back");
        assertThatThrownBy(() -> trainer.train(backend.zeros(0, 2), new int[0], 2))
                .hasMessageContaining("no row to learn from");
        Classifier classifier = new ClassifierTrainer(OPTIONS.withEpochs(1))
                .train(three, new int[] {0, 1, 1}, 2)
                .classifier();
        assertThatThrownBy(() -> classifier.predict(backend.zeros(4, 5)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[4, 5], wanted is [n, 2]");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        ClassifierOptions defaults = ClassifierOptions.defaults();
        assertThatThrownBy(() -> defaults.withDropout(1))
                .hasMessage("the dropout probability is 1.0; it must be at least 0 and less than 1");
        assertThatThrownBy(() -> defaults.withHiddenSizes(Arrays.asList(8, 0)))
                .hasMessage("a hidden layer is 0; it must be 1 or more");
        assertThatThrownBy(() -> defaults.withLearningRate(0)).hasMessageContaining("learning rate is 0.0");
        assertThatThrownBy(() -> defaults.withHeldOut(1, 3)).hasMessageContaining("share held out is 1.0");
        assertThatThrownBy(() -> defaults.withHeldOut(0.1, 0)).hasMessageContaining("patience is 0");
        assertThatThrownBy(() -> defaults.withBatchSize(0)).hasMessageContaining("batch size is 0");
        assertThatThrownBy(() -> defaults.withEpochs(0)).hasMessageContaining("epochs is 0");
    }
}
