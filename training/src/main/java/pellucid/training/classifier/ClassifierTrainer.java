package pellucid.training.classifier;

import static pellucid.autograd.function.CrossEntropy.crossEntropy;
import static pellucid.autograd.function.Mean.mean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Operations;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.training.data.Draws;
import pellucid.training.optim.Optimizer;
import pellucid.training.optim.OptimizerSettings;
import pellucid.training.optim.ParameterGroup;

/**
 * Trains a {@link MultiLayerPerceptron} on labelled rows, in mini-batches by Adam, until the rows kept back are predicted
 * no better (early stopping; Prechelt, 1998). The weights of the best epoch are the result.
 */
public final class ClassifierTrainer {
    private final ClassifierOptions options;

    public ClassifierTrainer(ClassifierOptions options) {
        this.options = options;
    }

    /**
     * Trains a new classifier.
     *
     * @param features float32 [n, width], finite
     * @param labels the class of each row, from 0 to classes - 1
     * @param classes 2 or more
     */
    public TrainedClassifier train(Tensor features, int[] labels, int classes) {
        check(features, labels, classes);
        int[] order = new Draws(options.seed(), Draws.Purpose.SPLIT, 0).permutation(labels.length);
        int kept = options.heldOut() == 0 ? 0 : (int) Math.max(1, Math.round(options.heldOut() * labels.length));
        if (kept == labels.length) {
            throw new InputException("the classifier gets " + labels.length + " row to learn from and to keep back;"
                    + " give at least two, or hold nothing out");
        }
        int[] heldOut = Arrays.copyOf(order, kept);
        int[] learned = Arrays.copyOfRange(order, kept, labels.length);
        return new Run(features, labels, classes, learned, heldOut).train();
    }

    private static void check(Tensor features, int[] labels, int classes) {
        if (features.rank() != 2 || features.dtype() != DType.FLOAT32) {
            throw new ShapeException("classifier: the features are " + features.dtype() + " " + features.shape()
                    + ", wanted is float32 [n, width]");
        }
        if (features.dim(0) != labels.length) {
            throw new ShapeException("classifier: there are " + features.dim(0) + " rows of features and "
                    + labels.length + " labels; give one label for each row");
        }
        if (labels.length == 0) {
            throw new InputException("classifier: there is no row to learn from; give at least one of each class");
        }
        if (classes < 2) {
            throw new InputException("classifier: there are " + classes + " classes; give rows of at least 2");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new InputException(
                        "classifier: label " + i + " is " + labels[i] + "; labels are from 0 to " + (classes - 1));
            }
            for (float value : features.select(0, i).toFloats()) {
                if (!Float.isFinite(value)) {
                    throw new InputException("classifier: row " + i + " of the features has the value " + value
                            + "; features must be finite numbers");
                }
            }
        }
    }

    /** One training on its way. */
    private final class Run {
        private final Tensor features;
        private final int[] labels;
        private final int[] learned;
        private final int[] heldOut;
        private final Backend backend;
        private final Classifier classifier;
        private final Optimizer optimizer;
        private final Dropouts dropouts = Dropouts.training(options.seed(), 0);

        Run(Tensor features, int[] labels, int classes, int[] learned, int[] heldOut) {
            this.features = features;
            this.labels = labels;
            this.learned = learned;
            this.heldOut = heldOut;
            this.backend = features.backend();
            MultiLayerPerceptron network = new MultiLayerPerceptron(
                    backend,
                    DType.FLOAT32,
                    features.dim(1),
                    options.hiddenSizes(),
                    classes,
                    options.dropout(),
                    options.seed());
            classifier = new Classifier(network, Standardization.of(features, learned));
            optimizer = OptimizerSettings.adam().over(ParameterGroup.split(network.parameters(), 0));
        }

        TrainedClassifier train() {
            List<TrainedClassifier.Epoch> epochs = new ArrayList<>();
            List<Tensor> best = List.of();
            int bestEpoch = 0;
            double lowest = Double.POSITIVE_INFINITY;
            for (int number = 1; number <= options.epochs() && number - bestEpoch <= patience(); number++) {
                double trainingLoss = learn(new Draws(options.seed(), Draws.Purpose.BATCHES, number));
                TrainedClassifier.Epoch epoch = heldOut.length == 0
                        ? new TrainedClassifier.Epoch(number, trainingLoss, Double.NaN, Double.NaN)
                        : judged(number, trainingLoss);
                epochs.add(epoch);
                if (heldOut.length == 0) {
                    bestEpoch = number;
                } else if (epoch.heldOutLoss() < lowest) {
                    lowest = epoch.heldOutLoss();
                    bestEpoch = number;
                    best = optimizer.variables().stream()
                            .map(variable -> Operations.copy(variable.value()))
                            .toList();
                }
            }
            for (int i = 0; i < best.size(); i++) {
                backend.copy(best.get(i), optimizer.variables().get(i).value());
            }
            return new TrainedClassifier(classifier, epochs, bestEpoch);
        }

        private int patience() {
            return heldOut.length == 0 ? options.epochs() : options.patience();
        }

        /** One time through the rows, in a new order; the mean loss. */
        private double learn(Draws draws) {
            int[] order = learned.clone();
            draws.shuffle(order);
            double sum = 0;
            for (int from = 0; from < order.length; from += options.batchSize()) {
                int[] batch = Arrays.copyOfRange(order, from, Math.min(from + options.batchSize(), order.length));
                Variable logits = classifier.forTraining(rows(batch), dropouts);
                Variable loss = mean(crossEntropy(logits, labelsOf(batch)));
                optimizer.clearGradients();
                loss.backward();
                optimizer.step(options.learningRate());
                sum += loss.value().item() * batch.length;
            }
            return sum / order.length;
        }

        private TrainedClassifier.Epoch judged(int number, double trainingLoss) {
            Tensor rows = rows(heldOut);
            Variable losses = crossEntropy(Variable.constant(classifier.logits(rows)), labelsOf(heldOut));
            double loss = Arrays.stream(losses.value().toDoubles()).average().orElseThrow();
            int[] predicted = classifier.predict(rows);
            int right = 0;
            for (int i = 0; i < heldOut.length; i++) {
                right += predicted[i] == labels[heldOut[i]] ? 1 : 0;
            }
            return new TrainedClassifier.Epoch(number, trainingLoss, loss, (double) right / heldOut.length);
        }

        private Tensor rows(int[] which) {
            Tensor rows = backend.zeros(which.length, features.dim(1));
            backend.gatherRows(features, backend.ints(which), rows);
            return rows;
        }

        private Tensor labelsOf(int[] which) {
            return backend.ints(Arrays.stream(which).map(row -> labels[row]).toArray());
        }
    }
}
