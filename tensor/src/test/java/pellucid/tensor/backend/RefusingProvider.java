package pellucid.tensor.backend;

import pellucid.tensor.Backend;

/** A backend for tests that cannot run anywhere; announced in the test resources. */
public final class RefusingProvider implements BackendProvider {
    static final String REFUSAL = "the abacus has lost its beads; thread new ones";

    @Override
    public String name() {
        return "abacus";
    }

    @Override
    public int rank() {
        return 99;
    }

    @Override
    public String refusal() {
        return REFUSAL;
    }

    @Override
    public Backend create() {
        throw new AssertionError("a provider that refuses must not be asked");
    }
}
