package pellucid.autograd;

import java.util.List;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * A value in a computation that can be differentiated: a tensor, its gradient and the function that made it.
 *
 * <p>A leaf was made by nobody: a parameter, whose gradient {@link #backward} leaves behind, or a constant, which has
 * none. The gradients of everything between the leaves and the result live only while they are needed.
 */
public final class Variable {
    private final Tensor value;
    private boolean requiresGradient;
    private final Function maker;
    private Tensor gradient;
    private boolean ownsGradient;

    private Variable(Tensor value, boolean requiresGradient, Function maker) {
        this.value = value;
        this.requiresGradient = requiresGradient;
        this.maker = maker;
    }

    /** A leaf that is to be learned. */
    public static Variable parameter(Tensor value) {
        return new Variable(value, true, null);
    }

    /** A leaf that no gradient flows into. */
    public static Variable constant(Tensor value) {
        return new Variable(value, false, null);
    }

    static Variable made(Tensor value, Function maker) {
        return new Variable(value, true, maker);
    }

    public Tensor value() {
        return value;
    }

    /** What {@link #backward} found, in the shape of the value; null before, and for anything but a parameter. */
    public Tensor gradient() {
        return gradient;
    }

    public boolean requiresGradient() {
        return requiresGradient;
    }

    /** The function whose result this is; null for a leaf. */
    public Function maker() {
        return maker;
    }

    /**
     * Makes a constant of a parameter: functions applied from now on want no gradient for it, and leave no tape where it
     * was the only one.
     */
    public void freeze() {
        if (maker != null) {
            throw new IllegalStateException("freeze: this is a result of " + maker.name()
                    + "; only parameters can be frozen, a result is cut off with detach()");
        }
        requiresGradient = false;
        clearGradient();
    }

    /** The same value, cut off from everything that led to it. */
    public Variable detach() {
        return constant(value);
    }

    /** Forgets the gradient, as before a new batch. */
    public void clearGradient() {
        gradient = null;
        ownsGradient = false;
    }

    /** Fills the gradients of all parameters that this one number depends on. */
    public void backward() {
        if (value.size() != 1) {
            throw new ShapeException("backward: the value is " + value.shape()
                    + "; only a single number has a gradient of its own: reduce it first, or give a seed of its shape");
        }
        Tensor one = value.backend().zeros(value.dtype(), value.shape());
        value.backend().fill(one, 1);
        backward(one);
    }

    /**
     * Fills the gradients of all parameters that this value depends on, given the gradient of some loss with respect to
     * it. What the parameters have already is added to.
     *
     * @param seed the gradient of the loss, in the shape of the value
     */
    public void backward(Tensor seed) {
        if (!seed.shape().equals(value.shape())) {
            throw new ShapeException("backward: the seed is " + seed.shape() + ", the value " + value.shape()
                    + "; both must have one shape");
        }
        if (!requiresGradient) {
            throw new IllegalStateException("backward: nothing that this value depends on requires a gradient;"
                    + " make a parameter of what is to be learned, and compute outside of NoGrad and Inference");
        }
        accumulate(seed, false);
        List<Function> order = Graph.functions(this);
        for (int i = order.size() - 1; i >= 0; i--) {
            order.get(i).propagate();
        }
    }

    /**
     * Adds to the gradient.
     *
     * @param given whether the tensor may be kept and changed; one that others look at too is copied before it changes
     */
    void accumulate(Tensor part, boolean given) {
        if (gradient != null) {
            part.backend().addScaled(1, part, accumulator());
        } else if (given || maker != null) {
            gradient = part;
            ownsGradient = given;
        } else {
            part.backend().copy(part, accumulator());
        }
    }

    /** The gradient so far, zeros at first, to be added to in place. */
    Tensor accumulator() {
        if (!ownsGradient) {
            Tensor own = value.backend().zeros(value.dtype(), value.shape());
            if (gradient != null) {
                value.backend().copy(gradient, own);
            }
            gradient = own;
            ownsGradient = true;
        }
        return gradient;
    }

    @Override
    public String toString() {
        return "Variable of " + value + (maker == null ? "" : " by " + maker.name());
    }
}
