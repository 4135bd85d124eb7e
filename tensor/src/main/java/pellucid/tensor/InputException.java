package pellucid.tensor;

/** Something the user gave (a file, an option, a text) that cannot be used as it is. */
public final class InputException extends PellucidException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
