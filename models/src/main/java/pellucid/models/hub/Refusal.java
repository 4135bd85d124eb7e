package pellucid.models.hub;

/** Why one source cannot give a model; the resolver collects these and asks the next source. */
class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason);
    }

    Refusal(String reason, Throwable cause) {
        super(reason, cause);
    }
}
