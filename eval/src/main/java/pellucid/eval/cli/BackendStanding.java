package pellucid.eval.cli;

import java.util.List;
import pellucid.tensor.Backend;
import pellucid.tensor.PellucidException;
import pellucid.tensor.backend.Backends;

/**
 * A rung of the ladder of backends, tried out.
 *
 * @param name of the backend
 * @param runs whether it can run here
 * @param detail what it runs on, or why it cannot
 */
record BackendStanding(String name, boolean runs, String detail) {

    /** All rungs, the best first. */
    static List<BackendStanding> ladder() {
        return Backends.ladder().stream().map(BackendStanding::of).toList();
    }

    /** What {@code -Dpellucid.backend} leads to. */
    static BackendStanding chosen() {
        try {
            Backend backend = Backends.get();
            return new BackendStanding(backend.name(), true, backend.describe());
        } catch (PellucidException refused) {
            return new BackendStanding("none", false, refused.getMessage());
        }
    }

    /** A backend that promises to run is made once, since only then it is known what it runs on. */
    private static BackendStanding of(Backends.Rung rung) {
        String name = rung.provider().name();
        if (!rung.runs()) {
            return new BackendStanding(name, false, rung.refusal());
        }
        try (Backend backend = rung.provider().create()) {
            return new BackendStanding(name, true, backend.describe());
        } catch (RuntimeException | LinkageError failure) {
            String reason = failure instanceof PellucidException ? failure.getMessage() : failure.toString();
            return new BackendStanding(name, false, reason);
        }
    }
}
