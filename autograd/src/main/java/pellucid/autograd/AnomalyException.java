package pellucid.autograd;

import pellucid.tensor.PellucidException;

/** A NaN or an infinity where there was none before; the message names the function and the line that applied it. */
public final class AnomalyException extends PellucidException {
    private static final long serialVersionUID = 1L;

    public AnomalyException(String message) {
        super(message);
    }
}
