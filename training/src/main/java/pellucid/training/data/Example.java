package pellucid.training.data;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * One training example: one text for each column, and perhaps a label.
 *
 * @param texts one or more, in the order of the columns (anchor, positive, negative…)
 * @param label a score or a class number; NaN where there is none
 */
public record Example(List<String> texts, double label) {
    public Example {
        if (texts.isEmpty()) {
            throw new InputException("an example has no text; give it at least one");
        }
        if (Double.isInfinite(label)) {
            throw new InputException("an example has the label " + label + "; give a finite number, or NaN for none");
        }
        texts = List.copyOf(texts);
    }

    /** An example without a label. */
    public Example(String... texts) {
        this(List.of(texts), Double.NaN);
    }

    public boolean isLabelled() {
        return !Double.isNaN(label);
    }
}
