package pellucid.tensor.backend.reference;

import pellucid.tensor.Backend;
import pellucid.tensor.backend.BackendProvider;

/** Announces the reference backend; it runs everywhere. */
public final class ReferenceProvider implements BackendProvider {
    @Override
    public String name() {
        return "reference";
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public String refusal() {
        return null;
    }

    @Override
    public Backend create() {
        return new ReferenceBackend();
    }
}
