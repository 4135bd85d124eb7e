package pellucid.training.optim;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * Which optimiser, and its constants but for the learning rate (which a {@link Schedule} gives step by step) and the
 * weight decay (which belongs to a {@link ParameterGroup}).
 *
 * @param kind the optimiser
 * @param beta1 how much of the first moment is kept; Adam and AdamW
 * @param beta2 how much of the second moment is kept; Adam and AdamW
 * @param epsilon is added to the root of the second moment; Adam and AdamW
 * @param momentum how much of the last direction is kept; Sgd
 * @param nesterov whether the gradient counts once more, ahead of the momentum; Sgd
 */
public record OptimizerSettings(
        Kind kind, double beta1, double beta2, double epsilon, double momentum, boolean nesterov) {
    /** The optimisers. */
    public enum Kind {
        ADAMW,
        ADAM,
        SGD
    }

    public OptimizerSettings {
        fraction("beta1", beta1);
        fraction("beta2", beta2);
        fraction("momentum", momentum);
        if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new InputException("epsilon is " + epsilon + "; it must be at least 0, such as 1e-8");
        }
        if (nesterov && momentum == 0) {
            throw new InputException("Nesterov's step needs momentum, which is 0; set it, for example to 0.9");
        }
    }

    /** AdamW with betas .9 and .999 and epsilon 1e-8, PyTorch's and transformers' own. */
    public static OptimizerSettings adamW() {
        return new OptimizerSettings(Kind.ADAMW, 0.9, 0.999, 1e-8, 0, false);
    }

    /** Adam with the same constants. */
    public static OptimizerSettings adam() {
        return new OptimizerSettings(Kind.ADAM, 0.9, 0.999, 1e-8, 0, false);
    }

    /** Gradient descent. */
    public static OptimizerSettings sgd(double momentum, boolean nesterov) {
        return new OptimizerSettings(Kind.SGD, 0.9, 0.999, 1e-8, momentum, nesterov);
    }

    /** A new optimiser, before its first step. */
    public Optimizer over(List<ParameterGroup> groups) {
        return switch (kind) {
            case ADAMW -> new AdamW(groups, beta1, beta2, epsilon);
            case ADAM -> new Adam(groups, beta1, beta2, epsilon);
            case SGD -> new Sgd(groups, momentum, nesterov);
        };
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new InputException(name + " is " + value + "; it must be at least 0 and less than 1");
        }
    }
}
