package pellucid.tensor.backend.simd;

import pellucid.tensor.Backend;
import pellucid.tensor.backend.BackendProvider;
import pellucid.tensor.backend.Workers;

/** Announces the SIMD backend where the vector module was added to the JVM. */
public final class SimdProvider implements BackendProvider {
    @Override
    public String name() {
        return "simd";
    }

    @Override
    public int rank() {
        return 30;
    }

    @Override
    public String refusal() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            return null;
        }
        return "the JVM was started without the vector module; add --add-modules jdk.incubator.vector to its options"
                + " (without it encoding is about ten times slower)";
    }

    @Override
    public Backend create() {
        return new SimdBackend(Workers.shared());
    }
}
