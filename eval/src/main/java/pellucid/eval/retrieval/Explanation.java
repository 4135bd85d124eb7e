package pellucid.eval.retrieval;

import java.util.List;
import java.util.Locale;

/**
 * Where a score comes from, as a tree.
 *
 * @param value the number
 * @param description what it is
 * @param parts what it is made of
 */
public record Explanation(double value, String description, List<Explanation> parts) {
    private static final String INDENT = "  ";

    public Explanation {
        parts = List.copyOf(parts);
    }

    /** The tree, a line each, the parts indented below the whole. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text, "");
        return text.toString();
    }

    private void write(StringBuilder text, String indent) {
        text.append(String.format(Locale.ROOT, "%s%.4f  %s%n", indent, value, description));
        parts.forEach(part -> part.write(text, indent + INDENT));
    }
}
