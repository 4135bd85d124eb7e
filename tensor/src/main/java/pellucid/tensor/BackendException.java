package pellucid.tensor;

/** A backend that cannot run here, or tensors of two backends in one operation. */
public final class BackendException extends PellucidException {
    private static final long serialVersionUID = 1L;

    public BackendException(String message) {
        super(message);
    }

    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
