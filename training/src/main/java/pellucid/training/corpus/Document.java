package pellucid.training.corpus;

import java.util.Objects;

/**
 * One text of a corpus.
 *
 * @param text as it stands in its file
 * @param label the class it belongs to, or null
 * @param split the part of the data that its publisher put it into ({@code train}, {@code test}), or null
 */
public record Document(String text, String label, String split) {
    public Document {
        Objects.requireNonNull(text, "text");
    }

    /** A text of which nothing more is known. */
    public Document(String text) {
        this(text, null, null);
    }
}
