package pellucid.eval.serve;

/** A request that is not answered, and why. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param sentence for the person who asked */
    Refusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** The status of HTTP. */
    int status() {
        return status;
    }
}
