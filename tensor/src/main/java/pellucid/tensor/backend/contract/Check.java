package pellucid.tensor.backend.contract;

import pellucid.tensor.Backend;

/** One thing that the contract asks of a backend. */
public final class Check {
    /** Tries a candidate; throws AssertionError where it breaks the contract. */
    @FunctionalInterface
    interface Body {
        void run(Backend candidate, Backend reference);
    }

    private final String name;
    private final Body body;

    Check(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    /** The chapter and the operation: {@code rows: softmax}. */
    public String name() {
        return name;
    }

    /**
     * Tries a backend.
     *
     * @param candidate the backend to try
     * @param reference a reference backend, another instance than the candidate
     * @throws AssertionError where the candidate breaks the contract: operation, layouts, position, found and wanted
     */
    public void run(Backend candidate, Backend reference) {
        body.run(candidate, reference);
    }

    @Override
    public String toString() {
        return name;
    }
}
