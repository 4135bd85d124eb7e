package pellucid.training.loss;

import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.CrossEntropy.crossEntropy;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Unary.unary;

import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Linear;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * A classifier that is trained with the model sees both vectors and their difference, as in natural language inference
 * (Conneau et al., "Supervised Learning of Universal Sentence Representations", 2017; Reimers and Gurevych,
 * "Sentence-BERT", 2019).
 *
 * <pre>
 *   logits_i = W [u_i, v_i, |u_i - v_i|] + b
 *   L = -1/n Σ_i log softmax(logits_i)[y_i]
 * </pre>
 *
 * <p>Columns: the two texts; labels: class numbers from 0. W is [classes, 3 · dimension], b is [classes]; both are the
 * loss's own parameters, {@code classifier.weight} and {@code classifier.bias}.
 */
public final class SoftmaxLoss implements Loss {
    private final int classes;
    private final Linear classifier;
    private final Parameters parameters = new Parameters();

    /**
     * A classifier with random weights: uniform within ±1/√(3 · dimension), as PyTorch's linear layers begin.
     *
     * @param dimension of the model's vectors
     * @param classes 2 or more
     */
    public SoftmaxLoss(Backend backend, DType dtype, int dimension, int classes, long seed) {
        this(
                drawn(backend, dtype, Shape.of(classes, 3 * dimension), dimension, seed),
                drawn(backend, dtype, Shape.of(classes), dimension, ~seed));
    }

    /** A classifier with these weights, [classes, 3 · dimension] and [classes], which are learned in place. */
    public SoftmaxLoss(Tensor weight, Tensor bias) {
        classes = bias.size();
        if (classes < 2) {
            throw new InputException("softmax: the classifier has " + classes + " classes; give 2 or more");
        }
        classifier = new Linear(Variable.parameter(weight), Variable.parameter(bias));
        classifier.gather("classifier", parameters);
    }

    private static Tensor drawn(Backend backend, DType dtype, Shape shape, int dimension, long seed) {
        Tensor tensor = backend.zeros(dtype, shape);
        double bound = 1 / Math.sqrt(3.0 * dimension);
        backend.uniform(tensor, -bound, bound, seed);
        return tensor;
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        Variable u = columns.get(0);
        Variable v = columns.get(1);
        Variable features = concat(List.of(u, v, unary(UnaryOp.ABS, subtract(u, v))), 1);
        Variable logits = classifier.forward(features, Activation.NONE); // [batch, classes]
        return mean(crossEntropy(logits, u.value().backend().ints(classNumbers(labels))));
    }

    private static int[] classNumbers(double[] labels) {
        int[] numbers = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            numbers[i] = (int) labels[i];
        }
        return numbers;
    }

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public Columns expects() {
        return new Columns(name(), 2, 2, Labels.CLASSES, 1, classes);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
