package pellucid.training.classifier;

import pellucid.autograd.NoGrad;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/** A trained network with the standardisation of its inputs: rows of features in, classes out. */
public final class Classifier {
    /** Rows that go through the network together; the result does not depend on it. */
    private static final int ROWS = 1024;

    private final MultiLayerPerceptron network;
    private final Standardization standardization;

    Classifier(MultiLayerPerceptron network, Standardization standardization) {
        this.network = network;
        this.standardization = standardization;
    }

    /** Numbers in a row of features. */
    public int width() {
        return network.width();
    }

    public int classes() {
        return network.classes();
    }

    /** What was learned, by name. */
    public Parameters parameters() {
        return network.parameters();
    }

    /** The logits of training: with a tape and with dropout. */
    Variable forTraining(Tensor features, Dropouts dropouts) {
        return network.forward(Variable.constant(standardization.of(features)), dropouts);
    }

    /** Features [n, width] to logits [n, classes]. */
    public Tensor logits(Tensor features) {
        if (features.rank() != 2 || features.dim(1) != width()) {
            throw new ShapeException("classifier: the features are " + features.shape() + ", wanted is [n, " + width()
                    + "]; give vectors of the kind that it was trained on");
        }
        Tensor logits = features.backend().zeros(features.dtype(), Shape.of(features.dim(0), classes()));
        NoGrad noGrad = NoGrad.open();
        try {
            for (int from = 0; from < features.dim(0); from += ROWS) {
                int to = Math.min(from + ROWS, features.dim(0));
                Variable some = forTraining(features.slice(0, from, to), Dropouts.NONE);
                features.backend().copy(some.value(), logits.slice(0, from, to));
            }
        } finally {
            noGrad.close();
        }
        return logits;
    }

    /** Features [n, width] to the probability of each class, [n, classes]. */
    public Tensor probabilities(Tensor features) {
        return Operations.softmax(logits(features));
    }

    /** The most probable class of each row of features [n, width]; of equal ones the first. */
    public int[] predict(Tensor features) {
        float[] logits = logits(features).toFloats();
        int[] classOf = new int[features.dim(0)];
        for (int i = 0; i < classOf.length; i++) {
            for (int j = 1; j < classes(); j++) {
                if (logits[i * classes() + j] > logits[i * classes() + classOf[i]]) {
                    classOf[i] = j;
                }
            }
        }
        return classOf;
    }
}
