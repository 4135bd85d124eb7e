package pellucid.models.nn;

import pellucid.tensor.Tensor;

/**
 * Connects an {@link Observer} to all models that compute on this thread: {@code try (Tap tap = Tap.on(observer)) { … }}.
 * A tap inside of a tap takes its place until it is closed.
 */
public final class Tap implements AutoCloseable {
    private static final ThreadLocal<Tap> CURRENT = new ThreadLocal<>();

    private final Tap outer;
    private final Observer observer;

    private Tap(Tap outer, Observer observer) {
        this.outer = outer;
        this.observer = observer;
    }

    public static Tap on(Observer observer) {
        Tap tap = new Tap(CURRENT.get(), observer);
        CURRENT.set(tap);
        return tap;
    }

    /** For layers: whether somebody on this thread wants to see the value of this name. */
    public static boolean wants(String name) {
        Tap tap = CURRENT.get();
        return tap != null && tap.observer.wants(name);
    }

    /** For layers: shows a value to whoever wants it. */
    public static void see(String name, Tensor value) {
        Tap tap = CURRENT.get();
        if (tap != null && tap.observer.wants(name)) {
            tap.observer.see(name, value);
        }
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
