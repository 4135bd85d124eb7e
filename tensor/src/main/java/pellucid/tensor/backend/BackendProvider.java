package pellucid.tensor.backend;

import pellucid.tensor.Backend;

/**
 * Announces a backend to {@link Backends}; found by {@link java.util.ServiceLoader}. A provider must be loadable anywhere:
 * it looks before it touches classes that may be missing.
 */
public interface BackendProvider {
    /** The name by which {@code -Dpellucid.backend} asks for it. */
    String name();

    /** The higher the sooner it is tried: cuda 40, simd 30, ejml 20, reference 10. */
    int rank();

    /** Why the backend cannot run here, in one sentence with the mend; null when it can. */
    String refusal();

    /** Makes the backend; called only when there is no refusal. */
    Backend create();
}
