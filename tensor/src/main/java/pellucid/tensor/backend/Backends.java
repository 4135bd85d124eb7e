package pellucid.tensor.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;

/**
 * The choice of a backend: {@code -Dpellucid.backend=auto|reference|ejml|simd|cuda}.
 *
 * <p>{@code auto} walks the ladder from the fastest down, takes the first that runs, and logs one line if that is not the
 * best a CPU can do. A backend asked for by name that cannot run is an error, never a silent replacement.
 */
public final class Backends {
    /** The property that chooses. */
    public static final String PROPERTY = "pellucid.backend";

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
    private static Backend chosen;
    private static String chosenFor;

    private Backends() {}

    /** One rung of the ladder: a provider and why it cannot run here, null if it can. */
    public record Rung(BackendProvider provider, String refusal) {
        public boolean runs() {
            return refusal == null;
        }
    }

    /** All backends that were found, the best first. */
    public static List<Rung> ladder() {
        List<Rung> rungs = new ArrayList<>();
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader())) {
            rungs.add(new Rung(provider, provider.refusal()));
        }
        rungs.sort(
                Comparator.comparingInt((Rung rung) -> rung.provider().rank()).reversed());
        return rungs;
    }

    /** The backend that the property asks for; made once and shared. */
    public static synchronized Backend get() {
        String wanted = System.getProperty(PROPERTY, "auto").toLowerCase(Locale.ROOT);
        if (chosen == null || !wanted.equals(chosenFor)) {
            chosen = wanted.equals("auto") ? best(ladder()) : byName(wanted);
            chosenFor = wanted;
        }
        return chosen;
    }

    /** A new backend by name. */
    public static Backend byName(String name) {
        List<Rung> ladder = ladder();
        for (Rung rung : ladder) {
            if (rung.provider().name().equals(name)) {
                if (!rung.runs()) {
                    throw new BackendException("the backend '" + name + "' cannot run here: " + rung.refusal());
                }
                return rung.provider().create();
            }
        }
        List<String> names = ladder.stream().map(rung -> rung.provider().name()).toList();
        throw new BackendException("there is no backend '" + name + "' (-D" + PROPERTY + "); on the class path are "
                + String.join(", ", names) + ", and auto takes the best of them");
    }

    static Backend best(List<Rung> ladder) {
        for (Rung rung : ladder) {
            if (rung.runs()) {
                Backend backend = rung.provider().create();
                LOG.debug("backend {}: {}", backend.name(), backend.describe());
                return backend;
            }
            if (rung.provider().name().equals("simd")) {
                LOG.info("without the simd backend: {}", rung.refusal());
            }
        }
        throw new BackendException("no backend can run; the class path lacks pellucid-tensor's own providers"
                + " (META-INF/services/" + BackendProvider.class.getName() + "): build it whole again");
    }
}
