package pellucid.tensor;

/** Operands whose shapes or types do not fit an operation; the message shows both. */
public final class ShapeException extends PellucidException {
    private static final long serialVersionUID = 1L;

    public ShapeException(String message) {
        super(message);
    }
}
