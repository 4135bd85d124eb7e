package pellucid.tensor;

import java.util.function.Supplier;

/**
 * A flat run of elements, owned by the backend that made it. Tensors are windows onto it; several may share one.
 *
 * <p>Every operation that writes calls {@link #touch()}. The version that this counts tells two stories: autograd sees
 * that a value it saved was edited in place, and whatever was derived from the contents (a packed copy for the matrix
 * product, say) is dropped when the contents change.
 */
public abstract class Storage {
    private final Backend backend;
    private final DType dtype;
    private final int size;
    private volatile int version;
    private volatile Derived derived;

    protected Storage(Backend backend, DType dtype, int size) {
        this.backend = backend;
        this.dtype = dtype;
        this.size = size;
    }

    /** The backend whose operations work on this storage. */
    public final Backend backend() {
        return backend;
    }

    public final DType dtype() {
        return dtype;
    }

    /** Number of elements. */
    public final int size() {
        return size;
    }

    /** How often the contents were written. */
    public final int version() {
        return version;
    }

    /** Says that the contents have changed. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public final void touch() {
        // A storage has one writer at a time; readers of other threads only need to see that the number moved.
        version++;
    }

    /**
     * Something made from the contents, made once and kept until they change.
     *
     * @param key what it is; equal keys get the same object
     */
    @SuppressWarnings("unchecked")
    public final <T> T derived(Object key, Supplier<T> maker) {
        int now = version;
        for (Derived d = derived; d != null; d = d.next) {
            if (d.version == now && d.key.equals(key)) {
                return (T) d.value;
            }
        }
        synchronized (this) {
            Derived kept = null;
            for (Derived d = derived; d != null; d = d.next) {
                if (d.version == now && d.key.equals(key)) {
                    return (T) d.value;
                }
                if (d.version == now) {
                    kept = new Derived(d.key, d.version, d.value, kept);
                }
            }
            T made = maker.get();
            derived = new Derived(key, now, made, kept);
            return made;
        }
    }

    private static final class Derived {
        final Object key;
        final int version;
        final Object value;
        final Derived next;

        Derived(Object key, int version, Object value, Derived next) {
            this.key = key;
            this.version = version;
            this.value = value;
            this.next = next;
        }
    }
}
