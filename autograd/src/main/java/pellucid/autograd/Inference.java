package pellucid.autograd;

import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * A stretch of code, on this thread, that only wants results: no tape is left, and the results of all functions are cut
 * from the backend's stack of temporary memory, which {@link #close} gives back at once. Whatever is to outlive the scope
 * must be copied before.
 *
 * <p>{@link LayerMemory} opens a scope inside of this one for each layer of a model.
 */
public final class Inference implements AutoCloseable {
    private static final ThreadLocal<Inference> CURRENT = new ThreadLocal<>();

    private final Inference outer;
    private final Backend backend;
    private final NoGrad noGrad;
    private final Scratch.Frame frame;

    private Inference(Backend backend) {
        this.outer = CURRENT.get();
        this.backend = backend;
        this.noGrad = NoGrad.open();
        this.frame = backend.scratch().open();
    }

    /** Opens a scope for tensors of this backend; close it with try-with-resources, in the reverse order of opening. */
    public static Inference open(Backend backend) {
        Inference scope = new Inference(backend);
        CURRENT.set(scope);
        return scope;
    }

    /** A tensor that lives until this scope closes; its contents are not set. */
    public Tensor tensor(DType dtype, Shape shape) {
        return frame.tensor(dtype, shape);
    }

    /**
     * An int32 vector: in a scope for this backend it lives until the innermost one closes, elsewhere as long as anybody
     * holds it.
     */
    public static Tensor ints(Backend backend, int[] values) {
        Tensor piece = cut(backend, DType.INT32, Shape.of(values.length));
        if (piece == null) {
            return backend.ints(values);
        }
        backend.write(values, 0, piece);
        return piece;
    }

    /** Whether this thread is in a scope for tensors of this backend. */
    static boolean isOpenFor(Backend backend) {
        Inference scope = CURRENT.get();
        return scope != null && scope.backend == backend;
    }

    /** A piece of the innermost scope's memory; null outside of a scope for this backend. */
    static Tensor cut(Backend backend, DType dtype, Shape shape) {
        return isOpenFor(backend) ? CURRENT.get().tensor(dtype, shape) : null;
    }

    @Override
    public void close() {
        frame.close();
        noGrad.close();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
