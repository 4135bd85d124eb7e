/**
 * Finding and choosing backends, and what all of them share: the pool of worker threads, the tracing decorator.
 *
 * <p>A backend is announced by a {@link pellucid.tensor.backend.BackendProvider}, which says whether it can run here
 * before any of its classes is touched. {@link pellucid.tensor.backend.Backends} walks the ladder.
 */
package pellucid.tensor.backend;
