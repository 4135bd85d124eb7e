package pellucid.autograd;

import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * Gradient checkpointing (Chen et al., 2016): a stretch of a computation that leaves nothing on the tape but its inputs,
 * and is computed a second time when backward comes by. A model of n layers, each in a checkpoint, keeps n hidden states
 * and the tape of one layer instead of that of all; it costs one more forward pass.
 *
 * <pre>
 *   forward: y = body(x), without a tape
 *   backward: y = body(x) again, with a tape; dx and the gradients of the parameters inside from dy
 * </pre>
 *
 * <p>The body must compute the same both times. Dropout does so if the body makes its settings anew from a recorded
 * position of the random numbers, rather than from a counter that moves on.
 */
public final class Checkpoint extends Function {
    /** What is computed twice. Parameters that it uses need not be among the inputs. */
    @FunctionalInterface
    public interface Body {
        Variable of(Variable... inputs);
    }

    private final Body body;
    private Variable[] given; // for the forward pass; afterwards they are the inputs on the tape
    private boolean learns;

    private Checkpoint(Body body, Variable[] given) {
        this.body = body;
        this.given = given;
    }

    /** The body's result; outside of a tape the body simply runs. */
    public static Variable checkpoint(Body body, Variable... inputs) {
        if (!NoGrad.isTaping()) {
            return body.of(inputs);
        }
        Checkpoint checkpoint = new Checkpoint(body, inputs.clone());
        Variable result = checkpoint.apply(true, inputs);
        return checkpoint.learns ? result : result.detach();
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        for (Variable input : given) {
            learns |= input != null && input.requiresGradient();
        }
        NoGrad.hasRefused();
        NoGrad noGrad = NoGrad.open();
        try {
            Tensor y = body.of(given).value();
            save(inputs);
            return y;
        } finally {
            given = null;
            noGrad.close();
            learns |= NoGrad.hasRefused();
        }
    }

    @Override
    protected void backward(Tensor dy) {
        Variable[] again = new Variable[inputs().size()];
        for (int i = 0; i < again.length; i++) {
            again[i] = isCut(i) ? Variable.parameter(saved(i)) : inputs().get(i);
        }
        NoGrad lifted = NoGrad.lifted();
        Variable y;
        try {
            y = body.of(again);
        } finally {
            lifted.close();
        }
        if (!y.value().shape().equals(dy.shape())) {
            throw new ShapeException("Checkpoint: the body gave " + dy.shape() + " the first time and "
                    + y.value().shape() + " the second; it must compute the same both times");
        }
        y.backward(dy);
        for (int i = 0; i < again.length; i++) {
            if (isCut(i) && again[i].hasGradient()) {
                give(i, again[i].gradient());
            }
        }
    }

    /** Whether an input has a history of its own, which this backward pass must not walk into. */
    private boolean isCut(int input) {
        return needs(input) && inputs().get(input).maker() != null;
    }
}
