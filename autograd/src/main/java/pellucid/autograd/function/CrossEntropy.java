package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * Cross-entropy of each row with its label.
 *
 * <pre>
 *   y[i] = log Σ exp(logits[i]) - logits[i, labels[i]]
 *   dlogits[i] = dy[i] · (softmax(logits[i]) - oneHot(labels[i]))
 * </pre>
 *
 * logits is [rows, classes], labels int32 [rows], y [rows]: take the mean of it for the usual loss.
 */
public final class CrossEntropy extends Function {
    private final Tensor labels; // [rows]

    private CrossEntropy(Tensor labels) {
        this.labels = labels;
    }

    public static Variable crossEntropy(Variable logits, Tensor labels) {
        return new CrossEntropy(labels).apply(logits);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor logits = inputs[0];
        if (logits.rank() != 2) {
            throw new ShapeException("crossEntropy: the logits are " + logits.shape()
                    + ", wanted is [rows, classes]; reshape them to rows");
        }
        Tensor y = output(logits.backend(), logits.dtype(), Shape.of(logits.dim(0)));
        Tensor probabilities = isRecording() ? outputLike(logits) : null;
        logits.backend().crossEntropy(logits, labels, probabilities, y);
        save(probabilities, labels);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dLogits = gradientLike(saved(0));
        dy.backend().crossEntropyBackward(saved(0), saved(1), Operations.contiguous(dy), dLogits);
        give(0, dLogits);
    }
}
