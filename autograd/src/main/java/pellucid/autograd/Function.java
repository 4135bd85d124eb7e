package pellucid.autograd;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * One operation that can be differentiated, and one use of it: its settings, its inputs, and what the forward pass saved
 * for the backward pass. Each subclass holds both passes side by side, with the formula in its Javadoc, and a static
 * method of the operation's name that makes an instance and applies it.
 *
 * <p>A saved tensor must still hold what it held: its storage's version is compared, and a change in between is an error.
 */
public abstract class Function {
    private List<Variable> inputs = List.of();
    private Variable output;
    private Tensor[] saved = new Tensor[0];
    private int[] versions = new int[0];
    private boolean recording;
    private boolean released;
    private long forwardNanos;
    private long backwardNanos;
    private String caller; // only in an Anomaly scope

    /**
     * Computes the result.
     *
     * @param inputs the values of the inputs, null where the input is absent
     * @return a tensor made by {@link #output}, or a view of an input
     */
    protected abstract Tensor forward(Tensor[] inputs);

    /**
     * Turns the gradient of the result into gradients of the inputs that {@link #needs} says are wanted, and hands them
     * on with {@link #give}, {@link #share} or {@link #accumulator}.
     *
     * @param dy the gradient of the result, in its shape; not to be changed
     */
    protected abstract void backward(Tensor dy);

    /** Runs the forward pass and, unless nobody wants a gradient, puts the function on the tape. */
    protected final Variable apply(Variable... inputs) {
        boolean wanted = false;
        for (Variable input : inputs) {
            wanted |= input != null && input.requiresGradient();
        }
        return apply(wanted, inputs);
    }

    final Variable apply(boolean wanted, Variable... inputs) {
        Tensor[] values = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            values[i] = inputs[i] == null ? null : inputs[i].value();
        }
        recording = wanted && NoGrad.permits();
        long start = System.nanoTime();
        Tensor value = forward(values);
        forwardNanos = System.nanoTime() - start;
        if (Anomaly.isOpen()) {
            caller = Anomaly.caller();
            Anomaly.checkForward(this, inputs, value);
        }
        if (!recording) {
            return Variable.constant(value);
        }
        this.inputs = Collections.unmodifiableList(Arrays.asList(inputs.clone()));
        output = Variable.made(value, this);
        return output;
    }

    /** Whether a backward pass may follow: only then is there a need to compute what it wants and to save it. */
    protected final boolean isRecording() {
        return recording;
    }

    /**
     * A tensor for a result of the forward pass: fresh storage or, in an {@link Inference} scope, a piece of its stack,
     * whose contents are not set.
     */
    protected static Tensor output(Backend backend, DType dtype, Shape shape) {
        Tensor piece = Inference.cut(backend, dtype, shape);
        return piece != null ? piece : backend.zeros(dtype, shape);
    }

    /** A result like this tensor. */
    protected static Tensor outputLike(Tensor tensor) {
        return output(tensor.backend(), tensor.dtype(), tensor.shape());
    }

    /** Keeps tensors for the backward pass, if there may be one; null entries stay null. */
    protected final void save(Tensor... tensors) {
        if (!recording) {
            return;
        }
        saved = tensors.clone();
        versions = new int[saved.length];
        for (int i = 0; i < saved.length; i++) {
            versions[i] = saved[i] == null ? 0 : saved[i].storage().version();
        }
    }

    /** The i-th of the tensors that the forward pass saved, unchanged. */
    protected final Tensor saved(int i) {
        Tensor tensor = saved[i];
        if (tensor != null && tensor.storage().version() != versions[i]) {
            throw new IllegalStateException(name() + ": a tensor " + tensor.shape()
                    + " that the backward pass needs was changed in place after the forward pass (version "
                    + tensor.storage().version() + ", saved at " + versions[i]
                    + "); change a copy of it, or change it after backward()");
        }
        return tensor;
    }

    /** Whether an input wants a gradient. */
    protected final boolean needs(int input) {
        Variable variable = inputs.get(input);
        return variable != null && variable.requiresGradient();
    }

    /**
     * Hands an input its gradient, in a tensor that was made for it and that nobody else holds. Where broadcasting
     * stretched the input, the gradient is summed down to its shape; where none is wanted, nothing happens.
     */
    protected final void give(int input, Tensor gradient) {
        pass(input, gradient, true);
    }

    /** Hands an input its gradient like {@link #give}, in a tensor that others hold too. */
    protected final void share(int input, Tensor gradient) {
        pass(input, gradient, false);
    }

    private void pass(int input, Tensor gradient, boolean given) {
        if (!needs(input)) {
            return;
        }
        Variable variable = inputs.get(input);
        Shape shape = variable.value().shape();
        if (shape.equals(gradient.shape())) {
            variable.accumulate(gradient, given);
        } else {
            Tensor sum = gradient.backend().zeros(gradient.dtype(), shape);
            gradient.backend().sumTo(gradient, sum);
            variable.accumulate(sum, true);
        }
    }

    /** Adds rows to the gradient of an input that is a table: gradient[ids[i]] += rows[i]. */
    protected final void scatter(int input, Tensor rows, Tensor ids) {
        if (needs(input)) {
            inputs.get(input).accumulateRows(ids, rows);
        }
    }

    /**
     * The same, leaving out one row of the table.
     *
     * @param except the row that gets no gradient; -1 for none
     */
    protected final void scatter(int input, Tensor rows, Tensor ids, int except) {
        if (!needs(input)) {
            return;
        }
        int[] all = ids.toInts();
        int[] kept =
                IntStream.range(0, all.length).filter(i -> all[i] != except).toArray();
        if (kept.length == all.length) {
            scatter(input, rows, ids);
            return;
        }
        Backend backend = rows.backend();
        Tensor keptRows = backend.zeros(rows.dtype(), Shape.of(kept.length, rows.dim(1)));
        backend.gatherRows(rows, backend.ints(kept), keptRows);
        scatter(
                input,
                keptRows,
                backend.ints(IntStream.of(kept).map(i -> all[i]).toArray()));
    }

    /** The shape of an input, for the backward pass. */
    protected final Shape inputShape(int input) {
        return inputs.get(input).value().shape();
    }

    /** The gradient that an input has so far, to be added to in place; null when none is wanted. */
    protected final Tensor accumulator(int input) {
        return needs(input) ? inputs.get(input).collecting().accumulator() : null;
    }

    /** New zeros for a gradient like this tensor. */
    protected static Tensor gradientLike(Tensor tensor) {
        return tensor.backend().zeros(tensor.dtype(), tensor.shape());
    }

    /** The operation's name. */
    public String name() {
        return getClass().getSimpleName();
    }

    /** What the function was applied to, null where an input is absent; empty if it is not on a tape (any more). */
    public final List<Variable> inputs() {
        return inputs;
    }

    /** How long the forward pass took. A device that works on by itself is not waited for. */
    public final long forwardNanos() {
        return forwardNanos;
    }

    /** How long the backward passes took so far, all together. */
    public final long backwardNanos() {
        return backwardNanos;
    }

    /** The line that applied the function, if that was in an {@link Anomaly} scope; else null. */
    public final String caller() {
        return caller;
    }

    /** One step of the walk: the output's gradient is complete, is passed on, and is not needed any more. */
    final void propagate(boolean keepTape) {
        Tensor dy = output.complete();
        if (dy != null) {
            if (released) {
                throw new IllegalStateException(name() + ": an earlier backward() has freed the tape; compute the value"
                        + " again, or call the earlier one with keepTape");
            }
            long start = System.nanoTime();
            backward(dy);
            backwardNanos += System.nanoTime() - start;
            if (Anomaly.isOpen()) {
                Anomaly.checkBackward(this);
            }
        }
        if (!keepTape) {
            inputs = List.of();
            saved = new Tensor[0];
            released = true;
        }
    }

    final void forgetGradient() {
        output.take();
    }
}
