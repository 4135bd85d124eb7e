package pellucid.tensor;

/**
 * The root of every failure that Pellucid reports on purpose. The message is one sentence for a person: the thing, the
 * value found, the value wanted and the mend.
 */
public abstract class PellucidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected PellucidException(String message) {
        super(message);
    }

    protected PellucidException(String message, Throwable cause) {
        super(message, cause);
    }
}
