package pellucid.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * A value in a computation that can be differentiated: a tensor, its gradient and the function that made it.
 *
 * <p>A leaf was made by nobody: a parameter, whose gradient {@link #backward} leaves behind, or a constant, which has
 * none. The gradients of everything between the leaves and the result live only while they are needed, unless
 * {@link #retainGradient} asks for them.
 */
public final class Variable {
    private final Tensor value;
    private final Function maker;
    private final boolean byRows;
    private boolean requiresGradient;
    private boolean retains;
    private Gradient gradient; // of a leaf, over all passes; of another variable, of the pass under way
    private Gradient retained; // of a variable that is no leaf
    private List<UnaryOperator<Tensor>> hooks = List.of();

    private Variable(Tensor value, boolean requiresGradient, boolean byRows, Function maker) {
        this.value = value;
        this.requiresGradient = requiresGradient;
        this.byRows = byRows;
        this.maker = maker;
    }

    /** A leaf that is to be learned. */
    public static Variable parameter(Tensor value) {
        return new Variable(value, true, false, null);
    }

    /**
     * A leaf that is to be learned and of which each use takes a few rows: its gradient is kept by rows as long as only
     * rows are added to it.
     *
     * @param value [n, width]
     */
    public static Variable table(Tensor value) {
        if (value.rank() != 2) {
            throw new ShapeException(
                    "a table is " + value.shape() + ", wanted is [n, width]; make it a parameter instead");
        }
        return new Variable(value, true, true, null);
    }

    /** A leaf that no gradient flows into. */
    public static Variable constant(Tensor value) {
        return new Variable(value, false, false, null);
    }

    static Variable made(Tensor value, Function maker) {
        return new Variable(value, true, false, maker);
    }

    public Tensor value() {
        return value;
    }

    public boolean requiresGradient() {
        return requiresGradient;
    }

    /** The function whose result this is; null for a leaf. */
    public Function maker() {
        return maker;
    }

    /** The same value, cut off from everything that led to it. */
    public Variable detach() {
        return constant(value);
    }

    /** Stops learning a leaf: what is computed from frozen leaves alone leaves no tape. Its gradient is forgotten. */
    public void freeze() {
        learn(false);
        clearGradient();
    }

    /** Makes a leaf one that is learned, again or for the first time. */
    public void unfreeze() {
        learn(true);
    }

    private void learn(boolean on) {
        if (maker != null) {
            throw new IllegalStateException("only a leaf is frozen or learned; this is a result of " + maker.name()
                    + ": freeze the parameters that it is computed from, or detach it");
        }
        requiresGradient = on;
    }

    /** Whether {@link #backward} has left a gradient here. */
    public boolean hasGradient() {
        return kept() != null;
    }

    /**
     * What {@link #backward} found, in the shape of the value; null before, and for anything but a parameter or a variable
     * that retains its gradient. A gradient that was kept by rows becomes dense; {@link #rowGradient} looks without that.
     */
    public Tensor gradient() {
        return kept() == null ? null : kept().tensor();
    }

    /** The gradient of a {@link #table} by rows; null if there is none, or if something dense was added to it. */
    public RowGradient rowGradient() {
        return kept() == null ? null : kept().rows();
    }

    private Gradient kept() {
        return maker == null ? gradient : retained;
    }

    /** Keeps the gradient of a variable that is no leaf, too, when backward comes by; several passes add up. */
    public void retainGradient() {
        retains = true;
    }

    /** Forgets the gradient, as before a new batch. */
    public void clearGradient() {
        gradient = null;
        retained = null;
    }

    /**
     * Lets somebody look at the gradient of each backward pass, complete, before it is passed on (or, of a leaf, added to
     * what it has). The hook returns that tensor or another one of its shape to be used instead, and does not change the
     * one it is given. Several hooks follow one another. A table's gradient becomes dense for its hooks.
     *
     * @return takes the hook away again
     */
    public Runnable onGradient(UnaryOperator<Tensor> hook) {
        // A list of its own for each change: a hook may take itself away while it runs.
        UnaryOperator<Tensor> own = hook::apply;
        List<UnaryOperator<Tensor>> more = new ArrayList<>(hooks);
        more.add(own);
        hooks = more;
        return () -> {
            List<UnaryOperator<Tensor>> fewer = new ArrayList<>(hooks);
            fewer.remove(own);
            hooks = fewer;
        };
    }

    /** Fills the gradients of all parameters that this one number depends on, and frees the tape. */
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
     * it, and frees the tape. What the parameters have already is added to.
     *
     * @param seed the gradient of the loss, in the shape of the value
     */
    public void backward(Tensor seed) {
        backward(seed, false);
    }

    /**
     * The same, with a choice.
     *
     * @param keepTape whether the tape is kept for a further pass; else each function lets go of what it saved as soon as
     *     it has passed its gradient on
     */
    public void backward(Tensor seed, boolean keepTape) {
        if (!seed.shape().equals(value.shape())) {
            throw new ShapeException("backward: the seed is " + seed.shape() + ", the value " + value.shape()
                    + "; both must have one shape");
        }
        if (!requiresGradient) {
            throw new IllegalStateException("backward: nothing that this value depends on requires a gradient;"
                    + " make a parameter of what is to be learned, and compute outside of NoGrad and Inference");
        }
        BackwardPass.run(this, seed, keepTape);
    }

    /** The gradient of this pass or leaf, to be added to. */
    Gradient collecting() {
        if (!hooks.isEmpty() && maker == null) {
            BackwardPass.setAside(this);
        }
        if (gradient == null) {
            gradient = new Gradient(value);
        }
        return gradient;
    }

    /** Adds what a pass found for a leaf, after its hooks have seen it, to what the leaf had. */
    void accumulateHooked(Tensor found) {
        if (gradient == null) {
            gradient = new Gradient(value);
        }
        Tensor part = hooked(found);
        part.backend().addScaled(1, part, gradient.accumulator());
    }

    /** Adds to the gradient; {@code given} as in {@link Gradient#add(Tensor, boolean)}. */
    void accumulate(Tensor part, boolean given) {
        if (maker == null && !given) {
            // A leaf's gradient stays, and is changed by clipping: it must be nobody else's.
            part.backend().addScaled(1, part, collecting().accumulator());
        } else {
            collecting().add(part, given);
        }
    }

    void accumulateRows(Tensor ids, Tensor rows) {
        if (byRows) {
            collecting().addRows(ids, rows);
        } else {
            rows.backend().scatterAddRows(rows, ids, collecting().accumulator());
        }
    }

    /** Takes out what this pass has added up, for what follows; null if nothing came. */
    Gradient take() {
        Gradient taken = gradient;
        gradient = null;
        return taken;
    }

    /** What this pass or leaf has so far, in whatever form, to be looked at; null if nothing came. */
    Tensor collected() {
        if (gradient == null) {
            return null;
        }
        return gradient.rows() != null ? gradient.rows().rows() : gradient.tensor();
    }

    /** Puts back what was taken out. */
    void put(Gradient taken) {
        gradient = taken;
    }

    /** The gradient of this pass after the hooks, taken out and, if that was asked for, kept; null if nothing came. */
    Tensor complete() {
        Gradient taken = take();
        if (taken == null) {
            return null;
        }
        Tensor result = hooked(taken.tensor());
        if (retains) {
            if (retained == null) {
                retained = new Gradient(value);
            }
            retained.add(result, false);
        }
        return result;
    }

    Tensor hooked(Tensor found) {
        Tensor result = found;
        for (UnaryOperator<Tensor> hook : hooks) {
            result = hook.apply(result);
            if (result == null || !result.shape().equals(value.shape())) {
                throw new ShapeException("a gradient's hook returned " + (result == null ? "null" : result.shape())
                        + " for a gradient of " + value.shape() + "; return that gradient or one of its shape");
            }
        }
        return result;
    }

    @Override
    public String toString() {
        return "Variable of " + value + (maker == null ? "" : " by " + maker.name());
    }
}
